import type { ReactNode } from 'react';
import type { FileView } from '@/server/connections';

/** Accounts whose orders came from files. They are as they were imported. */
export function FileAccounts({ files, locale }: { files: readonly FileView[]; locale: string }): ReactNode {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  return (
    <section className="grid gap-3 border-t border-border pt-8">
      <h2 className="font-semibold">From files</h2>
      <p className="text-sm text-muted">Nobody can be asked for what is new in these: import their next file.</p>
      <ul className="grid gap-2">
        {files.map(({ id, name, marketplaceName, importedAt }) => (
          <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-sm">
            <span className="min-w-0 font-medium wrap-anywhere">{name}</span>
            <span className="text-muted">
              {marketplaceName} · {importedAt === null ? 'not imported to the end' : `Imported ${day.format(new Date(importedAt))}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
