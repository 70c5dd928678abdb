'use client';

import { Building2, CornerDownLeft, MessageSquareText, Monitor, Moon, Sun, type LucideIcon } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useId, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { cn } from '@/ui/cn';
import { Dialog } from '@/ui/dialog';
import { useTheme } from '@/ui/theme';
import { useChats } from './chats-context';
import { PLACES, workspaceHref } from './navigation';
import { useShell } from './shell-context';

interface Command {
  id: string;
  group: string;
  label: string;
  icon: LucideIcon;
  run(): void;
}

const RECENT_SHOWN = 5;

/** Ctrl-K: go to, ask, switch workspace, change theme. */
export function Palette({ open, onOpenChange }: { open: boolean; onOpenChange(open: boolean): void }): ReactNode {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Search and commands" isBare className="overflow-hidden">
      <PaletteBody onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function useCommands(text: string): Command[] {
  const router = useRouter();
  const { workspaces, current } = useShell();
  const { chats } = useChats();
  const { setChoice } = useTheme();
  return useMemo(() => {
    const wanted = text.trim().toLowerCase();
    const matches = (label: string): boolean => wanted.split(/\s+/).every((word) => label.toLowerCase().includes(word));
    const fixed: Command[] = [
      ...PLACES.map((place) => ({
        id: `go${place.href}`,
        group: 'Go to',
        label: place.href === '/' ? 'New question' : place.label,
        icon: place.icon,
        run: () => router.push(place.href),
      })),
      ...workspaces
        .filter((workspace) => workspace.slug !== current.slug)
        .map((workspace) => ({
          id: `ws-${workspace.slug}`,
          group: 'Switch workspace',
          label: workspace.name,
          icon: Building2,
          run: () => window.location.assign(workspaceHref(workspace.slug)),
        })),
      { id: 'theme-light', group: 'Theme', label: 'Light theme', icon: Sun, run: () => setChoice('light') },
      { id: 'theme-dark', group: 'Theme', label: 'Dark theme', icon: Moon, run: () => setChoice('dark') },
      { id: 'theme-system', group: 'Theme', label: 'Theme as the system', icon: Monitor, run: () => setChoice('system') },
    ];
    const threads = chats
      .filter((chat) => matches(chat.title))
      .slice(0, RECENT_SHOWN)
      .map((chat) => ({
        id: `chat-${chat.id}`,
        group: 'Threads',
        label: chat.title,
        icon: MessageSquareText,
        run: () => router.push(`/c/${chat.id}`),
      }));
    const ask: Command[] =
      wanted === ''
        ? []
        : [
            {
              id: 'ask',
              group: 'Ask',
              label: `Ask "${text.trim()}"`,
              icon: CornerDownLeft,
              run: () => router.push(`/?q=${encodeURIComponent(text.trim())}`),
            },
          ];
    return [...fixed.filter((command) => matches(`${command.label} ${command.group}`)), ...threads, ...ask];
  }, [text, router, workspaces, current.slug, chats, setChoice]);
}

function PaletteBody({ onDone }: { onDone(): void }): ReactNode {
  const listId = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const commands = useCommands(text);
  const index = Math.min(active, commands.length - 1);
  const run = (command: Command | undefined): void => {
    if (!command) return;
    onDone();
    command.run();
  };
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = (index + step + commands.length) % Math.max(1, commands.length);
      setActive(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(commands[index]);
    }
  };
  return (
    <>
      <input
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={commands.length > 0 ? `${listId}-${index}` : undefined}
        aria-label="Type a command or a question"
        placeholder="Type a command or a question"
        autoFocus
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={press}
        className="h-12 w-full border-b border-border bg-transparent px-4 text-base outline-none"
      />
      <ul id={listId} role="listbox" aria-label="Commands" className="scroll-thin max-h-[50vh] overflow-y-auto p-1.5">
        {commands.map((command, position) => (
          <li key={command.id} role="presentation">
            {command.group !== commands[position - 1]?.group && (
              <div role="presentation" className="px-2 pt-2 pb-1 text-xs font-medium text-muted">
                {command.group}
              </div>
            )}
            <div
              id={`${listId}-${position}`}
              role="option"
              aria-selected={position === index}
              onPointerMove={() => setActive(position)}
              onClick={() => run(command)}
              className={cn('flex cursor-pointer items-center gap-2.5 rounded-md px-2 py-2', position === index && 'bg-hover')}
            >
              <command.icon aria-hidden className="size-4 shrink-0 text-muted" />
              <span className="min-w-0 truncate">{command.label}</span>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
