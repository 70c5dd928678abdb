import type { Metadata } from 'next';
import { Suspense, type ReactNode } from 'react';
import { AskRoom } from './_chat/ask-room';

export const metadata: Metadata = { title: 'Ask' };

export default function AskPage(): ReactNode {
  return (
    <Suspense>
      <AskRoom />
    </Suspense>
  );
}
