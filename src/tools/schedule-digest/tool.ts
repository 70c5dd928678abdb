import { tool } from 'ai';
import { z } from 'zod';
import { textColumn } from '@/core/artifact/artifact';
import { digestSettingsSchema, type DigestSettings } from '@/core/digest/digest';
import { describeSchedule } from '@/core/digest/schedule';
import { sectionOf } from '@/core/digest/sections';
import { toLocal } from '@/core/model/calendar';
import { toModelSummary, type Confirmation, type ToolContext, type ToolOutput } from '@/tools/kit';
import { orRefusal } from '@/tools/refusal';

const { schedule, sections, name } = digestSettingsSchema.shape;
export const scheduleDigestInput = z.object({
  schedule: schedule.describe('On the clock of the shop.'),
  sections: sections.describe('Sections by id, or questions that are asked anew each time.'),
  name: name.optional(),
});
type Input = z.output<typeof scheduleDigestInput>;

const NAMES: Readonly<Record<Input['schedule']['every'], string>> = { day: 'Daily digest', week: 'Weekly digest', month: 'Monthly digest' };

const settingsOf = (input: Input): DigestSettings => ({
  name: input.name ?? NAMES[input.schedule.every],
  schedule: input.schedule,
  sections: input.sections,
  byEmail: true,
  slackChannel: null,
  whenStale: 'mark',
});

const titlesOf = ({ sections: chosen }: Input): string[] =>
  chosen.map((section) => (section.kind === 'standard' ? sectionOf(section.id).title : section.question));

/** What the person is asked to agree to. */
export function confirmDigest(raw: unknown): Confirmation {
  const input = scheduleDigestInput.parse(raw);
  return {
    title: 'Send this digest by e-mail?',
    lines: [`${describeSchedule(input.schedule)}, on the clock of the shop`, titlesOf(input).join(', ')],
  };
}

/** Have figures sent to the person regularly, by e-mail. Side effect: write. */
export function scheduleDigest(context: ToolContext) {
  return tool({
    description:
      'Have chosen sections (sales, what changed most, marketplaces, best sellers, returns, out of stock, reviews, fees) or questions sent to the person by e-mail every day, week or month. The person is asked to approve first.',
    inputSchema: scheduleDigestInput,
    execute: (input): Promise<ToolOutput> => orRefusal(() => create(context, input)),
    toModelOutput: ({ output }) => ({ type: 'json', value: toModelSummary(output) }),
  });
}

async function create(context: ToolContext, input: Input): Promise<ToolOutput> {
  const settings = settingsOf(input);
  const { nextAt } = await context.digests.create(settings);
  const row = {
    name: settings.name,
    when: describeSchedule(settings.schedule),
    next: toLocal(nextAt, context.workspace.timeZone).slice(0, 10),
    sections: titlesOf(input).join(', '),
  };
  return {
    tables: [
      {
        id: context.nextTableId(),
        title: 'New digest',
        columns: [
          textColumn('name', 'Digest'),
          textColumn('when', 'Comes'),
          { id: 'next', label: 'Next', role: 'dimension', type: 'date', unit: 'none' },
          textColumn('sections', 'Tells'),
        ],
        rows: [row],
        complete: true,
        totalRows: 1,
      },
    ],
    charts: [],
    provenance: [],
  };
}
