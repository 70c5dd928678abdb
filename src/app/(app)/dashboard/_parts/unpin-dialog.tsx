'use client';

import type { ReactNode } from 'react';
import type { PinView } from '@/server/pins';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';

/** Asked before a card goes: its links end with it. */
export function UnpinDialog({ pin, onClose, onConfirm }: { pin: PinView; onClose(): void; onConfirm(): Promise<void> }): ReactNode {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Unpin this answer?"
      description={`"${pin.title}" leaves the dashboard, and links to it end. Its thread and your data stay.`}
    >
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>Keep it</Button>
        <Button variant="danger" onClick={() => void onConfirm()}>
          Unpin
        </Button>
      </div>
    </Dialog>
  );
}
