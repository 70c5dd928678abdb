import { CircleCheck, CircleDashed, Eye, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { LEVEL_TITLES } from '@/core/trust/report';
import type { TrustLine } from '@/server/trust-view';
import { cn } from '@/ui/cn';

const MARKS = {
  clear: { icon: CircleCheck, tone: 'text-positive' },
  look: { icon: Eye, tone: 'text-warning' },
  alarm: { icon: TriangleAlert, tone: 'text-negative' },
  notEnough: { icon: CircleDashed, tone: 'text-muted' },
} as const;

/** How conspicuous reviews are, in words and a sign: never by colour alone. */
export function LevelMark({ level }: Pick<TrustLine, 'level'>): ReactNode {
  const { icon: Icon, tone } = MARKS[level];
  return (
    <span className={cn('inline-flex shrink-0 items-center gap-1.5 text-sm font-medium', tone)}>
      <Icon aria-hidden className="size-4" />
      {LEVEL_TITLES[level]}
    </span>
  );
}
