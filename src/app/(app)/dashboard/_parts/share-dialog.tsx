'use client';

import { Copy } from 'lucide-react';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { PinView } from '@/server/pins';
import type { ShareLinkView } from '@/server/share';
import { copyText } from '@/ui/answer/copy-text';
import { asProblem, requestJson, type RequestProblem } from '@/ui/api-client';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { Notice } from '@/ui/notice';
import { Select } from '@/ui/select';
import { useToast } from '@/ui/toast';
import { useShell } from '../../_shell/shell-context';

const LENGTHS = [
  { days: 1, label: '1 day' },
  { days: 7, label: '7 days' },
  { days: 30, label: '30 days' },
  { days: 90, label: '90 days' },
  { days: 365, label: '1 year' },
];
const USUAL_DAYS = '30';

/** Links that show a card to people without an account: make one, see which there are, end them. */
export function ShareDialog({ pin, canShare, onClose }: { pin: PinView; canShare: boolean; onClose(): void }): ReactNode {
  const { current } = useShell();
  const [links, setLinks] = useState<ShareLinkView[]>([]);
  const [problem, setProblem] = useState<RequestProblem | null>(null);
  const [made, setMade] = useState<string | null>(null);
  const [days, setDays] = useState(USUAL_DAYS);
  const url = `/api/pins/${pin.id}/links`;
  const { slug } = current;
  const load = useCallback(async (): Promise<void> => {
    const found = await requestJson<{ links: ShareLinkView[] }>(`${url}?${new URLSearchParams({ workspace: slug }).toString()}`);
    setLinks(found.links);
  }, [url, slug]);
  const act = useCallback(
    async (request: () => Promise<void>): Promise<void> => {
      try {
        await request();
        await load();
        setProblem(null);
      } catch (error) {
        setProblem(asProblem(error));
      }
    },
    [load],
  );
  useEffect(() => {
    void act(async () => {});
  }, [act]);
  const make = (): Promise<void> =>
    act(async () => {
      const link = await requestJson<{ path: string }>(url, { method: 'POST', body: { workspace: slug, days: Number(days) } });
      setMade(`${window.location.origin}${link.path}`);
    });
  const end = (linkId: string): Promise<void> =>
    act(() => requestJson(`${url}?${new URLSearchParams({ workspace: slug, linkId }).toString()}`, { method: 'DELETE' }));
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Share this answer"
      description="Whoever has the link sees this card as it was last refreshed, and nothing else. No account is needed."
    >
      <div className="mt-4 grid min-w-0 gap-4">
        {problem && (
          <Notice tone="negative" title={problem.message}>
            {problem.remedy}
          </Notice>
        )}
        {!canShare && <Notice tone="info" title="Your role here is viewer: you can look, not share." />}
        {canShare && (
          <div className="flex items-end gap-2">
            <div className="min-w-0 flex-1">
              <Field label="Ends after">
                {(control) => (
                  <Select value={days} onChange={(event) => setDays(event.target.value)} {...control}>
                    {LENGTHS.map((length) => (
                      <option key={length.days} value={length.days}>
                        {length.label}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
            </div>
            <Button variant="primary" onClick={() => void make()}>
              Make a link
            </Button>
          </div>
        )}
        {made !== null && <NewLink address={made} />}
        <Links links={links} onEnd={(id) => void end(id)} />
      </div>
    </Dialog>
  );
}

function NewLink({ address }: { address: string }): ReactNode {
  const toast = useToast();
  const copy = (): void =>
    void copyText(address).then(
      () => toast('Link copied.'),
      () => toast('The browser did not allow copying.', 'negative'),
    );
  return (
    <div className="grid gap-1.5 rounded-lg border border-accent p-3">
      <div className="flex gap-2">
        <Input readOnly value={address} aria-label="The new link" onFocus={(event) => event.target.select()} className="min-w-0 flex-1" />
        <Button size="iconLg" aria-label="Copy link" onClick={copy}>
          <Copy />
        </Button>
      </div>
      <p className="text-xs text-muted">Copy it now: it is shown once and cannot be looked up later.</p>
    </div>
  );
}

const STATES: Readonly<Record<ShareLinkView['state'], string>> = { open: 'Open', expired: 'Expired', revoked: 'Revoked' };

function Links({ links, onEnd }: { links: readonly ShareLinkView[]; onEnd(id: string): void }): ReactNode {
  const { current } = useShell();
  if (links.length === 0) return null;
  const on = (instant: string): string =>
    new Intl.DateTimeFormat(current.locale, { dateStyle: 'medium', timeZone: current.timeZone }).format(new Date(instant));
  return (
    <section aria-label="Links to this card" className="grid gap-1">
      <h3 className="text-xs font-medium text-muted">Links</h3>
      <ul className="grid divide-y divide-border">
        {links.map(({ id, createdAt, expiresAt, state }) => (
          <li key={id} className="flex items-center justify-between gap-3 py-2 text-sm">
            <span>
              {STATES[state]}, made {on(createdAt)}
              {state === 'open' ? `, ends ${on(expiresAt)}` : ''}
            </span>
            {state === 'open' && (
              <Button size="sm" variant="danger" aria-label={`Revoke the link made ${on(createdAt)}`} onClick={() => onEnd(id)}>
                Revoke
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
