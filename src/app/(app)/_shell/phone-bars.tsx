'use client';

import { Ellipsis, History, Search } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { Button } from '@/ui/button';
import { cn } from '@/ui/cn';
import { Sheet } from '@/ui/sheet';
import { AccountMenu } from './account-menu';
import { isActive, PLACES } from './navigation';
import { ThreadList } from './thread-list';
import { WorkspaceSwitcher } from './workspace-switcher';

/** The bar at the top of a phone: the workspace, threads and search. */
export function TopBar({ onSearch }: { onSearch(): void }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <header
      data-print="hide"
      className="sticky top-0 z-30 flex h-13 items-center gap-1 border-b border-border bg-background px-2 md:hidden"
    >
      <div className="min-w-0 flex-1">
        <WorkspaceSwitcher />
      </div>
      <Button variant="quiet" size="iconLg" aria-label="Search and commands" onClick={onSearch}>
        <Search />
      </Button>
      <Button variant="quiet" size="iconLg" aria-label="Recent threads" onClick={() => setOpen(true)}>
        <History />
      </Button>
      <AccountMenu isCompact />
      <Sheet open={isOpen} onOpenChange={setOpen} title="Recent threads">
        <ThreadList onOpen={() => setOpen(false)} />
      </Sheet>
    </header>
  );
}

/** The bar at the bottom of a phone: where the thumb is. */
export function BottomBar(): ReactNode {
  const pathname = usePathname();
  const [isOpen, setOpen] = useState(false);
  const others = PLACES.filter((place) => !place.isMain);
  const item = (isCurrent: boolean): string =>
    cn(
      'flex h-14 w-full flex-col items-center justify-center gap-0.5 text-xs -outline-offset-2',
      isCurrent ? 'font-medium text-accent' : 'text-muted',
    );
  return (
    <nav
      data-print="hide"
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 grid auto-cols-fr grid-flow-col border-t border-border bg-background pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {PLACES.filter((place) => place.isMain).map((place) => (
        <Link
          key={place.href}
          href={place.href}
          aria-current={isActive(place, pathname) ? 'page' : undefined}
          className={item(isActive(place, pathname))}
        >
          <place.icon aria-hidden className="size-5" />
          {place.label}
        </Link>
      ))}
      <button type="button" className={item(others.some((place) => isActive(place, pathname)))} onClick={() => setOpen(true)}>
        <Ellipsis aria-hidden className="size-5" />
        More
      </button>
      <Sheet open={isOpen} onOpenChange={setOpen} title="More">
        <ul className="grid gap-1">
          {others.map((place) => (
            <li key={place.href}>
              <Link
                href={place.href}
                aria-current={isActive(place, pathname) ? 'page' : undefined}
                className="flex h-12 items-center gap-3 rounded-lg px-3 hover:bg-hover aria-[current]:font-medium aria-[current]:text-accent"
                onClick={() => setOpen(false)}
              >
                <place.icon aria-hidden className="size-5" />
                {place.label}
              </Link>
            </li>
          ))}
        </ul>
      </Sheet>
    </nav>
  );
}
