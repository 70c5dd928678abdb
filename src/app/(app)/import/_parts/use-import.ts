'use client';

import { useCallback, useState } from 'react';
import type { ImportEvent, ImportPreview } from '@/server/import-events';
import { asProblem, parseProblem, RequestProblem } from '@/ui/api-client';
import { useShell } from '../../_shell/shell-context';

/** The first part of a file is enough to see its columns; a compressed one cannot be cut. */
const PREVIEW_BYTES = 256 * 1024;

export interface ImportOptions {
  format?: string;
  timeZone?: string;
  currency?: string;
  mapping?: Record<string, string>;
}

type Progress = Extract<ImportEvent, { type: 'progress' }>['progress'];
type Result = Extract<ImportEvent, { type: 'done' }>;

export type ImportState =
  | { step: 'choose' }
  | { step: 'reading' }
  | { step: 'preview'; preview: ImportPreview; isReading: boolean }
  | { step: 'running'; progress: Progress | null }
  | { step: 'done'; result: Result };

export interface ImportFlow {
  state: ImportState;
  /** What went wrong last; the files and choices are kept. */
  problem: RequestProblem | null;
  choose(files: File[]): void;
  /** Read the files again with other options. */
  change(options: ImportOptions): void;
  start(): void;
  reset(): void;
}

function toForm(files: readonly File[], options: ImportOptions, isWhole: boolean): FormData {
  const form = new FormData();
  for (const file of files)
    form.append('files', isWhole || file.name.endsWith('.gz') ? file : new File([file.slice(0, PREVIEW_BYTES)], file.name));
  for (const [name, value] of Object.entries(options))
    if (value !== undefined) form.append(name, typeof value === 'string' ? value : JSON.stringify(value));
  return form;
}

async function send(url: string, form: FormData): Promise<Response> {
  const response = await fetch(url, { method: 'POST', body: form }).catch(() => {
    throw new RequestProblem('The server cannot be reached.', { status: 0, remedy: 'Check your connection, then try again.' });
  });
  if (!response.ok) throw parseProblem(await response.text(), response.status);
  return response;
}

/** Lines of newline-delimited JSON as they arrive. */
async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<ImportEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as ImportEvent;
  }
}

/** The import from chosen files to the result. */
export function useImport(): ImportFlow {
  const { current } = useShell();
  const query = `workspace=${encodeURIComponent(current.slug)}`;
  const [state, setState] = useState<ImportState>({ step: 'choose' });
  const [files, setFiles] = useState<File[]>([]);
  const [options, setOptions] = useState<ImportOptions>({});
  const [problem, setProblem] = useState<RequestProblem | null>(null);

  const read = useCallback(
    async (chosen: File[], wanted: ImportOptions) => {
      setProblem(null);
      setState((before) => (before.step === 'preview' ? { ...before, isReading: true } : { step: 'reading' }));
      try {
        const response = await send(`/api/import/preview?${query}`, toForm(chosen, wanted, false));
        setState({ step: 'preview', preview: (await response.json()) as ImportPreview, isReading: false });
      } catch (error) {
        setProblem(asProblem(error));
        setState((before) => (before.step === 'preview' ? { ...before, isReading: false } : { step: 'choose' }));
      }
    },
    [query],
  );

  async function run(preview: ImportPreview): Promise<void> {
    setProblem(null);
    setState({ step: 'running', progress: null });
    const { format, timeZone, currency, mapping } = preview;
    try {
      const response = await send(
        `/api/import?${query}`,
        toForm(files, { format, timeZone, currency, ...(Object.keys(mapping).length > 0 ? { mapping } : {}) }, true),
      );
      if (!response.body) throw new Error('no body');
      let isFinished = false;
      for await (const event of readLines(response.body)) {
        if (event.type === 'progress') setState({ step: 'running', progress: event.progress });
        else if (event.type === 'done') setState({ step: 'done', result: event });
        else throw parseProblem(JSON.stringify(event.problem), event.problem.status);
        isFinished = event.type === 'done';
      }
      if (!isFinished)
        throw new RequestProblem('The connection broke off while importing.', {
          status: 0,
          remedy: 'Import the files again; what is stored stays as it is.',
        });
    } catch (error) {
      setProblem(asProblem(error));
      setState({ step: 'preview', preview, isReading: false });
    }
  }

  return {
    state,
    problem,
    choose: (chosen) => {
      setFiles(chosen);
      setOptions({});
      void read(chosen, {});
    },
    change: (wanted) => {
      // Another format has other columns: its own mapping is guessed anew.
      const next = wanted.format === undefined ? { ...options, ...wanted } : wanted;
      setOptions(next);
      void read(files, next);
    },
    start: () => {
      if (state.step === 'preview') void run(state.preview);
    },
    reset: () => {
      setState({ step: 'choose' });
      setFiles([]);
      setProblem(null);
    },
  };
}
