'use client';

import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { useState, type FormEvent, type ReactNode } from 'react';
import { asProblem } from '@/ui/api-client';
import { Button } from '@/ui/button';
import { cn } from '@/ui/cn';
import { Dialog } from '@/ui/dialog';
import { Dropdown, DropdownContent, DropdownItem, DropdownTrigger } from '@/ui/dropdown';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { useToast } from '@/ui/toast';
import { useChats, type ChatEntry } from './chats-context';

/** Recent threads, the latest first; each can be renamed and deleted. */
export function ThreadList({ onOpen }: { onOpen?: () => void }): ReactNode {
  const { chats } = useChats();
  const [renamed, setRenamed] = useState<ChatEntry | null>(null);
  const [deleted, setDeleted] = useState<ChatEntry | null>(null);
  if (chats.length === 0) return <p className="px-2 py-1.5 text-xs text-muted">Your threads appear here.</p>;
  return (
    <>
      <ul className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-px">
        {chats.map((chat) => (
          <ThreadRow key={chat.id} chat={chat} onOpen={onOpen} onRename={() => setRenamed(chat)} onDelete={() => setDeleted(chat)} />
        ))}
      </ul>
      {renamed && <RenameDialog chat={renamed} onClose={() => setRenamed(null)} />}
      {deleted && <DeleteDialog chat={deleted} onClose={() => setDeleted(null)} />}
    </>
  );
}

function ThreadRow({
  chat,
  onOpen,
  onRename,
  onDelete,
}: {
  chat: ChatEntry;
  onOpen: (() => void) | undefined;
  onRename(): void;
  onDelete(): void;
}): ReactNode {
  const isCurrent = usePathname() === `/c/${chat.id}`;
  return (
    <li className={cn('group/thread relative flex items-center rounded-lg hover:bg-hover', isCurrent && 'bg-hover')}>
      <Link
        href={`/c/${chat.id}`}
        prefetch={false}
        onClick={() => onOpen?.()}
        aria-current={isCurrent ? 'page' : undefined}
        title={chat.title}
        className={cn('min-w-0 flex-1 truncate rounded-lg px-2 py-1.5', isCurrent ? 'text-text' : 'text-muted hover:text-text')}
      >
        {chat.title}
      </Link>
      <Dropdown>
        <DropdownTrigger asChild>
          <Button
            variant="quiet"
            size="icon"
            aria-label={`More for "${chat.title}"`}
            className="size-7 opacity-0 group-focus-within/thread:opacity-100 group-hover/thread:opacity-100 data-[state=open]:opacity-100 [@media(hover:none)]:opacity-100"
          >
            <Ellipsis />
          </Button>
        </DropdownTrigger>
        <DropdownContent align="end">
          <DropdownItem onSelect={onRename}>
            <Pencil aria-hidden /> Rename
          </DropdownItem>
          <DropdownItem onSelect={onDelete} className="text-negative [&_svg]:text-negative">
            <Trash2 aria-hidden /> Delete
          </DropdownItem>
        </DropdownContent>
      </Dropdown>
    </li>
  );
}

function RenameDialog({ chat, onClose }: { chat: ChatEntry; onClose(): void }): ReactNode {
  const { rename } = useChats();
  const [error, setError] = useState<string>();
  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const title = String(new FormData(event.currentTarget).get('title')).trim();
    if (title === '') setError('Give the thread a name.');
    else await rename(chat.id, title).then(onClose, (problem: unknown) => setError(asProblem(problem).message));
  }
  return (
    <Dialog open onOpenChange={onClose} title="Rename thread">
      <form onSubmit={(event) => void submit(event)} className="mt-4 grid gap-4">
        <Field label="Name" error={error}>
          {(control) => <Input name="title" defaultValue={chat.title} maxLength={80} autoFocus {...control} />}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary">
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function DeleteDialog({ chat, onClose }: { chat: ChatEntry; onClose(): void }): ReactNode {
  const { remove } = useChats();
  const toast = useToast();
  const router = useRouter();
  const pathname = usePathname();
  async function confirm(): Promise<void> {
    try {
      await remove(chat.id);
      onClose();
      toast('Thread deleted.');
      if (pathname === `/c/${chat.id}`) router.push('/');
    } catch (problem) {
      toast(asProblem(problem).message, 'negative');
    }
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Delete this thread?"
      description={`"${chat.title}" and its answers are removed for good. Your sales data is not touched.`}
    >
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>Keep it</Button>
        <Button variant="danger" onClick={() => void confirm()}>
          Delete
        </Button>
      </div>
    </Dialog>
  );
}
