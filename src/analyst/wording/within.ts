import { dimensionNoun, listed, metricNoun, say } from './say';
import { labelOf } from './groups';
import { metricId, ref, when, type Sentence } from './seen';

/** Groups named in the sentence; all stand in the table. */
const MOST_GROUPS = 6;
/** Parts named of each. */
const MOST_PARTS = 3;

/** "new versus returning by channel": what part each makes up within each channel. */
export function wordWithin(sentence: Sentence): string {
  const { frame, table, language } = sentence;
  const id = metricId(sentence);
  const share = (frame.query.transforms ?? []).find((transform) => transform.kind === 'share');
  const group = (share?.kind === 'share' ? share.within : undefined) ?? '';
  const others = (frame.query.dimensions ?? []).filter((dimension) => dimension !== group);
  const rows = table.rows.map((row, index) => ({ row, index }));
  const groups = [...new Set(rows.map(({ row }) => String(row[group] ?? '')))];
  const members = groups.slice(0, MOST_GROUPS).map((name) => {
    const parts = rows.filter(({ row }) => String(row[group] ?? '') === name).slice(0, MOST_PARTS);
    return say(language, 'within.member', {
      group: name,
      parts: parts.map(({ row, index }) => `${labelOf(row, others)} ${ref(sentence, index, `${id}_share`)}`).join(', '),
    });
  });
  return say(language, 'within', {
    metric: metricNoun(id, language),
    by: listed(
      others.map((one) => dimensionNoun(one, language)),
      language,
    ),
    group: dimensionNoun(group, language),
    when: when(sentence),
    members: members.join('; '),
  });
}
