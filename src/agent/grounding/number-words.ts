import type { NumberMention } from './contract';
import { CURRENCY_AFTER, PERCENT, TIME_UNIT, currenciesOf, timeUnitOf } from './numerals';

const SMALL = [
  'zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen',
  'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen',
]; // prettier-ignore
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const GREAT: Readonly<Record<string, number>> = { hundred: 100, thousand: 1e3, million: 1e6, billion: 1e9, dozen: 12 };

const ANY = [...SMALL, ...TENS.filter(Boolean), ...Object.keys(GREAT)].join('|');
const RUN = new RegExp(
  `(?<![\\p{L}\\d-])(?:(?<minus>minus|negative)\\s)?(?<run>(?:a\\s(?=hundred|thousand|million|billion|dozen))?(?:${ANY})(?:[\\s-]+(?:and\\s+|point\\s+)?(?:${ANY}))*)(?![\\p{L}])(?:[\\s-](?:(?<percent>${PERCENT})|(?<after>${CURRENCY_AFTER})|(?:${TIME_UNIT})|(?<times>times\\b|fold\\b)))?`,
  'giu',
);

/** The value of a run of number words ("two hundred and five", "one two three", "two point five million"). */
export function readNumberWords(run: string): number {
  const words = run
    .toLowerCase()
    .split(/[\s-]+/)
    .filter((word) => word !== 'and' && word !== 'a');
  if (run.toLowerCase().startsWith('a ')) words.unshift('one');
  const isDigit = (word: string): boolean => SMALL.indexOf(word) >= 0 && SMALL.indexOf(word) < 10;
  // Read out digit by digit.
  if (words.length > 1 && words.every(isDigit)) return Number(words.map((word) => SMALL.indexOf(word)).join(''));
  let total = 0;
  let group = 0;
  let fraction = '';
  let isFraction = false;
  for (const word of words) {
    const great = GREAT[word];
    if (word === 'point') isFraction = true;
    else if (great === undefined) {
      const small = SMALL.indexOf(word);
      if (isFraction) fraction += small;
      else group += small >= 0 ? small : TENS.indexOf(word) * 10;
    } else if (great === 100 || great === 12) group = (group || 1) * great;
    else {
      total += (group + Number(`0.${fraction || '0'}`) || 1) * great;
      group = 0;
      fraction = '';
      isFraction = false;
    }
  }
  return total + group + Number(`0.${fraction || '0'}`);
}

interface Part {
  pattern: RegExp;
  value: number;
  form: 'part' | 'multiple';
}

/** Shares and multiples said without digits. "Quarter" and "half" also name times: only these phrases are shares. */
const PARTS: readonly Part[] = [
  { pattern: /\bthree[\s-]quarters\b(?!\sof\s(?:19|20)\d\d)/gi, value: 0.75, form: 'part' },
  { pattern: /\btwo[\s-]thirds\b/gi, value: 2 / 3, form: 'part' },
  { pattern: /\b(?:a|one)[\s-]third\b/gi, value: 1 / 3, form: 'part' },
  { pattern: /\b(?:a|one)[\s-]quarter\b(?=\s(?:of|more|less|fewer|higher|lower)\b)(?!\sof\s(?:19|20)\d\d)/gi, value: 0.25, form: 'part' },
  { pattern: /\b(?:a|one)[\s-]fifth\b/gi, value: 0.2, form: 'part' },
  { pattern: /\b(?:a|one)[\s-]tenth\b/gi, value: 0.1, form: 'part' },
  {
    pattern:
      /\b(?<!(?:first|second|last|the other|other|past)\s)(?:one[\s-])?half\b(?![\s-](?:years?|months?|days?|hours?|price|past|a\s(?:year|month|day|star))\b)/gi,
    value: 0.5,
    form: 'part',
  },
  { pattern: /½/g, value: 0.5, form: 'part' },
  { pattern: /⅓/g, value: 1 / 3, form: 'part' },
  { pattern: /⅔/g, value: 2 / 3, form: 'part' },
  { pattern: /¼/g, value: 0.25, form: 'part' },
  { pattern: /¾/g, value: 0.75, form: 'part' },
  { pattern: /\bhalv(?:ed|ing)\b/gi, value: 0.5, form: 'multiple' },
  {
    pattern: /\bdoubl(?:ed|ing)\b|\bdouble\s(?=the\b|that\b|those\b|what\b|as\b|last\b|its\b|in\b)|\btwice\b|\btwo-?fold\b/gi,
    value: 2,
    form: 'multiple',
  },
  {
    pattern: /\btripl(?:ed|ing)\b|\btriple\s(?=the\b|that\b|those\b|what\b|as\b|last\b)|\bthrice\b|\bthree-?fold\b|\btrebled\b/gi,
    value: 3,
    form: 'multiple',
  },
  { pattern: /\bquadrupl(?:ed|ing)\b|\bfour-?fold\b/gi, value: 4, form: 'multiple' },
  { pattern: /\bten-?fold\b/gi, value: 10, form: 'multiple' },
];

/** "1 in 5", "one in five": a share. */
const ONE_IN = new RegExp(
  `\\b(?:1|one)\\s(?:in|out\\sof)\\s(?:every\\s)?(\\d{1,3}|${SMALL.slice(2, 13).join('|')}|twenty|fifty|hundred)\\b`,
  'gi',
);

/** Numbers, shares and multiples written in words. */
export function findNumberWords(text: string, locale: string): NumberMention[] {
  const found: NumberMention[] = [];
  const add = (mention: Pick<NumberMention, 'start' | 'end' | 'text' | 'value' | 'form'> & Partial<NumberMention>): void => {
    if (found.some((other) => mention.start < other.end && mention.end > other.start)) return;
    found.push({ tolerance: 0.5, isPercent: false, currencies: null, unit: null, isNegative: false, ...mention });
  };
  for (const match of text.matchAll(ONE_IN)) {
    const base = Number(match[1]) || readNumberWords(match[1] ?? '');
    add({ start: match.index, end: match.index + match[0].length, text: match[0], value: 1 / base, form: 'part' });
  }
  for (const { pattern, value, form } of PARTS)
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].trimEnd().length;
      add({ start: match.index, end, text: text.slice(match.index, end), value, form });
    }
  for (const match of text.matchAll(RUN)) {
    const groups = match.groups ?? {};
    const unit = timeUnitOf(
      match.slice(1).find((group) => group !== undefined && /^(?:sec|min|hour|hr|day|week|month|quarter|year)/i.test(group)),
    );
    add({
      start: match.index,
      end: match.index + match[0].length,
      text: match[0],
      value: readNumberWords(groups['run'] ?? ''),
      isPercent: groups['percent'] !== undefined,
      currencies: currenciesOf(groups['after'], locale),
      unit,
      isNegative: groups['minus'] !== undefined,
      form: groups['times'] === undefined ? 'word' : 'multiple',
    });
  }
  return found;
}
