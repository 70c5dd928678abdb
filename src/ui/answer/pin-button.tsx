'use client';

import { Pin, PinOff } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '@/ui/button';
import { Tooltip } from '@/ui/tooltip';

export interface PinButtonProps {
  isPinned: boolean;
  /** Keeps the answer, or takes it off again. Settles when that is done, whatever came of it. */
  onChange(isPinned: boolean): Promise<void>;
}

/** Keeps an answer on the dashboard; pressed again, it takes it off. */
export function PinButton({ isPinned, onChange }: PinButtonProps): ReactNode {
  const [isBusy, setBusy] = useState(false);
  const press = async (): Promise<void> => {
    setBusy(true);
    await onChange(!isPinned);
    setBusy(false);
  };
  return (
    <Tooltip text={isPinned ? 'On your dashboard. Press to unpin' : 'Pin to the dashboard'}>
      <Button
        variant="quiet"
        size="sm"
        aria-pressed={isPinned}
        aria-disabled={isBusy}
        className={isPinned ? 'group/pin text-accent' : ''}
        onClick={() => !isBusy && void press()}
      >
        {isPinned ? (
          <>
            <Pin className="fill-current group-hover/pin:hidden" />
            <PinOff className="hidden group-hover/pin:block" />
          </>
        ) : (
          <Pin />
        )}
        {isPinned ? 'Pinned' : 'Pin'}
      </Button>
    </Tooltip>
  );
}
