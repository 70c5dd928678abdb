'use client';

import { PanelLeft, Search } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { Button } from '@/ui/button';
import { cn } from '@/ui/cn';
import { Tooltip } from '@/ui/tooltip';
import { AccountMenu } from './account-menu';
import { isActive, PLACES } from './navigation';
import { ThreadList } from './thread-list';
import { WorkspaceSwitcher } from './workspace-switcher';

/** The left rail of wide screens. */
export function Rail({ isCollapsed, onToggle, onSearch }: { isCollapsed: boolean; onToggle(): void; onSearch(): void }): ReactNode {
  const pathname = usePathname();
  return (
    <aside
      data-print="hide"
      className={cn(
        'sticky top-0 hidden h-dvh shrink-0 flex-col gap-1 border-r border-border p-2 md:flex',
        isCollapsed ? 'w-14 items-center' : 'w-60',
      )}
    >
      <div className={cn('flex items-center gap-1', isCollapsed && 'flex-col')}>
        <div className="min-w-0 flex-1">
          <WorkspaceSwitcher isCompact={isCollapsed} />
        </div>
        <Tooltip text={isCollapsed ? 'Open the side bar' : 'Close the side bar'} side="right">
          <Button
            variant="quiet"
            size="icon"
            aria-label={isCollapsed ? 'Open the side bar' : 'Close the side bar'}
            aria-expanded={!isCollapsed}
            onClick={onToggle}
          >
            <PanelLeft />
          </Button>
        </Tooltip>
      </div>
      <nav aria-label="Main" className="mt-2 grid gap-px">
        <button
          type="button"
          onClick={onSearch}
          aria-label="Search and commands"
          className={cn(
            'flex h-8 items-center gap-2.5 rounded-lg px-2 text-muted hover:bg-hover hover:text-text',
            isCollapsed && 'w-8 justify-center px-0',
          )}
        >
          <Search aria-hidden className="size-4 shrink-0" />
          {!isCollapsed && <span className="flex-1 text-left">Search</span>}
          {!isCollapsed && <kbd className="rounded-sm border border-border px-1 font-sans text-xs">Ctrl K</kbd>}
        </button>
        {PLACES.map((place) => (
          <RailLink key={place.href} {...place} isCurrent={isActive(place, pathname)} isCollapsed={isCollapsed} />
        ))}
      </nav>
      {isCollapsed ? (
        <div className="flex-1" />
      ) : (
        <section aria-label="Recent threads" className="mt-3 flex min-h-0 flex-1 flex-col">
          <h2 className="px-2 pb-1 text-xs font-medium text-muted">Recent</h2>
          <div className="scroll-thin min-h-0 flex-1 overflow-y-auto p-0.5">
            <ThreadList />
          </div>
        </section>
      )}
      <div className="border-t border-border pt-2">
        <AccountMenu isCompact={isCollapsed} />
      </div>
    </aside>
  );
}

function RailLink({
  href,
  label,
  icon: Icon,
  isCurrent,
  isCollapsed,
}: (typeof PLACES)[number] & { isCurrent: boolean; isCollapsed: boolean }): ReactNode {
  const link = (
    <Link
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      aria-label={label}
      className={cn(
        'flex h-8 items-center gap-2.5 rounded-lg px-2',
        isCollapsed && 'w-8 justify-center px-0',
        isCurrent ? 'bg-hover font-medium' : 'text-muted hover:bg-hover hover:text-text',
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {!isCollapsed && label}
    </Link>
  );
  return isCollapsed ? (
    <Tooltip text={label} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}
