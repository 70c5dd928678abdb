'use client';

import { useId, type ReactNode } from 'react';

export interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** Draws the control with the ids that tie it to its label, hint and error. */
  children(control: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean | undefined }): ReactNode;
}

/** A control with its label, hint and error. */
export function Field({ label, hint, error, children }: FieldProps): ReactNode {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = Boolean(hint ?? error);
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children({ id, 'aria-describedby': hasNote ? noteId : undefined, 'aria-invalid': error ? true : undefined })}
      {hasNote && (
        <p id={noteId} className={error ? 'text-xs text-negative' : 'text-xs text-muted'}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}
