import { ChevronDown } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

/** The platform's own list: the best one on a phone, and it needs no script. */
export function Select({ className, children, ...props }: ComponentProps<'select'>): ReactNode {
  return (
    <span className="relative block">
      <select
        className={cn(
          'h-9 w-full min-w-0 appearance-none truncate rounded-lg border border-border-strong/50 bg-surface pr-8 pl-3 text-sm text-text outline-offset-0',
          className,
        )}
        {...props}
      >
        {children}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-muted" />
    </span>
  );
}
