import { tool } from 'ai';
import { z } from 'zod';
import { textColumn } from '@/core/artifact/artifact';
import { alertSettingsSchema, type AlertSettings } from '@/core/alerts/alert';
import { AGAINST, describeAlert, sizeOf, watchedColumn } from '@/core/alerts/describe';
import { DIMENSIONS } from '@/core/dimensions/registry';
import { METRICS } from '@/core/metrics/registry';
import type { Workspace } from '@/core/model/workspace';
import { presetLabel } from '@/core/query/period';
import { toModelSummary, type Confirmation, type ToolContext, type ToolOutput } from '@/tools/kit';
import { orRefusal } from '@/tools/refusal';

const { filters, period, condition: watchedCondition } = alertSettingsSchema.shape;
export const createAlertInput = z.object({
  metric: z.enum(METRICS.map(({ id }) => id) as [string, ...string[]]),
  filters,
  each: z
    .enum(DIMENSIONS.map(({ id }) => id) as [string, ...string[]])
    .nullable()
    .default(null)
    .describe('Watch each member by itself ("any product"); null: the whole.'),
  period,
  condition: watchedCondition,
});
type Input = z.output<typeof createAlertInput>;

const settingsOf = (input: Input, workspace: Pick<Workspace, 'locale' | 'currency'>): AlertSettings =>
  alertSettingsSchema.parse({ ...input, name: describeAlert(input, workspace).slice(0, 120), byEmail: true });

/** What the person is asked to agree to. */
export function confirmAlert(raw: unknown, workspace: Workspace): Confirmation {
  const settings = settingsOf(createAlertInput.parse(raw), workspace);
  const { quiet, condition } = settings;
  const { against } = condition;
  return {
    title: 'Tell you by e-mail when this happens?',
    lines: [
      settings.name,
      `Over ${presetLabel(settings.period)}${against === null ? '' : `, against ${AGAINST[against]}`}, checked after every sync`,
      ...(quiet ? [`Nothing is sent from ${quiet.from} to ${quiet.to}, on the clock of the shop`] : []),
    ],
  };
}

/** Have the person told when a figure passes a limit. Side effect: write. */
export function createAlert(context: ToolContext) {
  return tool({
    description:
      'Have the person told by e-mail when a figure rises above or falls below a limit (returns on Etsy above 8 %, any product out of stock), or changes by more than a share from the days before (net sales of the last 7 days 20 % less). Checked after each sync. The person is asked to approve first.',
    inputSchema: createAlertInput,
    execute: (input): Promise<ToolOutput> => orRefusal(() => create(context, input)),
    toModelOutput: ({ output }) => ({ type: 'json', value: toModelSummary(output) }),
  });
}

async function create(context: ToolContext, input: Input): Promise<ToolOutput> {
  const { workspace } = context;
  const settings = settingsOf(input, workspace);
  await context.alerts.create(settings);
  const limit = { ...watchedColumn(settings, workspace.currency), id: 'limit', label: 'Limit', derivation: undefined };
  return {
    tables: [
      {
        id: context.nextTableId(),
        title: 'New alert',
        columns: [textColumn('name', 'Alert'), limit],
        rows: [{ name: settings.name, limit: sizeOf(settings.condition) }],
        complete: true,
        totalRows: 1,
      },
    ],
    charts: [],
    provenance: [],
  };
}
