'use client';

import type { ReactNode } from 'react';
import { Notice } from '@/ui/notice';
import { useShell } from '../../_shell/shell-context';
import { DropZone } from './drop-zone';
import { PreviewView, type FormatChoice, type MappedField } from './preview-view';
import { ResultView } from './result-view';
import { useImport, type ImportState } from './use-import';

/** Choose, look, import, done. */
export function ImportRoom({ formats, fields }: { formats: readonly FormatChoice[]; fields: readonly MappedField[] }): ReactNode {
  const { current } = useShell();
  const { state, problem, choose, change, start, reset } = useImport();
  return (
    <div className="grid min-w-0 gap-6">
      {problem && (
        <Notice tone="negative" title={problem.message}>
          {problem.remedy}
        </Notice>
      )}
      {(state.step === 'choose' || state.step === 'reading') && (
        <>
          <DropZone isReading={state.step === 'reading'} onFiles={choose} />
          <section>
            <h2 className="font-semibold">What can be read</h2>
            <ul className="mt-2 grid gap-1 text-muted sm:grid-cols-2">
              {formats.map((format) => (
                <li key={format.id}>{format.title}</li>
              ))}
            </ul>
          </section>
        </>
      )}
      {state.step === 'preview' && (
        <PreviewView
          preview={state.preview}
          formats={formats}
          fields={fields}
          isReading={state.isReading}
          onChange={change}
          onStart={start}
          onCancel={reset}
        />
      )}
      {state.step === 'running' && <Running progress={state.progress} locale={current.locale} />}
      {state.step === 'done' && <ResultView result={state.result} locale={current.locale} onAgain={reset} />}
    </div>
  );
}

function Running({ progress, locale }: { progress: Extract<ImportState, { step: 'running' }>['progress']; locale: string }): ReactNode {
  const format = new Intl.NumberFormat(locale);
  const share = progress && progress.bytesTotal > 0 ? Math.min(1, progress.bytesRead / progress.bytesTotal) : 0;
  return (
    <section className="grid gap-3 rounded-xl border border-border bg-surface p-5">
      <h2 className="font-semibold">{progress ? 'Importing' : 'Sending the files'}</h2>
      <div
        role="progressbar"
        aria-label="Import"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        className="h-2 overflow-hidden rounded-full bg-hover"
      >
        <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${share * 100}%` }} />
      </div>
      <p className="tabular text-muted">
        {progress
          ? `${format.format(progress.rowsRead)} rows read, ${format.format(progress.ordersWritten)} orders written${progress.rejected > 0 ? `, ${format.format(progress.rejected)} left out` : ''}.`
          : 'This takes as long as your connection needs.'}{' '}
        Leaving this page does not stop an import that has begun.
      </p>
    </section>
  );
}
