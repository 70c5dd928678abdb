import { cellReference } from '@/core/artifact/prose';
import type { DigestSchedule, DigestSection } from '@/core/digest/digest';
import type { Speaker, Spoken } from './decisions';
import { wordRefusal } from './notes';
import { listed, say } from './say';
import type { SeenOutput } from './seen';

/** A digest that was made: when it comes, and what it tells. */
export function wordDigest(
  { schedule, sections }: { schedule: DigestSchedule; sections: readonly DigestSection[] },
  output: SeenOutput | undefined,
  speaker: Speaker,
): Spoken {
  const { language } = speaker;
  const table = output?.tables[0];
  if (output?.refusal || !table) {
    const text = output?.refusal ? wordRefusal(output.refusal, speaker) : say(language, 'notUnderstood');
    return { kind: 'refusal', text, followUps: [], options: [] };
  }
  const titles = sections.map((section) =>
    section.kind === 'standard' ? say(language, `digest.section.${section.id}`) : section.question,
  );
  const text = say(language, 'digest.done', {
    name: String(table.rows[0]?.['name'] ?? ''),
    when: wordSchedule(schedule, speaker),
    next: cellReference(table.id, 0, 'next'),
    sections: listed(titles, language),
  });
  return { kind: 'answer', text, followUps: [], options: [] };
}

function wordSchedule(schedule: DigestSchedule, { language, locale }: Speaker): string {
  const { at } = schedule;
  switch (schedule.every) {
    case 'day':
      return say(language, 'digest.day', { at });
    case 'week':
      return say(language, 'digest.week', { at, weekday: weekdayOf(schedule.weekday, locale) });
    case 'month':
      return say(language, 'digest.month', { at, day: String(schedule.monthDay) });
  }
}

/** The name of an ISO weekday. The first of January 2024 was a Monday. */
const weekdayOf = (weekday: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, weekday)));
