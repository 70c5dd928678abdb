'use client';

import type { ReactNode } from 'react';
import type { ImportPreview, PreviewFile } from '@/server/import-events';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { Select } from '@/ui/select';
import type { ImportOptions } from './use-import';

export interface FormatChoice {
  id: string;
  title: string;
  decisions: readonly string[];
  hasMapping: boolean;
}

export interface MappedField {
  id: string;
  description: string;
  isRequired: boolean;
}

export interface PreviewViewProps {
  preview: ImportPreview;
  formats: readonly FormatChoice[];
  fields: readonly MappedField[];
  isReading: boolean;
  onChange(options: ImportOptions): void;
  onStart(): void;
  onCancel(): void;
}

/** How the files were understood, before anything is written: format, columns, first rows. */
export function PreviewView({ preview, formats, fields, isReading, onChange, onStart, onCancel }: PreviewViewProps): ReactNode {
  const format = formats.find((entry) => entry.id === preview.format);
  const columns = preview.files[0]?.columns ?? [];
  return (
    <div className="grid min-w-0 gap-8" aria-busy={isReading}>
      <section className="grid gap-4 sm:grid-cols-3">
        <Field label="Format" hint="Recognised by the columns. Change it if it is wrong.">
          {(control) => (
            <Select value={preview.format} onChange={(event) => onChange({ format: event.target.value })} {...control}>
              {formats.map((entry) => (
                <option key={entry.id} value={entry.id}>
                  {entry.title}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Time zone" hint="Of times that state none.">
          {(control) => (
            <Choice
              values={Intl.supportedValuesOf('timeZone')}
              value={preview.timeZone}
              onPick={(timeZone) => onChange({ timeZone })}
              control={control}
            />
          )}
        </Field>
        <Field label="Currency" hint="Of amounts that state none.">
          {(control) => (
            <Choice
              values={Intl.supportedValuesOf('currency')}
              value={preview.currency}
              onPick={(currency) => onChange({ currency })}
              control={control}
            />
          )}
        </Field>
      </section>
      {preview.problem && (
        <Notice tone="warning" title={preview.problem.title}>
          {format?.hasMapping ? 'Choose the columns below.' : preview.problem.remedy}
        </Notice>
      )}
      {format?.hasMapping && (
        <Mapping fields={fields} columns={columns} mapping={preview.mapping} onChange={(mapping) => onChange({ mapping })} />
      )}
      <section className="grid min-w-0 gap-4">
        <h2 className="font-semibold">First rows</h2>
        {preview.files.map((file) => (
          <FilePreview key={file.name} file={file} />
        ))}
      </section>
      {format && format.decisions.length > 0 && (
        <details className="text-muted">
          <summary className="cursor-pointer rounded-sm font-medium text-text">How this format is read</summary>
          <ul className="mt-2 grid list-disc gap-1 pl-5">
            {format.decisions.map((decision) => (
              <li key={decision}>{decision}</li>
            ))}
          </ul>
        </details>
      )}
      <div className="sticky bottom-14 flex justify-end gap-2 border-t border-border bg-background py-4 md:bottom-0">
        <Button onClick={onCancel}>Other files</Button>
        <Button variant="primary" disabled={preview.problem !== null || isReading} onClick={onStart}>
          Import {preview.files.length === 1 ? '1 file' : `${preview.files.length} files`}
        </Button>
      </div>
    </div>
  );
}

interface ChoiceProps {
  values: readonly string[];
  value: string;
  onPick(value: string): void;
  control: { id: string; 'aria-describedby': string | undefined };
}

function Choice({ values, value, onPick, control }: ChoiceProps): ReactNode {
  return (
    <Select value={value} onChange={(event) => onPick(event.target.value)} {...control}>
      {[...new Set([value, ...values])].map((entry) => (
        <option key={entry} value={entry}>
          {entry}
        </option>
      ))}
    </Select>
  );
}

function Mapping({
  fields,
  columns,
  mapping,
  onChange,
}: {
  fields: readonly MappedField[];
  columns: readonly string[];
  mapping: Record<string, string>;
  onChange(mapping: Record<string, string>): void;
}): ReactNode {
  const pick = (field: string, column: string): void => {
    const { [field]: _, ...rest } = mapping;
    onChange(column === '' ? rest : { ...rest, [field]: column });
  };
  return (
    <section className="grid gap-3">
      <div>
        <h2 className="font-semibold">Columns</h2>
        <p className="text-muted">Which column of your file holds what. Only the marked ones are needed, and a price or a line total.</p>
      </div>
      <ul className="grid gap-px overflow-hidden rounded-lg border border-border bg-border">
        {fields.map((field) => (
          <li key={field.id} className="grid items-center gap-x-6 gap-y-1.5 bg-surface px-4 py-2.5 sm:grid-cols-[1fr_16rem]">
            <label htmlFor={`map-${field.id}`}>
              {field.description}
              {field.isRequired && <span className="ml-2 text-xs font-medium text-accent">Needed</span>}
            </label>
            <Select id={`map-${field.id}`} value={mapping[field.id] ?? ''} onChange={(event) => pick(field.id, event.target.value)}>
              <option value="">Not in this file</option>
              {columns.map((column) => (
                <option key={column} value={column}>
                  {column}
                </option>
              ))}
            </Select>
          </li>
        ))}
      </ul>
    </section>
  );
}

function FilePreview({ file }: { file: PreviewFile }): ReactNode {
  return (
    <div className="min-w-0">
      <p className="mb-1.5 flex flex-wrap gap-x-2">
        <span className="font-medium wrap-anywhere">{file.name}</span>
        <span className="text-muted">{file.role ?? 'not part of this format, will not be read'}</span>
      </p>
      <div
        tabIndex={0}
        role="region"
        aria-label={`First rows of ${file.name}`}
        className="scroll-thin overflow-x-auto rounded-lg border border-border bg-surface"
      >
        <table className="w-full border-collapse text-xs">
          <thead>
            <tr>
              {file.columns.map((column, index) => (
                <th
                  key={index}
                  scope="col"
                  className="border-b border-border bg-sunken px-3 py-2 text-left font-medium whitespace-nowrap text-muted"
                >
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {file.rows.map((row, index) => (
              <tr key={index} className="border-b border-border last:border-b-0">
                {file.columns.map((_, position) => (
                  <td key={position} className="tabular max-w-56 truncate px-3 py-1.5 whitespace-nowrap" title={row[position]}>
                    {row[position]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
