import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { GENERIC_FIELDS } from '@/connectors/files/generic-csv/fields';
import { FILE_FORMATS } from '@/connectors/files/registry';
import { requirePageSession } from '@/server/session';
import { PageFrame } from '../_shell/page-frame';
import { ImportRoom } from './_parts/import-room';

export const metadata: Metadata = { title: 'Import' };

/** Field descriptions are written for the command line too; here there are no options and ids. */
function toPlain(description: string): string {
  return description
    .replace('--currency', 'the currency above')
    .replace('lineTotal', 'the line total')
    .replace('unitPrice', 'the unit price');
}

export default async function ImportPage(): Promise<ReactNode> {
  const { current } = await requirePageSession();
  const formats = FILE_FORMATS.map(({ id, title, decisions, guessMapping }) => ({
    id,
    title,
    decisions,
    hasMapping: guessMapping !== undefined,
  }));
  const fields = GENERIC_FIELDS.map(({ id, description, isRequired }) => ({
    id,
    description: toPlain(description),
    isRequired: isRequired === true,
  }));
  return (
    <PageFrame
      title="Import"
      lead={`Orders, products and reviews from exported files, into ${current?.workspace.name ?? 'this workspace'}. Importing the same file twice changes nothing.`}
    >
      <ImportRoom formats={formats} fields={fields} />
    </PageFrame>
  );
}
