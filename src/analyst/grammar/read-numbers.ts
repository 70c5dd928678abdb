import { functionsOf, has, readingsOf, type Clause } from './clause';
import { readHeld } from './read-held';
import { readHours, readNamedHours } from './read-hours';
import { RANKED, type Mark } from './tag';
import { unreadRun } from './draft';

/** Words behind which "one" stands for what was shown; "the first one" is a place in it. */
const PRONOUN_BEHIND = ['which', 'whichOf', 'good', 'bad', 'high', 'low', 'maximum', 'minimum'];
/** Most rows a ranking lists. */
const MOST_ROWS = 1000;

/** "top 10", "10 categories", "worst five states", "top 10 %", "80 % of revenue", "7 day moving average", "90 days". */
export function readNumbers(clause: Clause): void {
  readNamedHours(clause);
  clause.marks.forEach((mark, index) => {
    if (mark.number === null || clause.used.has(mark)) return;
    clause.used.add(mark);
    const number = mark.number;
    const before = clause.marks[index - 1];
    const following = clause.marks.slice(index + 1, index + 4);
    // "top 5", "5 highest".
    const isRanked = RANKED.some(
      (name) =>
        has(before, name) || ((name !== 'top' || following.length === 1) && has(following[0], name) && following[0]?.start === mark.end),
    );
    const isPercent =
      mark.isPercent || clause.tokens[mark.end]?.text === '%' || (has(following[0], 'share') && following[0]?.start === mark.end);
    if (readId(clause, mark) || isCountOfShown(clause, mark) || isShorthand(clause, mark) || readHeld(clause, mark, index)) return;
    if (readSlice(clause, mark)) return;
    if (isWindow(following)) clause.draft.flags.add(`window:${number}`);
    else if (isPercent) readPercent(clause, number / 100, isRanked);
    else if (readSpan(clause, mark, following[0])) return;
    else if (readHours(clause, mark, index)) return;
    else if (isRanked && has(clause.marks[index - 2], 'except'))
      clause.draft.unknown.push(unreadRun(`${clause.tokens[(before ?? mark).start]?.raw ?? ''} ${number}`));
    else if ((isRanked || isFollowedByNoun(following)) && Number.isInteger(number) && number > 0)
      clause.draft.limit = Math.min(number, MOST_ROWS);
    else if (readNumericValue(clause, mark, following[0]) || isScoreRange(clause, following[0])) return;
    else if (!isPronoun(clause, mark, before)) clause.draft.unknown.push(unreadRun(clause.tokens[mark.start]?.raw ?? ''));
  });
}

/** Groups whose members are told by numbers. */
const NUMBERED: readonly string[] = ['customer', 'product', 'sku', 'seller'];
/** Digits a number must have to be a name. */
const ID_DIGITS = 3;

/** "customer 14646", "customers 14646 and 18102", "sku 22423 next to 22720": a number is the name of a member. */
function readId(clause: Clause, mark: Mark): boolean {
  const { marks, draft } = clause;
  const text = clause.tokens[mark.start]?.raw ?? '';
  if (mark.end - mark.start > 1 || !/^\d+$/.test(text) || text.length < ID_DIGITS) return false;
  const before = marks.slice(0, marks.indexOf(mark)).findLast((other) => !has(other, 'compare') && !has(other, 'comparing'));
  const known = draft.unknown.findLast(({ of, text: said }) => of !== undefined && said === clause.tokens[before?.start ?? -1]?.raw);
  const noun = before?.end === mark.start ? readingsOf(before, 'dimension').find(({ id }) => NUMBERED.includes(id)) : undefined;
  const of = noun?.id ?? known?.of;
  if (of === undefined) return false;
  draft.unknown.push({ ...unreadRun(text), of });
  return true;
}

/** "of those three", "all three": how many were shown. */
function isCountOfShown({ draft, tagged, marks }: Clause, mark: Mark): boolean {
  const before = marks[marks.indexOf(mark) - 1];
  const isOfWhich =
    (has(before, 'which') || has(before, 'whichOf')) && before !== undefined && mark.start - before.end <= 2 && mark.number !== 1;
  const isBehind = isOfWhich || tagged.particles.some(({ name, end }) => (name === 'those' || name === 'all') && end === mark.start);
  if (isBehind) draft.flags.add('those');
  return isBehind && tagged.marks.every((other) => other.start !== mark.end || other.readings.every(({ kind }) => kind === 'function'));
}

/** "which one", and after another answer "the one that fell most": a word for one thing, no number. */
function isPronoun(clause: Clause, mark: Mark, before: Mark | undefined): boolean {
  const isWord = mark.number === 1 && mark.end - mark.start === 1 && !/\d/.test(clause.tokens[mark.start]?.raw ?? '');
  const isAsked = before?.end === mark.start && PRONOUN_BEHIND.some((name) => has(before, name));
  return isWord && (isAsked || clause.draft.openers.size > 0);
}

/** "the last three of those", "only the first two of them": a part of what was shown. */
function readSlice(clause: Clause, mark: Mark): boolean {
  const before = Math.max(0, mark.start - 1);
  const isTail = clause.tagged.particles.some((particle) => particle.name === 'tail' && particle.end === mark.start);
  const end = isTail ? 'last' : clause.tokens[before]?.lemma === 'first' ? 'first' : null;
  const isOfThose = clause.tagged.particles.some(({ name, start }) => name === 'those' && start >= mark.end && start - mark.end <= 2);
  if (end === null || !isOfThose || mark.number === null || !Number.isInteger(mark.number)) return false;
  clause.draft.slice = { end, count: mark.number };
  return true;
}

function isWindow(following: readonly Mark[]): boolean {
  return has(following[0], 'moving') || (following[0]?.grain != null && has(following[1], 'moving'));
}

/** The first percentage after "top" is a part of the groups; another is the part they make up. */
function readPercent(clause: Clause, share: number, isRanked: boolean): void {
  if (isRanked || (clause.draft.reach !== null && clause.draft.topShare === null)) clause.draft.topShare ??= share;
  else clause.draft.reach ??= share;
}

/** "90 days" where it is no period and no column of a chart: a length of time. */
function readSpan(clause: Clause, mark: Mark, next: Mark | undefined): boolean {
  if (!next || next.grain === null || next.start > mark.end + 0 || mark.number === null) return false;
  const isRankedTime = clause.marks.some((other) => RANKED.some((name) => has(other, name)));
  if (isRankedTime) return false;
  clause.draft.span = { count: mark.number, grain: next.grain };
  clause.used.add(next);
  return true;
}

/** "orders 4 last month": a digit written for a word before a period. */
function isShorthand(clause: Clause, mark: Mark): boolean {
  return (mark.number === 2 || mark.number === 4) && clause.tagged.periods.some((span) => span.start === mark.end);
}

function isFollowedByNoun(following: readonly Mark[]): boolean {
  const noun = following.find((other) => readingsOf(other, 'dimension').length > 0 || other.grain !== null);
  if (!noun || readingsOf(noun, 'dimension').some(({ id }) => id === 'installments')) return false;
  return following
    .slice(0, following.indexOf(noun))
    .every((other) => functionsOf(other).length > 0 || readingsOf(other, 'phrase').length > 0);
}

/** "1-2 stars": the scores a share of bad reviews is about. */
function isScoreRange(clause: Clause, next: Mark | undefined): boolean {
  return (
    next !== undefined &&
    clause.tokens[next.start]?.afterDash === true &&
    readingsOf(next, 'value').some(({ dimension }) => dimension === 'reviewScore')
  );
}

/** "with 10 installments": a number before a dimension of numbers is a value of it. */
function readNumericValue(clause: Clause, mark: Mark, next: Mark | undefined): boolean {
  const dimension = readingsOf(next, 'dimension').find(({ id }) => id === 'installments' || id === 'reviewScore' || id === 'hour');
  if (!dimension || !next || mark.number === null) return false;
  clause.draft.filters.push({ dimension: dimension.id, op: 'in', values: [mark.number] });
  clause.used.add(next);
  return true;
}
