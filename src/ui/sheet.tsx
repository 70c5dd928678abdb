'use client';

import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button';

export interface SheetProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  title: string;
  children: ReactNode;
}

/** A panel from the right edge; the whole width on a phone. */
export function Sheet({ open, onOpenChange, title, children }: SheetProps): ReactNode {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="appear fixed inset-0 z-40 bg-[rgb(0_0_0/0.4)]" />
        <Primitive.Content
          aria-describedby={undefined}
          className="appear fixed inset-y-0 right-0 z-50 flex w-[min(36rem,100vw)] flex-col border-l border-border bg-surface shadow-raised outline-none"
        >
          <header className="flex h-14 shrink-0 items-center justify-between gap-4 border-b border-border px-5">
            <Primitive.Title className="truncate text-sm font-semibold">{title}</Primitive.Title>
            <Primitive.Close asChild>
              <Button variant="quiet" size="icon" aria-label="Close">
                <X />
              </Button>
            </Primitive.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto p-5">{children}</div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
