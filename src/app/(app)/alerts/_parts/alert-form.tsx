'use client';

import { useState, type FormEvent, type ReactNode } from 'react';
import type { AlertView } from '@/server/alerts-view';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { Select } from '@/ui/select';
import type { AlertEdit } from './use-alerts';

/** Hours nobody wants to be woken in. */
const NIGHT = { from: '22:00', to: '07:00' };

/** The limit of an alert, and how and when it tells. What it watches stays: for another figure, ask for another alert. */
export function AlertForm({ alert, onSave }: { alert: AlertView; onSave(change: AlertEdit): void }): ReactNode {
  const { limit, settings } = alert;
  const scale = limit.isPercent ? 100 : 1;
  const [is, setIs] = useState(limit.is);
  const [value, setValue] = useState(String(Number((limit.value * scale).toFixed(6))));
  const [byEmail, setByEmail] = useState(settings.byEmail);
  const [channel, setChannel] = useState(settings.slackChannel ?? '');
  const [quiet, setQuiet] = useState(settings.quiet);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const slackChannel = channel.trim() === '' ? null : channel.trim();
    onSave({ byEmail, slackChannel, quiet, condition: { is, value: Number(value) / scale, against: limit.against } });
  };
  return (
    <form className="grid min-w-0 gap-6" onSubmit={submit}>
      <p className="font-medium wrap-anywhere">{alert.what}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={limit.against === null ? 'Tell when it is' : 'Tell when its change is'}>
          {(control) => (
            <Select {...control} value={is} onChange={(event) => setIs(event.target.value === 'below' ? 'below' : 'above')}>
              <option value="above">above</option>
              <option value="below">below</option>
            </Select>
          )}
        </Field>
        <Field
          label={limit.isPercent ? 'Limit, in percent' : 'Limit'}
          {...(limit.against === null ? {} : { hint: '-20: a fifth less than before.' })}
        >
          {(control) => (
            <Input {...control} type="number" step="any" required value={value} onChange={(event) => setValue(event.target.value)} />
          )}
        </Field>
      </div>
      <label className="flex items-center gap-2.5">
        <input type="checkbox" checked={byEmail} onChange={(event) => setByEmail(event.target.checked)} /> By e-mail
      </label>
      <Field label="Slack channel" hint="The id of the channel, like C0123456789; empty: not to Slack.">
        {(control) => <Input {...control} value={channel} maxLength={80} onChange={(event) => setChannel(event.target.value)} />}
      </Field>
      <fieldset className="grid gap-3">
        <label className="flex items-center gap-2.5">
          <input type="checkbox" checked={quiet !== null} onChange={(event) => setQuiet(event.target.checked ? NIGHT : null)} /> Quiet
          hours, on the clock of the shop
        </label>
        {quiet && (
          <div className="grid grid-cols-2 gap-4">
            {(['from', 'to'] as const).map((end) => (
              <Field key={end} label={end === 'from' ? 'From' : 'To'}>
                {(control) => (
                  <Input
                    {...control}
                    type="time"
                    required
                    value={quiet[end]}
                    onChange={(event) => setQuiet({ ...quiet, [end]: event.target.value })}
                  />
                )}
              </Field>
            ))}
          </div>
        )}
      </fieldset>
      <Button type="submit" variant="primary" className="justify-self-start">
        Save
      </Button>
    </form>
  );
}
