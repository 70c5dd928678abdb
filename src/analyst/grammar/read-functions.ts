import type { Grain } from '@/core/model/calendar';
import type { ChartWish } from '@/core/query/charts';
import { functionsOf, isPlural, readingsOf, type Clause } from './clause';
import { readSuppositions } from './read-suppositions';
import type { Mark } from './tag';

export const GRAIN_FUNCTIONS: Readonly<Record<string, Grain>> = {
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
  quarterly: 'quarter',
  halfYearly: 'half',
  yearly: 'year',
};
const CHARTS = new Set<string>(['line', 'bar', 'pie', 'area', 'stackedBar', 'number']);
const DIRECTIONS: Readonly<Record<string, 'asc' | 'desc'>> = { high: 'desc', maximum: 'desc', low: 'asc', minimum: 'asc' };

/** Words of the grammar that say something by themselves: grain, order, comparison, chart, intent. */
export function readFunctions(clause: Clause): void {
  const { draft, used } = clause;
  for (const particle of clause.tagged.particles) draft.flags.add(particle.name);
  clause.marks.forEach((mark, index) => {
    if (used.has(mark)) return;
    for (const reading of readingsOf(mark, 'missing')) draft.missing.push(reading.concept);
    if (readingsOf(mark, 'write').length > 0) draft.isWrite = true;
    for (const name of functionsOf(mark)) readFunction(clause, { name, mark, index });
    readPhrase(clause, mark);
  });
  if (draft.flags.has('half') && (draft.flags.has('howMany') || draft.flags.has('makeUp'))) draft.reach ??= 0.5;
  readSuppositions(clause);
}

/** "by month, with growth on the month before": each bucket against the one before, not the whole against what came before it. */
export function settleGrowth({ draft }: Clause): void {
  if (draft.compare !== 'previousPeriod' || draft.grain === null || draft.compareGrain !== draft.grain) return;
  draft.compare = null;
  draft.flags.add('growth');
}

/** Whether a word of share comes before the measures it is about. */
export function settleShare({ draft, marks, tagged }: Clause): void {
  const shares = [
    ...marks.filter((mark) => functionsOf(mark).includes('share')),
    ...tagged.particles.filter((particle) => particle.name === 'percent'),
  ];
  const measure = marks.find((mark) => readingsOf(mark, 'metric').length > 0);
  draft.isShareFirst = measure !== undefined && shares.some((share) => share.start < measure.start);
}

function readFunction(clause: Clause, said: { name: string; mark: Mark; index: number }): void {
  const { draft } = clause;
  const { name, mark, index } = said;
  const grain = GRAIN_FUNCTIONS[name];
  const direction = DIRECTIONS[name];
  if (grain) draft.grain ??= grain;
  else if (CHARTS.has(name)) draft.chart = name as ChartWish;
  else if (direction) draft.direction ??= direction;
  else if (name === 'good' || name === 'bad') draft.quality ??= name;
  else if (name === 'compare') {
    draft.compareAt ??= mark.start;
    if (draft.periods.length > 0 || clause.marks[index + 1]) draft.flags.add('compare');
  } else if (name === 'yearOverYear') draft.compare = 'previousYear';
  else if (name === 'periodOverPeriod') {
    draft.compare = 'previousPeriod';
    draft.compareGrain = mark.saidGrain;
  } else if (name === 'monthOverMonth' || name === 'weekOverWeek') {
    draft.grain ??= name === 'monthOverMonth' ? 'month' : 'week';
    draft.flags.add('growth');
  } else draft.flags.add(name === 'byBehind' ? 'by' : name);
}

/** Phrases that are a measure, a group and an order at once ("best selling"). */
function readPhrase(clause: Clause, mark: Mark): void {
  const { draft } = clause;
  for (const { phrase } of readingsOf(mark, 'phrase')) {
    draft.metrics.push(...phrase.metrics);
    (phrase.optionalDimensions ? draft.optionalDimensions : draft.dimensions).push(...phrase.dimensions);
    if (phrase.direction) draft.direction = phrase.direction;
    if (phrase.noun && !isPlural(clause, mark)) draft.isSingular = true;
    if (phrase.share) draft.flags.add('share');
    for (const { dimension, value } of phrase.filters) draft.filters.push({ dimension, op: 'in', values: [value] });
    clause.used.add(mark);
  }
}
