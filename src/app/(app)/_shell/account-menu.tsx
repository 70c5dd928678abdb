'use client';

import { LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { signOut } from 'next-auth/react';
import type { ReactNode } from 'react';
import { cn } from '@/ui/cn';
import {
  Dropdown,
  DropdownContent,
  DropdownItem,
  DropdownLabel,
  DropdownRadioGroup,
  DropdownRadioItem,
  DropdownSeparator,
  DropdownTrigger,
} from '@/ui/dropdown';
import { useTheme, type ThemeChoice } from '@/ui/theme';
import { useShell } from './shell-context';

const THEMES: readonly { id: ThemeChoice; label: string; icon: typeof Sun }[] = [
  { id: 'system', label: 'As the system', icon: Monitor },
  { id: 'light', label: 'Light', icon: Sun },
  { id: 'dark', label: 'Dark', icon: Moon },
];

/** Sign out, then load the sign-in page: nothing of the session stays in memory. */
export async function leave(): Promise<void> {
  await signOut({ redirect: false });
  window.location.assign('/signin');
}

/** Who is signed in, the theme, and the way out. */
export function AccountMenu({ isCompact = false }: { isCompact?: boolean }): ReactNode {
  const { user } = useShell();
  const { choice, setChoice } = useTheme();
  return (
    <Dropdown>
      <DropdownTrigger
        aria-label={`Account: ${user.name}`}
        className={cn(
          'flex h-9 min-w-0 items-center gap-2 rounded-lg px-1.5 text-left hover:bg-hover data-[state=open]:bg-hover',
          !isCompact && 'w-full',
        )}
      >
        <span aria-hidden className="grid size-6 shrink-0 place-items-center rounded-full border border-border-strong text-xs">
          {[...user.name][0]?.toUpperCase() ?? '?'}
        </span>
        {!isCompact && <span className="min-w-0 flex-1 truncate">{user.name}</span>}
      </DropdownTrigger>
      <DropdownContent side="top" className="w-56">
        <DropdownLabel className="truncate">{user.email}</DropdownLabel>
        <DropdownSeparator />
        <DropdownLabel>Theme</DropdownLabel>
        <DropdownRadioGroup value={choice} onValueChange={(value) => setChoice(value === 'light' || value === 'dark' ? value : 'system')}>
          {THEMES.map(({ id, label, icon: Icon }) => (
            <DropdownRadioItem key={id} value={id}>
              <Icon aria-hidden /> {label}
            </DropdownRadioItem>
          ))}
        </DropdownRadioGroup>
        <DropdownSeparator />
        <DropdownItem onSelect={() => void leave()}>
          <LogOut aria-hidden /> Sign out
        </DropdownItem>
      </DropdownContent>
    </Dropdown>
  );
}
