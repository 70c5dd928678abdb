import type { ReactNode } from 'react';

/** Title, one sentence, and the content of a page that is not a thread. */
export function PageFrame({ title, lead, children }: { title: string; lead: ReactNode; children: ReactNode }): ReactNode {
  return (
    <div className="mx-auto grid w-full max-w-[48rem] min-w-0 gap-8 px-4 py-8 md:px-8 md:py-12">
      <header className="grid gap-1">
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        <p className="text-muted">{lead}</p>
      </header>
      {children}
    </div>
  );
}
