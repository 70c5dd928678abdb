import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { DashboardRoom } from './_parts/dashboard-room';

export const metadata: Metadata = { title: 'Dashboard' };

export default function DashboardPage(): ReactNode {
  return (
    <div className="mx-auto grid w-full max-w-[100rem] min-w-0 gap-6 px-4 py-8 md:px-8">
      <DashboardRoom />
    </div>
  );
}
