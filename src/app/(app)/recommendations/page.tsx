import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { PageFrame } from '../_shell/page-frame';
import { RecommendationsRoom } from './_parts/recommendations-room';

export const metadata: Metadata = { title: 'Recommendations' };

export default function RecommendationsPage(): ReactNode {
  return (
    <PageFrame
      title="Recommendations"
      lead="What goes with what, learned every night from this workspace's own orders, with why, and with how much better than best sellers it is."
    >
      <RecommendationsRoom />
    </PageFrame>
  );
}
