'use client';

import { FileSpreadsheet, FileText, Image, ListTree } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { SharedView } from '@/server/share';
import { AnswerBody } from '@/ui/answer/answer-body';
import { Chips } from '@/ui/answer/chips';
import { ShowHow } from '@/ui/answer/show-how';
import { Button } from '@/ui/button';
import { useHydrated } from '@/ui/use-hydrated';
import { Wordmark } from '@/ui/wordmark';

/** A shared answer: what it says, what it rests on, its files, and who shared it until when. */
export function SharedAnswer({ shared, token }: { shared: SharedView; token: string }): ReactNode {
  const [isHowOpen, setHowOpen] = useState(false);
  const isHydrated = useHydrated();
  const { artifact, title } = shared;
  const locale = artifact.locale ?? shared.locale;
  const hasChart = artifact.charts.some(({ kind }) => kind !== 'number');
  const file = (format: string): string => `/api/share/${token}/export?format=${format}`;
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-[55rem] min-w-0 content-start gap-6 px-4 py-8 md:px-8">
      <Wordmark className="text-base" />
      <header className="grid gap-1">
        <h1 className="text-xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
        {isHydrated ? <SharedBy shared={shared} /> : <div className="skeleton h-5 w-64 opacity-50" />}
      </header>
      {isHydrated ? (
        <div className="grid min-w-0 gap-4">
          <AnswerBody artifact={artifact} prose={artifact.prose} locale={locale} onShowHow={() => setHowOpen(true)} />
          <Chips artifact={artifact} locale={locale} isBusy={false} />
          <div data-print="hide" className="flex flex-wrap gap-2">
            {artifact.tables.length > 0 && (
              <>
                <FileLink href={file('csv')} label="CSV" icon={<FileText />} />
                <FileLink href={file('xlsx')} label="Excel" icon={<FileSpreadsheet />} />
              </>
            )}
            {hasChart && <FileLink href={file('png')} label="PNG" icon={<Image />} />}
            {artifact.provenance.length > 0 && (
              <Button size="sm" onClick={() => setHowOpen(true)}>
                <ListTree /> Show how
              </Button>
            )}
          </div>
        </div>
      ) : (
        <div className="skeleton h-96 opacity-50" />
      )}
      <ShowHow artifact={artifact} locale={locale} open={isHowOpen} onOpenChange={setHowOpen} />
    </main>
  );
}

function SharedBy({ shared: { sharedBy, sharedAt, asOf, expiresAt, locale, timeZone } }: { shared: SharedView }): ReactNode {
  const on = (instant: string, timeStyle?: 'short'): string =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone, ...(timeStyle ? { timeStyle } : {}) }).format(new Date(instant));
  return (
    <p className="text-muted wrap-anywhere">
      Shared by {sharedBy} on {on(sharedAt)}, ends {on(expiresAt)}. Figures of {on(asOf, 'short')}.
    </p>
  );
}

function FileLink({ href, label, icon }: { href: string; label: string; icon: ReactNode }): ReactNode {
  return (
    <Button asChild size="sm">
      <a href={href} download>
        {icon} {label}
      </a>
    </Button>
  );
}
