'use client';

import { ChevronDown } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Artifact, Provenance } from '@/core/artifact/artifact';
import { BASIS_LABELS } from '@/core/artifact/facts';
import { formatPeriod } from '@/core/artifact/format';
import { cn } from '@/ui/cn';
import { Dropdown, DropdownContent, DropdownRadioGroup, DropdownRadioItem, DropdownTrigger } from '@/ui/dropdown';
import { Popover, PopoverContent, PopoverTrigger } from '@/ui/popover';
import { useNow } from '@/ui/use-now';
import { CURRENCIES, type AnswerChange } from './answer-change';
import { completenessLabel, formatAgo, oldestSync } from './freshness';
import { PeriodMenu } from './period-menu';

const CHIP =
  'inline-flex h-7 max-w-full pointer-coarse:h-9 min-w-0 items-center gap-1 rounded-md border border-transparent px-1.5 text-xs text-muted data-[state=open]:bg-hover enabled:hover:border-border enabled:hover:bg-hover enabled:hover:text-text disabled:opacity-60 [&_svg]:size-3';

/** A chip that only informs. */
const FACT = 'inline-flex h-7 items-center px-1.5 text-xs text-muted pointer-coarse:h-9';

const GRAINS = ['day', 'week', 'month', 'quarter', 'half', 'year'] as const;

export interface ChipsProps {
  artifact: Artifact;
  locale: string;
  /** Absent: chips only inform. */
  onChange?: ((change: AnswerChange) => void) | undefined;
  isBusy: boolean;
}

/** What the answer rests on, as chips: those with a mark can be changed, and the answer is computed again without the model. */
export function Chips({ artifact, locale, onChange, isBusy }: ChipsProps): ReactNode {
  const provenance = artifact.provenance.find((entry) => entry.query) ?? artifact.provenance[0];
  if (!provenance) return null;
  const canChange = onChange !== undefined && provenance.query !== undefined;
  const hasTime = provenance.query?.grain !== undefined;
  const change = (next: AnswerChange): void => onChange?.(next);
  return (
    <div role="group" aria-label="What this answer rests on" className="-ml-1.5 flex min-w-0 flex-wrap items-center gap-x-0.5 gap-y-0.5">
      <PeriodChip provenance={provenance} locale={locale} onPick={canChange ? change : undefined} isBusy={isBusy} />
      {hasTime && (
        <ChoiceChip
          name="Time step"
          value={provenance.query?.grain ?? ''}
          choices={GRAINS.map((grain) => ({ id: grain, label: grain === 'half' ? 'By half-year' : `By ${grain}` }))}
          onPick={canChange ? (id) => change({ grain: GRAINS.find((grain) => grain === id) ?? 'month' }) : undefined}
          isBusy={isBusy}
        />
      )}
      {provenance.currency && (
        <ChoiceChip
          name="Currency"
          value={provenance.currency}
          choices={[...new Set([provenance.currency, ...provenance.rates.map((rate) => rate.from), ...CURRENCIES])].map((id) => ({
            id,
            label: id,
          }))}
          onPick={canChange ? (currency) => change({ currency }) : undefined}
          isBusy={isBusy}
        />
      )}
      <ChoiceChip
        name="Date basis"
        value={provenance.basis}
        choices={(['event', 'order'] as const).map((id) => ({ id, label: BASIS_LABELS[id].long, short: BASIS_LABELS[id].short }))}
        onPick={canChange ? (id) => change({ basis: id === 'order' ? 'order' : 'event' }) : undefined}
        isBusy={isBusy}
      />
      <span className={FACT}>{toCity(provenance.timeZone)}</span>
      <FreshnessChip provenance={provenance} locale={locale} />
      <CompletenessChip provenance={provenance} artifact={artifact} />
    </div>
  );
}

/** "America/New_York" is for machines. */
function toCity(zone: string): string {
  const city = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
  return city === 'UTC' ? 'UTC' : `${city} time`;
}

function PeriodChip({
  provenance,
  locale,
  onPick,
  isBusy,
}: {
  provenance: Provenance;
  locale: string;
  onPick: ((change: AnswerChange) => void) | undefined;
  isBusy: boolean;
}): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const dates = provenance.period ? formatPeriod(provenance.period, locale) : 'No data';
  const isNamed = provenance.periodLabel !== '' && !provenance.periodLabel.includes(dates) && !/\d{4}/.test(provenance.periodLabel);
  const text = isNamed ? `${provenance.periodLabel}: ${dates}` : dates;
  if (!onPick) return <span className={FACT}>{text}</span>;
  return (
    <Popover open={isOpen} onOpenChange={setOpen}>
      <PopoverTrigger className={CHIP} disabled={isBusy} aria-label={`Period: ${text}. Change`}>
        <span className="truncate">{text}</span>
        <ChevronDown aria-hidden />
      </PopoverTrigger>
      <PopoverContent className="w-80">
        <PeriodMenu
          period={provenance.period}
          onPick={(change) => {
            setOpen(false);
            onPick(change);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}

interface ChoiceChipProps {
  name: string;
  value: string;
  choices: readonly { id: string; label: string; short?: string }[];
  onPick: ((id: string) => void) | undefined;
  isBusy: boolean;
}

function ChoiceChip({ name, value, choices, onPick, isBusy }: ChoiceChipProps): ReactNode {
  const picked = choices.find((choice) => choice.id === value);
  const label = picked?.short ?? picked?.label ?? value;
  if (!onPick) return <span className={FACT}>{label}</span>;
  return (
    <Dropdown>
      <DropdownTrigger className={CHIP} disabled={isBusy} aria-label={`${name}: ${label}. Change`}>
        <span className="truncate">{label}</span>
        <ChevronDown aria-hidden />
      </DropdownTrigger>
      <DropdownContent>
        <DropdownRadioGroup value={value} onValueChange={(id) => id !== value && onPick(id)}>
          {choices.map((choice) => (
            <DropdownRadioItem key={choice.id} value={choice.id}>
              {choice.label}
            </DropdownRadioItem>
          ))}
        </DropdownRadioGroup>
      </DropdownContent>
    </Dropdown>
  );
}

function FreshnessChip({ provenance, locale }: { provenance: Provenance; locale: string }): ReactNode {
  const nowMs = useNow();
  const oldest = oldestSync(provenance.freshness);
  if (provenance.freshness.length === 0) return null;
  const label = oldest === null ? 'Not synced yet' : `Synced ${nowMs === null ? '' : formatAgo(oldest, nowMs)}`;
  return (
    <Popover>
      <PopoverTrigger className={CHIP}>{label}</PopoverTrigger>
      <PopoverContent>
        <ul className="grid gap-2">
          {provenance.freshness.map((entry) => (
            <li key={`${entry.marketplace}/${entry.connection}`} className="grid gap-0.5">
              <span className="font-medium">{entry.connection}</span>
              <span className="text-xs text-muted">
                {entry.asOf && nowMs !== null ? `Synced ${formatAgo(entry.asOf, nowMs)}` : 'Never synced'}
                {entry.firstDay && entry.lastDay ? `, data ${formatPeriod({ from: entry.firstDay, to: entry.lastDay }, locale)}` : ''}
              </span>
            </li>
          ))}
        </ul>
      </PopoverContent>
    </Popover>
  );
}

function CompletenessChip({ provenance, artifact }: { provenance: Provenance; artifact: Artifact }): ReactNode {
  const { label, isWhole } = completenessLabel(provenance, artifact.tables);
  if (isWhole) return <span className={FACT}>{label}</span>;
  return (
    <Popover>
      <PopoverTrigger className={cn(CHIP, provenance.gaps.length > 0 && 'text-warning')}>{label}</PopoverTrigger>
      <PopoverContent>
        {provenance.gaps.length > 0 ? (
          <ul className="grid gap-1.5">
            {provenance.gaps.map((gap) => (
              <li key={gap}>{gap}</li>
            ))}
          </ul>
        ) : (
          <p>The table shows the first rows only. The totals cover all of them.</p>
        )}
      </PopoverContent>
    </Popover>
  );
}
