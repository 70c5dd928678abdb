'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useState, type ReactNode } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { ChatRoom } from './chat-room';

/**
 * The home page: a thread that does not exist yet. Once asked, the address becomes the thread's without loading a page;
 * coming back to the home address starts the next thread.
 */
export function AskRoom(): ReactNode {
  const pathname = usePathname();
  const question = useSearchParams().get('q');
  const place = pathname === '/' ? `/?q=${question ?? ''}` : pathname;
  const [lastPlace, setLastPlace] = useState(place);
  const [chatId, setChatId] = useState(() => uuidv7());
  if (place !== lastPlace) {
    setLastPlace(place);
    if (pathname === '/') setChatId(uuidv7());
  }
  useEffect(() => {
    // Back to a thread that was started here earlier: its messages are on the server, not in this page.
    if (pathname !== '/' && pathname !== `/c/${chatId}`) window.location.reload();
  }, [pathname, chatId]);
  return <ChatRoom key={chatId} chatId={chatId} initial={[]} firstQuestion={pathname === '/' ? question : null} />;
}
