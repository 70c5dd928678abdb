'use client';

import { X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { DigestSection } from '@/core/digest/digest';
import { SECTION_IDS } from '@/core/digest/sections';
import type { DigestsView } from '@/server/digests-view';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';

/** What a digest tells: sections to choose from, and questions of one's own. */
export function SectionFields({
  chosen,
  sections,
  onChange,
}: {
  chosen: readonly DigestSection[];
  sections: DigestsView['sections'];
  onChange(chosen: DigestSection[]): void;
}): ReactNode {
  const [question, setQuestion] = useState('');
  const isChosen = (id: string): boolean => chosen.some((section) => section.kind === 'standard' && section.id === id);
  const toggle = (id: string): void => {
    const known = SECTION_IDS.find((one) => one === id);
    if (!known) return;
    onChange(
      isChosen(id)
        ? chosen.filter((section) => section.kind !== 'standard' || section.id !== id)
        : [...chosen, { kind: 'standard', id: known }],
    );
  };
  const add = (): void => {
    if (question.trim().length < 3) return;
    onChange([...chosen, { kind: 'question', question: question.trim() }]);
    setQuestion('');
  };
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="mb-1.5 text-sm font-medium">What it tells</legend>
      {sections.map(({ id, title, about }) => (
        <label key={id} className="flex items-start gap-2.5">
          <input type="checkbox" className="mt-1" checked={isChosen(id)} onChange={() => toggle(id)} />
          <span className="min-w-0">
            <span className="block">{title}</span>
            <span className="block text-xs text-muted">{about}</span>
          </span>
        </label>
      ))}
      {chosen.map((section) =>
        section.kind === 'question' ? (
          <div key={section.question} className="flex min-w-0 items-center gap-2 rounded-lg border border-border px-3 py-1.5">
            <span className="min-w-0 flex-1 wrap-anywhere">{section.question}</span>
            <Button
              variant="quiet"
              size="icon"
              aria-label={`Remove "${section.question}"`}
              onClick={() => onChange(chosen.filter((one) => one !== section))}
            >
              <X />
            </Button>
          </div>
        ) : null,
      )}
      <Field label="A question of your own" hint="Asked anew each time. “Last week” is the last one then.">
        {(control) => (
          <div className="flex min-w-0 gap-2">
            <Input {...control} value={question} maxLength={500} onChange={(event) => setQuestion(event.target.value)} />
            <Button onClick={add}>Add</Button>
          </div>
        )}
      </Field>
    </fieldset>
  );
}
