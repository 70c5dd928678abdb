'use client';

import { ArrowUp, Square } from 'lucide-react';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from '@/ui/button';

const MAX_LENGTH = 4000;

export interface ComposerProps {
  placeholder: string;
  isRunning: boolean;
  onSend(text: string): void;
  onStop(): void;
}

/** Where questions are typed: Enter sends, Shift-Enter starts a line, Escape stops. */
export function Composer({ placeholder, isRunning, onSend, onStop }: ComposerProps): ReactNode {
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const canSend = text.trim() !== '' && !isRunning;
  const send = (): void => {
    if (!canSend) return;
    onSend(text.trim());
    setText('');
    field.current?.focus();
  };
  const press = (event: KeyboardEvent): void => {
    // While an input method composes, Enter picks a word.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      data-print="hide"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="flex items-end gap-2 rounded-xl border border-border-strong/50 bg-surface p-2 shadow-raised focus-within:border-accent"
    >
      <textarea
        ref={field}
        rows={1}
        value={text}
        maxLength={MAX_LENGTH}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={press}
        placeholder={placeholder}
        aria-label="Your question"
        enterKeyHint="send"
        autoFocus
        dir="auto"
        className="field-sizing-content max-h-48 min-h-9 min-w-0 flex-1 resize-none bg-transparent px-2 py-1.5 text-base outline-none"
      />
      {isRunning ? (
        <Button variant="outline" size="iconLg" aria-label="Stop (Escape)" onClick={onStop}>
          <Square className="fill-current" />
        </Button>
      ) : (
        <Button type="submit" variant="primary" size="iconLg" aria-label="Send" disabled={!canSend}>
          <ArrowUp />
        </Button>
      )}
    </form>
  );
}
