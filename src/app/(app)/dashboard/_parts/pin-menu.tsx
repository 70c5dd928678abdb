'use client';

import {
  ArrowDown,
  ArrowUp,
  Ellipsis,
  FileSpreadsheet,
  FileText,
  GitCompare,
  Image,
  ListTree,
  MoveHorizontal,
  MoveVertical,
  Pencil,
  PinOff,
  RefreshCw,
  Share2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { PlaceStep } from '@/core/pins/places';
import type { PinView } from '@/server/pins';
import { Button } from '@/ui/button';
import { Dropdown, DropdownContent, DropdownItem, DropdownSeparator, DropdownTrigger } from '@/ui/dropdown';
import { useShell } from '../../_shell/shell-context';
import type { CardAction } from './dashboard-room';

export interface PinMenuProps {
  pin: PinView;
  isStack: boolean;
  onStep(step: PlaceStep): void;
  onRefresh(): void;
  onOpen(action: CardAction): void;
  onShowHow(): void;
}

/** Everything that can be done with a card, also where it is placed. */
export function PinMenu({ pin, isStack, onStep, onRefresh, onOpen, onShowHow }: PinMenuProps): ReactNode {
  const { current } = useShell();
  const file = (format: string): string =>
    `/api/pins/${pin.id}/export?${new URLSearchParams({ workspace: current.slug, format }).toString()}`;
  const hasChart = pin.artifact.charts.some(({ kind }) => kind !== 'number');
  return (
    <Dropdown>
      <DropdownTrigger asChild>
        <Button variant="quiet" size="icon" aria-label={`More for "${pin.title}"`} className="-mt-0.5">
          <Ellipsis />
        </Button>
      </DropdownTrigger>
      <DropdownContent align="end" className="w-56">
        {pin.refresh !== 'never' && (
          <DropdownItem onSelect={onRefresh}>
            <RefreshCw aria-hidden /> Refresh
          </DropdownItem>
        )}
        <DropdownItem onSelect={() => onOpen('changes')}>
          <GitCompare aria-hidden /> What changed
        </DropdownItem>
        <DropdownItem onSelect={onShowHow}>
          <ListTree aria-hidden /> Show how
        </DropdownItem>
        <DropdownItem onSelect={() => onOpen('rename')}>
          <Pencil aria-hidden /> Rename
        </DropdownItem>
        <DropdownItem onSelect={() => onOpen('share')}>
          <Share2 aria-hidden /> Share
        </DropdownItem>
        <DropdownSeparator />
        {pin.artifact.tables.length > 0 && (
          <>
            <FileItem href={file('csv')} label="Download CSV" icon={<FileText aria-hidden />} />
            <FileItem href={file('xlsx')} label="Download Excel" icon={<FileSpreadsheet aria-hidden />} />
          </>
        )}
        {hasChart && <FileItem href={file('png')} label="Download PNG" icon={<Image aria-hidden />} />}
        <DropdownSeparator />
        <StepItem step="up" label="Move up" icon={<ArrowUp aria-hidden />} onStep={onStep} />
        <StepItem step="down" label="Move down" icon={<ArrowDown aria-hidden />} onStep={onStep} />
        {!isStack && (
          <>
            <StepItem step="wider" label="Wider" icon={<MoveHorizontal aria-hidden />} onStep={onStep} />
            <StepItem step="narrower" label="Narrower" icon={<MoveHorizontal aria-hidden />} onStep={onStep} />
            <StepItem step="taller" label="Taller" icon={<MoveVertical aria-hidden />} onStep={onStep} />
            <StepItem step="lower" label="Lower" icon={<MoveVertical aria-hidden />} onStep={onStep} />
          </>
        )}
        <DropdownSeparator />
        <DropdownItem onSelect={() => onOpen('unpin')} className="text-negative [&_svg]:text-negative">
          <PinOff aria-hidden /> Unpin
        </DropdownItem>
      </DropdownContent>
    </Dropdown>
  );
}

function FileItem({ href, label, icon }: { href: string; label: string; icon: ReactNode }): ReactNode {
  return (
    <DropdownItem asChild>
      <a href={href} download>
        {icon} {label}
      </a>
    </DropdownItem>
  );
}

function StepItem({
  step,
  label,
  icon,
  onStep,
}: {
  step: PlaceStep;
  label: string;
  icon: ReactNode;
  onStep(step: PlaceStep): void;
}): ReactNode {
  return (
    <DropdownItem onSelect={() => onStep(step)}>
      {icon} {label}
    </DropdownItem>
  );
}
