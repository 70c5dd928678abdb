'use client';

import { Copy, FileSpreadsheet, FileText, Image, ListTree } from 'lucide-react';
import type { ComponentType, ReactNode } from 'react';
import type { Artifact } from '@/core/artifact/artifact';
import { BYTE_ORDER_MARK, toCsv } from '@/core/artifact/csv';
import { toFileName } from '@/core/artifact/file-name';
import { renderProse } from '@/core/artifact/prose';
import { Button } from '@/ui/button';
import { drawPng } from '@/ui/chart/png';
import { Dropdown, DropdownContent, DropdownItem, DropdownTrigger } from '@/ui/dropdown';
import { useTheme } from '@/ui/theme';
import { useToast } from '@/ui/toast';
import { Tooltip } from '@/ui/tooltip';
import { copyText } from './copy-text';
import { downloadFile } from './download';

export interface ActionsProps {
  artifact: Artifact;
  locale: string;
  onShowHow(): void;
  /** Address of the answer's files on the server, to which a format is added; absent while it is not kept there. */
  exportUrl?: string | undefined;
  /** Stands at the beginning of the row. */
  pin?: ReactNode;
  /** Stands at the end of the row. */
  feedback?: ReactNode;
}

/** Pin, copy, CSV, Excel with definitions, PNG, show how, feedback: seen on hover and focus, always where there is no hover. */
export function Actions({ artifact, locale, onShowHow, exportUrl, pin, feedback }: ActionsProps): ReactNode {
  const toast = useToast();
  const { theme } = useTheme();
  const drawn = artifact.charts.filter((chart) => chart.kind !== 'number');
  const saveTable = (index: number): void => {
    const table = artifact.tables[index];
    if (table) downloadFile(`${toFileName(table.title)}.csv`, { text: BYTE_ORDER_MARK + toCsv(table), type: 'text/csv;charset=utf-8' });
  };
  const savePng = async (): Promise<void> => {
    for (const chart of drawn) {
      const table = artifact.tables.find((candidate) => candidate.id === chart.tableId);
      const url = table && (await drawPng(chart, table, { theme, locale, fontFamily: getComputedStyle(document.body).fontFamily }));
      if (url) downloadFile(`${toFileName(chart.title)}.png`, { dataUrl: url });
    }
  };
  const copy = async (): Promise<void> => {
    await copyText(renderProse(artifact, locale).replaceAll('**', ''));
    toast('Answer copied.');
  };
  return (
    <div
      data-print="hide"
      className="-ml-2 flex flex-wrap items-center transition-opacity sm:gap-0.5 group-focus-within/answer:opacity-100 group-hover/answer:opacity-100 [@media(hover:hover)]:opacity-0 [[data-last]_&]:opacity-100 has-[[aria-pressed=true]]:opacity-100"
    >
      {pin}
      <Action
        icon={Copy}
        label="Copy answer"
        onPress={() => void copy().catch(() => toast('The browser did not allow copying.', 'negative'))}
      />
      {artifact.tables.length === 1 && <Action icon={FileText} label="Download CSV" onPress={() => saveTable(0)} />}
      {artifact.tables.length > 1 && (
        <Dropdown>
          <DropdownTrigger asChild>
            <Button variant="quiet" size="icon" aria-label="Download CSV">
              <FileText />
            </Button>
          </DropdownTrigger>
          <DropdownContent>
            {artifact.tables.map((table, index) => (
              <DropdownItem key={table.id} onSelect={() => saveTable(index)}>
                {table.title}
              </DropdownItem>
            ))}
          </DropdownContent>
        </Dropdown>
      )}
      {exportUrl && artifact.tables.length > 0 && (
        <Tooltip text="Download Excel, with definitions">
          <Button asChild variant="quiet" size="icon">
            <a href={`${exportUrl}&format=xlsx`} download aria-label="Download Excel, with definitions">
              <FileSpreadsheet />
            </a>
          </Button>
        </Tooltip>
      )}
      {drawn.length > 0 && <Action icon={Image} label="Download PNG" onPress={() => void savePng()} />}
      {artifact.provenance.length > 0 && (
        <Button variant="quiet" size="sm" onClick={onShowHow}>
          <ListTree /> Show how
        </Button>
      )}
      {feedback}
    </div>
  );
}

function Action({ icon: Icon, label, onPress }: { icon: ComponentType; label: string; onPress(): void }): ReactNode {
  return (
    <Tooltip text={label}>
      <Button variant="quiet" size="icon" aria-label={label} onClick={onPress}>
        <Icon />
      </Button>
    </Tooltip>
  );
}
