import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { PageFrame } from '../_shell/page-frame';
import { TrustRoom } from './_parts/trust-room';

export const metadata: Metadata = { title: 'Review trust' };

export default function TrustPage(): ReactNode {
  return (
    <PageFrame
      title="Review trust"
      lead="How far reviews can be trusted, and what speaks against it. Hints with reasons, not verdicts: only the reviews of this workspace are seen, not what their writers do elsewhere."
    >
      <TrustRoom />
    </PageFrame>
  );
}
