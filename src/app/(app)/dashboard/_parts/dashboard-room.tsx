'use client';

import { MessageSquareText, RefreshCw } from 'lucide-react';
import Link from 'next/link';
import { useState, type ReactNode } from 'react';
import type { PinView } from '@/server/pins';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { useToast } from '@/ui/toast';
import { useShell } from '../../_shell/shell-context';
import { ChangesSheet } from './changes-sheet';
import { PinGrid } from './pin-grid';
import { RenameDialog } from './rename-dialog';
import { ShareDialog } from './share-dialog';
import { UnpinDialog } from './unpin-dialog';
import { usePins } from './use-pins';

export type CardAction = 'rename' | 'changes' | 'share' | 'unpin';

/** Pinned answers as cards, and what can be done with each. */
export function DashboardRoom(): ReactNode {
  const { current } = useShell();
  const { pins, problem, refreshing, canShare, ...actions } = usePins(current.slug);
  const [open, setOpen] = useState<{ pin: PinView; action: CardAction } | null>(null);
  const toast = useToast();
  const close = (): void => setOpen(null);
  const all = pins?.filter(({ refresh }) => refresh !== 'never').map(({ id }) => id) ?? [];
  return (
    <>
      <header className="flex min-w-0 flex-wrap items-end justify-between gap-3">
        <div className="grid min-w-0 gap-1">
          <h1 className="text-xl font-semibold tracking-tight">Dashboard</h1>
          <p className="text-muted">Answers you pinned, made again when they are opened.</p>
        </div>
        {all.length > 0 && (
          <Button onClick={() => actions.refresh(all)} disabled={refreshing.size > 0}>
            <RefreshCw className={refreshing.size > 0 ? 'animate-spin' : ''} /> Refresh all
          </Button>
        )}
      </header>
      {problem && !pins && (
        <Notice
          tone="negative"
          title={problem.message}
          actions={
            <Button size="sm" onClick={() => void actions.load()}>
              Try again
            </Button>
          }
        >
          {problem.remedy}
        </Notice>
      )}
      {!pins && !problem && <Skeletons />}
      {pins?.length === 0 && <Empty />}
      {pins && pins.length > 0 && (
        <PinGrid
          pins={pins}
          refreshing={refreshing}
          onPlace={actions.place}
          onRefresh={(id) => actions.refresh([id])}
          onOpen={(pin, action) => setOpen({ pin, action })}
        />
      )}
      {open?.action === 'rename' && <RenameDialog pin={open.pin} onClose={close} onChange={actions.change} onMoved={actions.refresh} />}
      {open?.action === 'share' && <ShareDialog pin={open.pin} canShare={canShare} onClose={close} />}
      {open?.action === 'changes' && <ChangesSheet pin={open.pin} onClose={close} />}
      {open?.action === 'unpin' && (
        <UnpinDialog
          pin={open.pin}
          onClose={close}
          onConfirm={async () => {
            const wrong = await actions.remove(open.pin.id);
            close();
            toast(wrong ? wrong.message : 'Unpinned.', wrong ? 'negative' : 'plain');
          }}
        />
      )}
    </>
  );
}

/** Two cards in their final places. */
function Skeletons(): ReactNode {
  return (
    <div aria-label="Opening the dashboard" role="status" className="grid gap-4 md:grid-cols-2">
      {[0, 1].map((card) => (
        <div key={card} className="skeleton appear-late h-[34rem] rounded-xl" />
      ))}
    </div>
  );
}

function Empty(): ReactNode {
  return (
    <div className="grid justify-items-center gap-4 rounded-xl border border-dashed border-border p-10 text-center">
      <p className="max-w-md text-muted">
        Nothing is pinned yet. Ask for a figure you look at often, then press “Pin” below its answer, or say “pin this”.
      </p>
      <Button asChild variant="primary">
        <Link href="/">
          <MessageSquareText /> Ask a question
        </Link>
      </Button>
    </div>
  );
}
