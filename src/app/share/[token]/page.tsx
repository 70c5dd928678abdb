import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache, type ReactNode } from 'react';
import { getContainer } from '@/server/container';
import { openShared, type SharedView } from '@/server/share';
import { SharedAnswer } from './shared-answer';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ token: string }> };

const load = cache(async (token: string): Promise<SharedView | null> => openShared(await getContainer(), token));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return {
    title: (await load((await params).token))?.title ?? 'Not found',
    robots: { index: false, follow: false },
    referrer: 'no-referrer',
  };
}

/** One answer for whoever has the link. A link that is wrong, has expired or was ended looks like any page that is not there. */
export default async function SharedPage({ params }: Props): Promise<ReactNode> {
  const { token } = await params;
  const shared = await load(token);
  if (!shared) notFound();
  return <SharedAnswer shared={shared} token={token} />;
}
