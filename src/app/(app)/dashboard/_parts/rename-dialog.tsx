'use client';

import { useState, type FormEvent, type ReactNode } from 'react';
import type { PinView } from '@/server/pins';
import type { RequestProblem } from '@/ui/api-client';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';

export interface RenameDialogProps {
  pin: PinView;
  onClose(): void;
  onChange(id: string, wanted: { title: string; isFixed: boolean }): Promise<RequestProblem | null>;
  /** Its days are others now. */
  onMoved(ids: readonly string[]): void;
}

/** What a card is called, and whether its days move with the calendar. */
export function RenameDialog({ pin, onClose, onChange, onMoved }: RenameDialogProps): ReactNode {
  const [error, setError] = useState<string>();
  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const title = String(form.get('title')).trim();
    const isFixed = pin.moves === null ? pin.isFixed : form.get('moves') === null;
    if (title === '') {
      setError('Give the card a name.');
      return;
    }
    const wrong = await onChange(pin.id, { title, isFixed });
    if (wrong) {
      setError(wrong.message);
      return;
    }
    if (isFixed !== pin.isFixed) onMoved([pin.id]);
    onClose();
  }
  return (
    <Dialog open onOpenChange={onClose} title="Rename card">
      <form onSubmit={(event) => void submit(event)} className="mt-4 grid gap-4">
        <Field label="Name" error={error}>
          {(control) => <Input name="title" defaultValue={pin.title} maxLength={120} autoFocus {...control} />}
        </Field>
        {pin.moves !== null && (
          <label className="flex items-start gap-2">
            <input type="checkbox" name="moves" defaultChecked={!pin.isFixed} className="mt-0.5 size-4 accent-[var(--accent)]" />
            <span>Its days move with the calendar: {pin.moves}</span>
          </label>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary">
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
