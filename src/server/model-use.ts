import { fromMicros } from '@/agent/usage';
import type { Workspace } from '@/core/model/workspace';
import { addMonths } from '@/core/model/calendar';
import { todayIn } from '@/core/query/period';
import { sumUsage, type UsageSum } from '@/store/model-usage';
import type { Container } from './container';

/** Use of a model in a day or month, ready to be shown. */
export interface UseLine {
  label: string;
  model: string;
  questions: number;
  inputTokens: number;
  outputTokens: number;
  /** Decimal amount; null: unknown. */
  cost: string | null;
  currency: string | null;
  /** Questions the cost leaves out. */
  unpriced: number;
}

export interface ModelUse {
  /** Model asked first. */
  model: string;
  /** This month's days, the latest first. */
  days: UseLine[];
  /** The last twelve months, the latest first. */
  months: UseLine[];
  /** Limits as configured, in words; empty: none. */
  limits: string[];
}

const MONTHS_SHOWN = 12;

/** What the settings page shows about models: use by day and month, and limits. */
export async function readModelUse({ db, agent, clock, env }: Container, workspace: Workspace): Promise<ModelUse> {
  const today = todayIn(clock.now(), workspace.timeZone);
  const month = `${today.slice(0, 7)}-01`;
  const since = addMonths(month, 1 - MONTHS_SHOWN);
  const [days, months] = await Promise.all([
    sumUsage(db, workspace.id, { grain: 'day', since: month }),
    sumUsage(db, workspace.id, { grain: 'month', since }),
  ]);
  const limit = (value: string | number | undefined, words: string): string[] =>
    value === undefined ? [] : [`${value.toLocaleString('en-US')} ${words}`];
  return {
    model: agent.model.name,
    days: days.map(toLine),
    months: months.map(toLine),
    limits: [
      ...limit(env.SHOPIQ_QUESTION_TOKENS, 'tokens a question'),
      ...limit(env.SHOPIQ_QUESTION_COST, `${env.SHOPIQ_PRICE_CURRENCY} a question`),
      ...limit(env.SHOPIQ_MONTH_TOKENS, 'tokens a month'),
      ...limit(env.SHOPIQ_MONTH_COST, `${env.SHOPIQ_PRICE_CURRENCY} a month`),
    ],
  };
}

function toLine({ costMicros, ...sum }: UsageSum): UseLine {
  return { ...sum, cost: costMicros === null ? null : fromMicros(costMicros) };
}
