'use client';

import { useState, type FormEvent, type ReactNode } from 'react';
import type { DigestSettings } from '@/core/digest/digest';
import type { DigestsView } from '@/server/digests-view';
import type { RequestProblem } from '@/ui/api-client';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { Notice } from '@/ui/notice';
import { Select } from '@/ui/select';
import { useToast } from '@/ui/toast';
import { ScheduleFields } from './schedule-fields';
import { SectionFields } from './section-fields';
import type { Edited } from './use-digests';

export interface DigestFormProps {
  edited: Edited;
  sections: DigestsView['sections'];
  /** Where e-mails go. */
  email: string;
  timeZone: string;
  onPreview(settings: DigestSettings): void;
  onSendNow(settings: DigestSettings): Promise<RequestProblem | null>;
  onSave(settings: DigestSettings): Promise<RequestProblem | null>;
  /** Of a digest that is kept. */
  onRemove?: () => Promise<RequestProblem | null>;
}

/** What a digest tells, when and where. It can be seen, and sent once, before it is kept. */
export function DigestForm({ edited, sections, email, timeZone, onPreview, onSendNow, onSave, onRemove }: DigestFormProps): ReactNode {
  const [settings, setSettings] = useState(edited.settings);
  const [problem, setProblem] = useState<RequestProblem | null>(null);
  const [isRunning, setRunning] = useState(false);
  const toast = useToast();
  const set = (change: Partial<DigestSettings>): void => setSettings((before) => ({ ...before, ...change }));
  const run = async (action: () => Promise<RequestProblem | null>, done?: string): Promise<void> => {
    setRunning(true);
    const wrong = await action();
    setProblem(wrong);
    setRunning(false);
    if (!wrong && done) toast(done);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void run(() => onSave(settings));
  };
  return (
    <form className="grid min-w-0 gap-6" onSubmit={submit}>
      <Field label="Name">
        {(control) => (
          <Input {...control} value={settings.name} maxLength={80} required onChange={(event) => set({ name: event.target.value })} />
        )}
      </Field>
      <ScheduleFields schedule={settings.schedule} timeZone={timeZone} onChange={(schedule) => set({ schedule })} />
      <SectionFields chosen={settings.sections} sections={sections} onChange={(chosen) => set({ sections: chosen })} />
      <fieldset className="grid gap-3">
        <legend className="mb-1.5 text-sm font-medium">Where</legend>
        <label className="flex items-center gap-2.5">
          <input type="checkbox" checked={settings.byEmail} onChange={(event) => set({ byEmail: event.target.checked })} />
          <span className="min-w-0 wrap-anywhere">E-mail to {email}</span>
        </label>
        <Field label="Slack channel" hint="The id of the channel, like C0123456789; empty: not to Slack.">
          {(control) => (
            <Input
              {...control}
              value={settings.slackChannel ?? ''}
              maxLength={80}
              onChange={(event) => set({ slackChannel: event.target.value.trim() === '' ? null : event.target.value.trim() })}
            />
          )}
        </Field>
      </fieldset>
      <Field label="When an account could not be read before" hint="Accounts that are due are always read again first.">
        {(control) => (
          <Select
            {...control}
            value={settings.whenStale}
            onChange={(event) => set({ whenStale: event.target.value === 'skip' ? 'skip' : 'mark' })}
          >
            <option value="mark">Send it, and say what is missing</option>
            <option value="skip">Skip it</option>
          </Select>
        )}
      </Field>
      {problem && (
        <Notice tone="negative" title={problem.message}>
          {problem.remedy}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" disabled={isRunning}>
          {edited.id === undefined ? 'Keep it' : 'Save'}
        </Button>
        <Button onClick={() => onPreview(settings)}>Preview</Button>
        <Button disabled={isRunning} onClick={() => void run(() => onSendNow(settings), 'On its way to you.')}>
          Send me one now
        </Button>
        {onRemove && (
          <Button variant="danger" disabled={isRunning} onClick={() => void run(onRemove)}>
            Delete
          </Button>
        )}
      </div>
    </form>
  );
}
