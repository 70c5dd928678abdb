'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { Workspace } from '@/core/model/workspace';
import { asProblem, requestJson, type RequestProblem } from '@/ui/api-client';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { Notice } from '@/ui/notice';
import { Select } from '@/ui/select';
import { useToast } from '@/ui/toast';
import { useShell } from '../_shell/shell-context';

/** Tags offered for numbers and dates; the one in use is always among them. */
const LOCALES = [
  'en-US',
  'en-GB',
  'en-CA',
  'en-AU',
  'de-DE',
  'fr-FR',
  'es-ES',
  'es-MX',
  'it-IT',
  'nl-NL',
  'pt-BR',
  'pt-PT',
  'pl-PL',
  'sv-SE',
  'ja-JP',
  'ko-KR',
  'zh-CN',
];

const WEEK_STARTS = [
  [1, 'Monday'],
  [6, 'Saturday'],
  [7, 'Sunday'],
] as const;

export interface SettingsFormProps {
  profiles: readonly { id: string; title: string; description: string }[];
  /** Names the server knows: another runtime would list others. */
  timeZones: readonly string[];
  currencies: readonly string[];
}

function example(locale: string): string {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, 2, 31)));
  return `${new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(12345.6)}, ${day}`;
}

/** Settings of the workspace. Owners and admins can change them. */
export function SettingsForm({ profiles, timeZones, currencies }: SettingsFormProps): ReactNode {
  const { current, role } = useShell();
  const router = useRouter();
  const toast = useToast();
  const [draft, setDraft] = useState<Workspace>(current);
  const [problem, setProblem] = useState<RequestProblem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const canEdit = role === 'owner' || role === 'admin';
  const set = <Key extends keyof Workspace>(key: Key, value: Workspace[Key]): void => setDraft((before) => ({ ...before, [key]: value }));
  const errorOf = (field: string): string | undefined => (problem?.field === field ? problem.message : undefined);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const { name, profile, timeZone, currency, locale, weekStart } = draft;
    try {
      await requestJson('/api/workspace', {
        method: 'PATCH',
        body: { workspace: current.slug, name, profile, timeZone, currency, locale, weekStart },
      });
      toast('Settings saved.');
      router.refresh();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={(event) => void save(event)}>
      <fieldset disabled={!canEdit || isBusy} className="grid gap-6">
        {!canEdit && (
          <Notice tone="info" title="You can look, not change">
            Owners and admins of this workspace change its settings.
          </Notice>
        )}
        <div className="max-w-sm">
          <Field label="Name" error={errorOf('name')}>
            {(control) => (
              <Input value={draft.name} maxLength={80} required onChange={(event) => set('name', event.target.value)} {...control} />
            )}
          </Field>
        </div>
        <ProfileChoice profiles={profiles} value={draft.profile} onPick={(profile) => set('profile', profile)} />
        <div className="grid gap-5 sm:grid-cols-2">
          <ListField
            label="Time zone"
            hint="Where days begin and end."
            values={timeZones}
            value={draft.timeZone}
            onPick={(value) => set('timeZone', value)}
          />
          <ListField
            label="Currency"
            hint="Answers are given in it; other currencies are converted."
            values={currencies}
            value={draft.currency}
            onPick={(value) => set('currency', value)}
          />
          <ListField
            label="Numbers and dates"
            hint={example(draft.locale)}
            values={LOCALES}
            value={draft.locale}
            onPick={(value) => set('locale', value)}
          />
          <Field label="Weeks begin on">
            {(control) => (
              <Select value={draft.weekStart} onChange={(event) => set('weekStart', Number(event.target.value))} {...control}>
                {WEEK_STARTS.map(([id, label]) => (
                  <option key={id} value={id}>
                    {label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        {problem && !['name'].includes(problem.field ?? '') && (
          <Notice tone="negative" title={problem.message}>
            {problem.remedy}
          </Notice>
        )}
        <Button type="submit" variant="primary" className="justify-self-start">
          {isBusy ? 'Saving…' : 'Save'}
        </Button>
      </fieldset>
    </form>
  );
}

function ProfileChoice({
  profiles,
  value,
  onPick,
}: Pick<SettingsFormProps, 'profiles'> & { value: string; onPick(profile: Workspace['profile']): void }): ReactNode {
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 text-sm font-medium">What "sales" means</legend>
      {profiles.map((profile) => (
        <label
          key={profile.id}
          className="flex gap-3 rounded-lg border border-border bg-surface p-4 has-checked:border-accent has-checked:bg-accent-soft"
        >
          <input
            type="radio"
            name="profile"
            value={profile.id}
            checked={value === profile.id}
            onChange={() => onPick(profile.id === 'validOrders' ? 'validOrders' : 'shopify')}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <span>
            <span className="font-medium">{profile.title}</span>
            <span className="mt-0.5 block text-muted">{profile.description}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function ListField({
  label,
  hint,
  values,
  value,
  onPick,
}: {
  label: string;
  hint: string;
  values: readonly string[];
  value: string;
  onPick(value: string): void;
}): ReactNode {
  return (
    <Field label={label} hint={<span suppressHydrationWarning>{hint}</span>}>
      {(control) => (
        <Select value={value} onChange={(event) => onPick(event.target.value)} {...control}>
          {[...new Set([value, ...values])].map((entry) => (
            <option key={entry} value={entry}>
              {entry.replaceAll('_', ' ')}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
