import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

const TONES = {
  info: { icon: Info, box: 'border-border bg-surface', mark: 'text-muted' },
  warning: { icon: TriangleAlert, box: 'border-warning/30 bg-warning-soft', mark: 'text-warning' },
  negative: { icon: CircleAlert, box: 'border-negative/30 bg-negative-soft', mark: 'text-negative' },
} as const;

export interface NoticeProps {
  tone: keyof typeof TONES;
  title: string;
  /** What was kept and what to do. */
  children?: ReactNode;
  actions?: ReactNode;
  className?: string;
}

/** What happened, what was kept, what to do. */
export function Notice({ tone, title, children, actions, className }: NoticeProps): ReactNode {
  const { icon: Icon, box, mark } = TONES[tone];
  return (
    <div role={tone === 'negative' ? 'alert' : 'status'} className={cn('flex gap-3 rounded-lg border p-3.5', box, className)}>
      <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', mark)} />
      <div className="min-w-0 flex-1">
        <p className="font-medium wrap-anywhere">{title}</p>
        {children && <div className="mt-0.5 text-muted wrap-anywhere">{children}</div>}
        {actions && <div className="mt-2.5 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
