import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { PageFrame } from '../_shell/page-frame';
import { DigestsRoom } from './_parts/digests-room';

export const metadata: Metadata = { title: 'Digests' };

export default function DigestsPage(): ReactNode {
  return (
    <PageFrame
      title="Digests"
      lead="What you want to know regularly, by e-mail or in Slack: the figures of the last whole day, week or month, and what changed most."
    >
      <DigestsRoom />
    </PageFrame>
  );
}
