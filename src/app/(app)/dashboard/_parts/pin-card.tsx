'use client';

import { GripVertical, LoaderCircle } from 'lucide-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import type { PlaceStep } from '@/core/pins/places';
import type { PinView } from '@/server/pins';
import { AnswerBody } from '@/ui/answer/answer-body';
import { Chips } from '@/ui/answer/chips';
import { formatAgo } from '@/ui/answer/freshness';
import { ShowHow } from '@/ui/answer/show-how';
import { cn } from '@/ui/cn';
import { useNow } from '@/ui/use-now';
import { useShell } from '../../_shell/shell-context';
import type { CardAction } from './dashboard-room';
import { PinMenu } from './pin-menu';

export interface PinCardProps {
  pin: PinView;
  isRefreshing: boolean;
  /** Cards stand one below the other: they are as high as they need. */
  isStack: boolean;
  handleClass: string;
  onHandleKey(event: KeyboardEvent): void;
  onStep(step: PlaceStep): void;
  onRefresh(): void;
  onOpen(action: CardAction): void;
}

/** A pinned answer: its title, how old it is, what it says, and its menu. */
export function PinCard({ pin, isRefreshing, isStack, handleClass, onHandleKey, onStep, onRefresh, onOpen }: PinCardProps): ReactNode {
  const { current } = useShell();
  const [isHowOpen, setHowOpen] = useState(false);
  const { artifact, title, problem } = pin;
  const locale = artifact.locale ?? current.locale;
  return (
    <article
      aria-label={title}
      aria-busy={isRefreshing}
      className={cn('group/card flex min-w-0 flex-col rounded-xl border border-border bg-surface', !isStack && 'h-full')}
    >
      <header className="flex items-start gap-1 px-3 pt-3">
        {!isStack && (
          <button
            type="button"
            aria-label={`Move "${title}": arrow keys move it, with Shift they change its size`}
            onKeyDown={onHandleKey}
            className={cn(
              handleClass,
              'grid size-7 shrink-0 cursor-grab touch-none place-items-center rounded-md text-muted hover:bg-hover active:cursor-grabbing',
            )}
          >
            <GripVertical aria-hidden className="size-4" />
          </button>
        )}
        <div className="min-w-0 flex-1 px-1">
          <h2 className="line-clamp-2 font-semibold wrap-anywhere" title={title}>
            {title}
          </h2>
          <Age pin={pin} isRefreshing={isRefreshing} />
        </div>
        <PinMenu pin={pin} isStack={isStack} onStep={onStep} onRefresh={onRefresh} onOpen={onOpen} onShowHow={() => setHowOpen(true)} />
      </header>
      {problem !== null && (
        <p role="status" className="mx-4 mt-2 rounded-lg bg-warning-soft px-3 py-2 text-sm text-warning wrap-anywhere">
          {problem}
        </p>
      )}
      <div
        tabIndex={isStack ? undefined : 0}
        className={cn(
          'grid min-w-0 content-start gap-3 px-4 pt-3 pb-2',
          !isStack && 'scroll-thin min-h-0 flex-1 overflow-y-auto -outline-offset-2',
        )}
      >
        <AnswerBody artifact={artifact} prose={artifact.prose} locale={locale} onShowHow={() => setHowOpen(true)} isBare />
        <Chips artifact={artifact} locale={locale} isBusy={false} />
      </div>
      <ShowHow artifact={artifact} locale={locale} open={isHowOpen} onOpenChange={setHowOpen} />
    </article>
  );
}

/** "Last month, refreshed 5 min. ago". */
function Age({ pin, isRefreshing }: { pin: PinView; isRefreshing: boolean }): ReactNode {
  const nowMs = useNow();
  const days = pin.moves === null ? '' : pin.isFixed ? 'Days stay as pinned. ' : `Moves with the calendar: ${pin.moves}. `;
  const age =
    nowMs === null ? '' : pin.refresh === 'never' ? `As pinned ${formatAgo(pin.asOf, nowMs)}.` : `Computed ${formatAgo(pin.asOf, nowMs)}.`;
  return (
    <p className="flex min-h-4 items-center gap-1.5 text-xs text-muted">
      {isRefreshing && <LoaderCircle aria-hidden className="appear-late size-3 shrink-0 animate-spin" />}
      <span className="min-w-0 wrap-anywhere">{isRefreshing ? 'Being made again …' : `${days}${age}`}</span>
    </p>
  );
}
