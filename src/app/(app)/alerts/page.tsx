import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { PageFrame } from '../_shell/page-frame';
import { AlertsRoom } from './_parts/alerts-room';

export const metadata: Metadata = { title: 'Alerts' };

export default function AlertsPage(): ReactNode {
  return (
    <PageFrame
      title="Alerts"
      lead="Figures you want to be told of when they pass a limit. They are checked after every sync; each tells once when it is passed, and once when it is back."
    >
      <AlertsRoom />
    </PageFrame>
  );
}
