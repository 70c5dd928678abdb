'use client';

import { Plus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { DigestSettings } from '@/core/digest/digest';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { Sheet } from '@/ui/sheet';
import { useToast } from '@/ui/toast';
import { useShell } from '../../_shell/shell-context';
import { DigestCard } from './digest-card';
import { DigestForm } from './digest-form';
import { MessageSheet } from './message-sheet';
import { SentMessages } from './sent-messages';
import { useDigests, type Edited } from './use-digests';

/** What a new digest begins as. */
const FIRST: DigestSettings = {
  name: 'Weekly digest',
  schedule: { every: 'week', weekday: 1, at: '08:00' },
  sections: (['sales', 'changes', 'products', 'returns', 'stockOuts'] as const).map((id) => ({ kind: 'standard', id })),
  byEmail: true,
  slackChannel: null,
  whenStale: 'mark',
};

/** Digests with when they come next, what was sent, and the form to make one. */
export function DigestsRoom(): ReactNode {
  const { current } = useShell();
  const { view, problem, ...digests } = useDigests(current.slug);
  const [edited, setEdited] = useState<Edited | null>(null);
  const [shown, setShown] = useState<(() => ReturnType<typeof digests.open>) | null>(null);
  const toast = useToast();
  if (problem && !view)
    return (
      <Notice tone="negative" title={problem.message}>
        {problem.remedy}
      </Notice>
    );
  if (view === undefined) return <p className="text-muted">Opening the digests …</p>;
  const newOne = (
    <Button variant="primary" onClick={() => setEdited({ settings: FIRST, isPaused: false })}>
      <Plus /> New digest
    </Button>
  );
  return (
    <div className="grid min-w-0 gap-8">
      {view.mailFrom === null && <WithoutServer />}
      {view.digests.length === 0 ? (
        <div className="grid justify-items-center gap-4 rounded-xl border border-dashed border-border p-8 text-center">
          <p className="max-w-md text-muted">
            No digest yet. Make one here, or ask for it: “Send me sales, returns and stock-outs every Monday at 8”.
          </p>
          {newOne}
        </div>
      ) : (
        <section className="grid min-w-0 justify-items-start gap-3">
          <ul className="grid w-full gap-3">
            {view.digests.map((digest) => (
              <DigestCard
                key={digest.id}
                digest={digest}
                sections={view.sections}
                locale={current.locale}
                timeZone={current.timeZone}
                onEdit={() => setEdited(digest)}
                onPreview={() => setShown(() => () => digests.preview(digest.settings))}
                onPause={(isPaused) => void digests.save({ id: digest.id, settings: digest.settings, isPaused })}
              />
            ))}
          </ul>
          {newOne}
        </section>
      )}
      <SentMessages
        messages={view.messages}
        locale={current.locale}
        timeZone={current.timeZone}
        onOpen={(id) => setShown(() => () => digests.open(id))}
      />
      <Sheet
        open={edited !== null}
        onOpenChange={(isOpen) => !isOpen && setEdited(null)}
        title={edited?.id ? 'Change digest' : 'New digest'}
      >
        {edited && (
          <DigestForm
            edited={edited}
            sections={view.sections}
            email={view.email}
            timeZone={current.timeZone}
            onPreview={(settings) => setShown(() => () => digests.preview(settings))}
            onSendNow={(settings) => digests.sendNow({ ...edited, settings })}
            onSave={async (settings) => {
              const wrong = await digests.save({ ...edited, settings });
              if (wrong) return wrong;
              setEdited(null);
              toast('Kept. It comes at its next time.');
              return null;
            }}
            {...(edited.id === undefined
              ? {}
              : {
                  onRemove: async () => {
                    const wrong = await digests.remove(edited.id ?? '');
                    if (!wrong) setEdited(null);
                    return wrong;
                  },
                })}
          />
        )}
      </Sheet>
      <MessageSheet load={shown} onClose={() => setShown(null)} />
    </div>
  );
}

function WithoutServer(): ReactNode {
  return (
    <Notice tone="info" title="There is no mail server yet, so digests are kept here instead of being sent.">
      Set SMTP_URL to have them sent; docs/email.md says how.
    </Notice>
  );
}
