'use client';

import { useChat } from '@ai-sdk/react';
import { DefaultChatTransport } from 'ai';
import { usePathname } from 'next/navigation';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { Artifact } from '@/core/artifact/artifact';
import { renderProse } from '@/core/artifact/prose';
import type { ChatMessage } from '@/agent/chat-message';
import { useChats } from '../_shell/chats-context';
import { useShell } from '../_shell/shell-context';
import { toMessageView, withArtifact } from './message-parts';

/** Fast enough to look alive, slow enough that a long answer is not laid out a hundred times a second. */
const THROTTLE_MS = 40;

export interface Thread {
  messages: ChatMessage[];
  isRunning: boolean;
  error: Error | undefined;
  /** The finished answer in words, for people who listen. */
  announcement: string;
  ask(question: string): void;
  /** Change a question and ask it again; what came after it is dropped. */
  edit(messageId: string, question: string): void;
  /** Ask the last question again. */
  retry(): void;
  stop(): void;
  replaceArtifact(messageId: string, artifact: Artifact): void;
  /** An answer that went on after its person decided. */
  replaceMessage(message: ChatMessage): void;
}

/** The state of a thread and everything that can be done to it. */
export function useThread(chatId: string, initial: ChatMessage[]): Thread {
  const { current } = useShell();
  const { refresh } = useChats();
  const pathname = usePathname();
  const [announcement, setAnnouncement] = useState('');
  const transport = useMemo(() => createTransport(current.slug), [current.slug]);
  const { messages, sendMessage, regenerate, setMessages, stop, status, error, clearError } = useChat<ChatMessage>({
    id: chatId,
    messages: initial,
    transport,
    generateId: uuidv7,
    throttle: THROTTLE_MS,
    onFinish: ({ message, isAbort, isError }) => {
      const { artifact } = toMessageView(message);
      if (artifact && !isAbort && !isError) setAnnouncement(renderProse(artifact, current.locale));
      void refresh();
    },
  });
  const isRunning = status === 'submitted' || status === 'streaming';

  const showAddress = useCallback(() => {
    // Without loading a page: the answer is streaming into this one.
    if (pathname !== `/c/${chatId}`) window.history.replaceState(null, '', `/c/${chatId}`);
  }, [pathname, chatId]);

  const ask = useCallback(
    (question: string) => {
      if (isRunning) return;
      clearError();
      showAddress();
      void sendMessage({ text: question });
    },
    [isRunning, clearError, showAddress, sendMessage],
  );

  useEffect(() => {
    if (!isRunning) return undefined;
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) void stop();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [isRunning, stop]);

  return {
    messages,
    isRunning,
    error,
    announcement,
    ask,
    edit: (messageId, question) => void sendMessage({ text: question, messageId }),
    retry: () => void regenerate(),
    stop: () => void stop(),
    replaceMessage: (replaced) => setMessages((all) => all.map((message) => (message.id === replaced.id ? replaced : message))),
    replaceArtifact: (messageId, artifact) =>
      setMessages((all) => all.map((message) => (message.id === messageId ? withArtifact(message, artifact) : message))),
  };
}

/** Sends only the new question: the server has the thread. A question it has already replaces itself there. */
function createTransport(workspace: string): DefaultChatTransport<ChatMessage> {
  return new DefaultChatTransport<ChatMessage>({
    api: '/api/chat',
    prepareSendMessagesRequest: ({ id, messages }) => {
      const question = messages.findLast((message) => message.role === 'user');
      return { body: { workspace, chatId: id, message: { id: question?.id, text: question ? toMessageView(question).text : '' } } };
    },
  });
}
