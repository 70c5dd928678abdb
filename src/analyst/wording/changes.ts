import type { Row } from '@/core/artifact/artifact';
import { findMetric } from '@/core/metrics/registry';
import { say } from './say';
import { against, ref, type Sentence } from './seen';

/** ", up 4.5 % from 118 in the period before": nothing when nothing is compared. */
export function wordChange(sentence: Sentence, row: number | 'total', values: Row, id: string): string {
  if (values[`${id}_previous`] === undefined) return '';
  const { language } = sentence;
  const share = values[`${id}_changePct`];
  const change = values[`${id}_change`];
  const filled = { previous: ref(sentence, row, `${id}_previous`), against: against(sentence) };
  if (typeof change !== 'number' || values[`${id}_previous`] === null) return say(language, 'change.none', filled);
  if (change === 0) return say(language, 'change.same', filled);
  const isUp = (typeof share === 'number' ? share : change) > 0;
  const difference = ref(sentence, row, `${id}_change`);
  const relative = typeof share === 'number' ? ref(sentence, row, `${id}_changePct`) : '';
  // Two rates differ by points; what that is of the rate before stands beside it.
  if (findMetric(id)?.unit === 'ratio')
    return say(language, isUp ? 'change.points.up' : 'change.points.down', { ...filled, difference, change: relative });
  return say(language, isUp ? 'change.up' : 'change.down', {
    ...filled,
    change: relative === '' ? difference : `${relative} (${difference})`,
  });
}

/** The change alone, behind a member of a ranking. */
export function wordRowChange(sentence: Sentence, index: number, id: string): string {
  const share = sentence.table.rows[index]?.[`${id}_changePct`];
  if (typeof share !== 'number') return '';
  return say(sentence.language, share > 0 ? 'rowChange.up' : 'rowChange.down', { change: ref(sentence, index, `${id}_changePct`) });
}
