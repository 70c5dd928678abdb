'use client';

import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { Button } from '@/ui/button';
import { Popover, PopoverContent, PopoverTrigger } from '@/ui/popover';
import { Tooltip } from '@/ui/tooltip';

export interface FeedbackValue {
  verdict: 'up' | 'down';
  reason: string;
}

export interface FeedbackProps {
  value: FeedbackValue | null;
  /** Keeps the verdict; null takes it back. Rejects when it could not be kept. */
  onChange(value: FeedbackValue | null): Promise<void>;
}

const LONGEST = 1000;
const PRESSED = 'text-accent [&_svg]:fill-current';

/** Thumbs up and down. A second press takes the verdict back; a thumb down asks for the reason, which may stay empty. */
export function Feedback({ value, onChange }: FeedbackProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const verdict = value?.verdict;
  async function keep(next: FeedbackValue | null): Promise<void> {
    setBusy(true);
    try {
      await onChange(next);
    } finally {
      setBusy(false);
    }
  }
  return (
    <div role="group" aria-label="Was this answer right?" className="flex items-center gap-0.5">
      <Tooltip text="Right">
        <Button
          variant="quiet"
          size="icon"
          aria-label="Right answer"
          aria-pressed={verdict === 'up'}
          aria-disabled={isBusy}
          className={verdict === 'up' ? PRESSED : ''}
          onClick={() => !isBusy && void keep(verdict === 'up' ? null : { verdict: 'up', reason: '' })}
        >
          <ThumbsUp />
        </Button>
      </Tooltip>
      <Popover open={isOpen} onOpenChange={setOpen}>
        <Tooltip text="Wrong">
          <PopoverTrigger asChild>
            <Button
              variant="quiet"
              size="icon"
              aria-label="Wrong answer"
              aria-pressed={verdict === 'down'}
              aria-disabled={isBusy}
              className={verdict === 'down' ? PRESSED : ''}
              onClick={() => {
                // Kept at once: the reason is an addition.
                if (!isBusy && verdict !== 'down') void keep({ verdict: 'down', reason: '' });
              }}
            >
              <ThumbsDown />
            </Button>
          </PopoverTrigger>
        </Tooltip>
        <PopoverContent className="w-80 max-w-[calc(100vw-2rem)]">
          <Reason
            reason={value?.reason ?? ''}
            isKept={verdict === 'down'}
            onSave={(reason) => {
              setOpen(false);
              void keep({ verdict: 'down', reason });
            }}
            onTakeBack={() => {
              setOpen(false);
              void keep(null);
            }}
          />
        </PopoverContent>
      </Popover>
    </div>
  );
}

interface ReasonProps {
  reason: string;
  isKept: boolean;
  onSave(reason: string): void;
  onTakeBack(): void;
}

function Reason({ reason, isKept, onSave, onTakeBack }: ReasonProps): ReactNode {
  const [text, setText] = useState(reason);
  const id = useId();
  const save = (event: FormEvent): void => {
    event.preventDefault();
    onSave(text.trim());
  };
  return (
    <form onSubmit={save} className="grid gap-2">
      <label htmlFor={id} className="text-sm font-medium">
        What is wrong? <span className="font-normal text-muted">(optional)</span>
      </label>
      <textarea
        id={id}
        value={text}
        rows={3}
        maxLength={LONGEST}
        dir="auto"
        onChange={(event) => setText(event.target.value)}
        placeholder="The number, the period, the product, …"
        className="field-sizing-content max-h-40 min-h-16 w-full resize-none rounded-md border border-border bg-surface px-2.5 py-2 text-sm outline-none focus:border-accent"
      />
      <div className="flex flex-wrap justify-between gap-2">
        <Button type="button" size="sm" variant="quiet" disabled={!isKept} onClick={onTakeBack}>
          Take back
        </Button>
        <Button type="submit" size="sm" variant="primary">
          Save reason
        </Button>
      </div>
    </form>
  );
}
