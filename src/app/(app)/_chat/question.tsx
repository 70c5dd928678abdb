'use client';

import { Pencil } from 'lucide-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from '@/ui/button';

export interface QuestionProps {
  text: string;
  /** Absent: this question can no longer be changed. */
  onEdit?: ((text: string) => void) | undefined;
}

/** What the person asked. The last question can be edited and asked again. */
export function Question({ text, onEdit }: QuestionProps): ReactNode {
  const [draft, setDraft] = useState<string | null>(null);
  const save = (): void => {
    const next = draft?.trim() ?? '';
    setDraft(null);
    if (next !== '') onEdit?.(next);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      setDraft(null);
    } else if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      save();
    }
  };
  if (draft !== null) {
    return (
      <div className="ml-auto grid w-full max-w-xl gap-2 rounded-xl border border-accent bg-surface p-2">
        <textarea
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={press}
          aria-label="Edit your question"
          autoFocus
          className="field-sizing-content max-h-48 min-h-9 resize-none bg-transparent px-2 py-1.5 text-base outline-none"
        />
        <div className="flex justify-end gap-2">
          <Button size="sm" onClick={() => setDraft(null)}>
            Cancel
          </Button>
          <Button size="sm" variant="primary" disabled={draft.trim() === ''} onClick={save}>
            Ask again
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="group/question flex items-center justify-end gap-1">
      {onEdit && (
        <Button
          variant="quiet"
          size="icon"
          aria-label="Edit question"
          onClick={() => setDraft(text)}
          className="group-focus-within/question:opacity-100 group-hover/question:opacity-100 [@media(hover:hover)]:opacity-0"
        >
          <Pencil />
        </Button>
      )}
      <h2 dir="auto" className="max-w-[85%] rounded-xl bg-hover px-4 py-2.5 text-base font-normal whitespace-pre-wrap wrap-anywhere">
        {text}
      </h2>
    </div>
  );
}
