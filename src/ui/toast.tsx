'use client';

import { Toast as Primitive } from 'radix-ui';
import { createContext, use, useCallback, useState, type ReactNode } from 'react';

interface Message {
  id: number;
  text: string;
  tone: 'plain' | 'negative';
}

const ToastContext = createContext<(text: string, tone?: Message['tone']) => void>(() => {});

/** Say something that just happened, for some seconds: `const toast = useToast(); toast('Copied.')`. */
export function useToast(): (text: string, tone?: Message['tone']) => void {
  return use(ToastContext);
}

export function ToastProvider({ children }: { children: ReactNode }): ReactNode {
  const [messages, setMessages] = useState<Message[]>([]);
  const show = useCallback((text: string, tone: Message['tone'] = 'plain') => {
    setMessages((current) => [...current.slice(-2), { id: (current.at(-1)?.id ?? 0) + 1, text, tone }]);
  }, []);
  return (
    <ToastContext value={show}>
      <Primitive.Provider duration={4000} swipeDirection="right">
        {children}
        {messages.map((message) => (
          <Primitive.Root
            key={message.id}
            onOpenChange={(open) => !open && setMessages((current) => current.filter((entry) => entry.id !== message.id))}
            className="appear rounded-lg border border-border bg-surface px-3.5 py-2.5 text-sm shadow-raised"
          >
            <Primitive.Description className={message.tone === 'negative' ? 'text-negative' : 'text-text'}>
              {message.text}
            </Primitive.Description>
          </Primitive.Root>
        ))}
        <Primitive.Viewport className="fixed right-4 bottom-20 z-50 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2 outline-none md:bottom-4" />
      </Primitive.Provider>
    </ToastContext>
  );
}
