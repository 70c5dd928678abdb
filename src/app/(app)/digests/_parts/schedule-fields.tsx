'use client';

import type { ReactNode } from 'react';
import type { DigestSchedule } from '@/core/digest/digest';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { Select } from '@/ui/select';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTH_DAYS = Array.from({ length: 28 }, (_, index) => index + 1);

const RHYTHMS: Readonly<Record<DigestSchedule['every'], string>> = { day: 'Every day', week: 'Every week', month: 'Every month' };

/** The same time in another rhythm. */
function inRhythm(every: string, at: string): DigestSchedule {
  if (every === 'day') return { every, at };
  return every === 'month' ? { every, at, monthDay: 1 } : { every: 'week', at, weekday: 1 };
}

/** When a digest comes, on the clock of the shop. */
export function ScheduleFields({
  schedule,
  timeZone,
  onChange,
}: {
  schedule: DigestSchedule;
  timeZone: string;
  onChange(schedule: DigestSchedule): void;
}): ReactNode {
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <Field label="How often">
        {(control) => (
          <Select {...control} value={schedule.every} onChange={(event) => onChange(inRhythm(event.target.value, schedule.at))}>
            {Object.entries(RHYTHMS).map(([every, label]) => (
              <option key={every} value={every}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {schedule.every === 'week' && (
        <Field label="Day">
          {(control) => (
            <Select
              {...control}
              value={schedule.weekday}
              onChange={(event) => onChange({ ...schedule, weekday: Number(event.target.value) })}
            >
              {WEEKDAYS.map((name, index) => (
                <option key={name} value={index + 1}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {schedule.every === 'month' && (
        <Field label="Day of the month">
          {(control) => (
            <Select
              {...control}
              value={schedule.monthDay}
              onChange={(event) => onChange({ ...schedule, monthDay: Number(event.target.value) })}
            >
              {MONTH_DAYS.map((day) => (
                <option key={day}>{day}</option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <Field label="Time" hint={timeZone}>
        {(control) => (
          <Input
            {...control}
            type="time"
            required
            value={schedule.at}
            onChange={(event) => onChange({ ...schedule, at: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}
