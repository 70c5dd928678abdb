import type { ReactNode } from 'react';
import { cn } from './cn';

/** The mark: three bars, and the name. */
export function Wordmark({ className, isMarkOnly = false }: { className?: string; isMarkOnly?: boolean }): ReactNode {
  return (
    <span className={cn('inline-flex items-center gap-2 font-semibold tracking-tight', className)}>
      <svg viewBox="0 0 32 32" className="size-[1.5em] shrink-0" aria-hidden>
        <rect width="32" height="32" rx="7" fill="var(--accent)" />
        <path
          d="M8 21.5V17m5.3 4.5V13m5.4 8.500V15.500M24 21.500V9.500"
          stroke="var(--on-accent)"
          strokeWidth="2.8"
          strokeLinecap="round"
        />
      </svg>
      <span className={isMarkOnly ? 'sr-only' : undefined}>ShopIQ</span>
    </span>
  );
}
