import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

export function Input({ className, ...props }: ComponentProps<'input'>): ReactNode {
  return (
    <input
      className={cn(
        'h-9 w-full min-w-0 rounded-lg border border-border-strong/50 bg-surface px-3 text-sm text-text outline-offset-0 aria-invalid:border-negative',
        className,
      )}
      {...props}
    />
  );
}
