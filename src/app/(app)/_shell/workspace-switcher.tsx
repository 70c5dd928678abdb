'use client';

import { ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '@/ui/cn';
import { Dropdown, DropdownContent, DropdownLabel, DropdownRadioGroup, DropdownRadioItem, DropdownTrigger } from '@/ui/dropdown';
import { workspaceHref } from './navigation';
import { useShell } from './shell-context';

/** Which shop the page is about. Switching loads the home page of the other one. */
export function WorkspaceSwitcher({ isCompact = false }: { isCompact?: boolean }): ReactNode {
  const { workspaces, current } = useShell();
  return (
    <Dropdown>
      <DropdownTrigger
        aria-label={`Workspace: ${current.name}. Switch`}
        className={cn(
          'flex h-9 min-w-0 items-center gap-2 rounded-lg px-1.5 text-left hover:bg-hover data-[state=open]:bg-hover',
          !isCompact && 'w-full',
        )}
      >
        <Initial name={current.name} />
        {!isCompact && (
          <>
            <span className="min-w-0 flex-1 truncate font-medium">{current.name}</span>
            <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" />
          </>
        )}
      </DropdownTrigger>
      <DropdownContent className="w-64">
        <DropdownLabel>Workspaces</DropdownLabel>
        <DropdownRadioGroup
          value={current.slug}
          onValueChange={(slug) => slug !== current.slug && window.location.assign(workspaceHref(slug))}
        >
          {workspaces.map((workspace) => (
            <DropdownRadioItem key={workspace.id} value={workspace.slug}>
              <span className="min-w-0 flex-1 truncate">{workspace.name}</span>
              {workspace.isDemo && <span className="text-xs text-muted">Demo</span>}
            </DropdownRadioItem>
          ))}
        </DropdownRadioGroup>
      </DropdownContent>
    </Dropdown>
  );
}

function Initial({ name }: { name: string }): ReactNode {
  return (
    <span aria-hidden className="grid size-6 shrink-0 place-items-center rounded-md bg-accent text-xs font-semibold text-on-accent">
      {[...name][0]?.toUpperCase() ?? '?'}
    </span>
  );
}
