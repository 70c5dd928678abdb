'use client';

import { useState, type ReactNode } from 'react';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { PERIOD_PRESETS, type AnswerChange } from './answer-change';

/** Named periods, or two dates. */
export function PeriodMenu({
  period,
  onPick,
}: {
  period: { from: string; to: string } | null;
  onPick(change: AnswerChange): void;
}): ReactNode {
  const [from, setFrom] = useState(period?.from ?? '');
  const [to, setTo] = useState(period?.to ?? '');
  const isValid = from !== '' && to !== '' && from <= to;
  return (
    <div className="grid gap-3">
      <ul className="grid grid-cols-2 gap-0.5">
        {PERIOD_PRESETS.map((preset) => (
          <li key={preset.id}>
            <button
              type="button"
              onClick={() => onPick({ period: { preset: preset.id } })}
              className="w-full rounded-md px-2 py-1.5 text-left text-sm hover:bg-hover"
            >
              {preset.label}
            </button>
          </li>
        ))}
      </ul>
      <form
        className="grid gap-3 border-t border-border pt-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (isValid) onPick({ period: { from, to } });
        }}
      >
        <div className="grid grid-cols-2 gap-2">
          <Field label="From">
            {(control) => (
              <Input type="date" required value={from} onChange={(event) => setFrom(event.target.value)} {...control} className="px-2" />
            )}
          </Field>
          <Field label="To" error={from !== '' && to !== '' && from > to ? 'Must not be before "From".' : undefined}>
            {(control) => (
              <Input type="date" required value={to} onChange={(event) => setTo(event.target.value)} {...control} className="px-2" />
            )}
          </Field>
        </div>
        <Button type="submit" variant="primary" size="sm" disabled={!isValid} className="justify-self-end">
          Apply
        </Button>
      </form>
    </div>
  );
}
