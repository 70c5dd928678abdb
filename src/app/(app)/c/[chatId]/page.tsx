import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { cache, type ReactNode } from 'react';
import { z } from 'zod';
import { getContainer } from '@/server/container';
import { requirePageSession } from '@/server/session';
import { toChatMessages } from '@/server/thread';
import { findChat, type StoredChat } from '@/store/chats';
import { readFeedback } from '@/store/feedback';
import { pinsOfChat } from '@/store/pins';
import { ChatRoom } from '../../_chat/chat-room';

type Props = { params: Promise<{ chatId: string }> };

/** The thread, here or in another workspace of the person: a link works whichever one is open. */
const load = cache(async (chatId: string): Promise<StoredChat | null> => {
  if (!z.uuid().safeParse(chatId).success) return null;
  const { user, access, current } = await requirePageSession();
  const { db } = await getContainer();
  for (const { workspace } of [...access].sort((a) => (a === current ? -1 : 1))) {
    const chat = await findChat(db, { workspaceId: workspace.id, userId: user.id }, chatId);
    if (chat && workspace.id !== current?.workspace.id) redirect(`/workspace/${workspace.slug}?next=/c/${chatId}`);
    if (chat) return chat;
  }
  return null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await load((await params).chatId))?.title ?? 'Thread' };
}

export default async function ChatPage({ params }: Props): Promise<ReactNode> {
  const chat = await load((await params).chatId);
  const { user, current } = await requirePageSession();
  if (!chat || !current) notFound();
  const { db } = await getContainer();
  const owner = { workspaceId: current.workspace.id, userId: user.id };
  const [feedback, pins] = await Promise.all([readFeedback(db, owner, chat.id), pinsOfChat(db, owner, chat.id)]);
  const initial = toChatMessages(chat.messages, feedback).map((message) => {
    const pinId = pins.get(message.id);
    return pinId === undefined ? message : { ...message, metadata: { ...message.metadata, pinId } };
  });
  return <ChatRoom key={chat.id} chatId={chat.id} initial={initial} />;
}
