'use client';

import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button';
import { cn } from './cn';

export interface DialogProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  title: string;
  description?: string;
  /** Title and description are read out but not drawn. */
  isBare?: boolean;
  className?: string;
  children: ReactNode;
}

/** A modal dialog in the upper third of the window. */
export function Dialog({ open, onOpenChange, title, description, isBare = false, className, children }: DialogProps): ReactNode {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="appear fixed inset-0 z-40 bg-[rgb(0_0_0/0.4)]" />
        <Primitive.Content
          className={cn(
            'appear fixed top-[12vh] left-1/2 z-50 max-h-[76vh] w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 overflow-auto rounded-xl border border-border bg-surface shadow-raised outline-none',
            !isBare && 'p-5',
            className,
          )}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          <Primitive.Title className={isBare ? 'sr-only' : 'pr-8 text-base font-semibold'}>{title}</Primitive.Title>
          {description && (
            <Primitive.Description className={isBare ? 'sr-only' : 'mt-1 text-sm text-muted'}>{description}</Primitive.Description>
          )}
          {children}
          {!isBare && (
            <Primitive.Close asChild>
              <Button variant="quiet" size="icon" aria-label="Close" className="absolute top-3.5 right-3.5">
                <X />
              </Button>
            </Primitive.Close>
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
