import type { Lexicon } from '@/analyst/language/lexicon';
import { fold, tokenize, type Token } from '@/analyst/language/text';
import type { DigestSchedule, DigestSection } from '@/core/digest/digest';
import { SECTION_IDS } from '@/core/digest/sections';
import type { DecideContext, Decision } from './decide';
import { phrasesIn, type Span } from './requests';

/** What a digest tells when nothing is named. */
const USUAL: readonly DigestSection[] = (['sales', 'changes', 'products', 'returns', 'stockOuts'] as const).map((id) => ({
  kind: 'standard',
  id,
}));
const MORNING = '08:00';
const EVENING = '18:00';
const LAST_SURE_DAY = 28;
/** Decisions that answer: a section may be any of these. */
const ANSWERS: readonly Decision['kind'][] = [
  'query',
  'readings',
  'twofold',
  'advice',
  'reviews',
  'why',
  'overview',
  'freshness',
  'difference',
];

/** A request cut into what it says. */
interface Request {
  tokens: readonly Token[];
  spans: readonly Span[];
  lexicon: Lexicon;
}

/**
 * "Send me sales, returns and stock-outs every Monday at 8": what is to come, when. Null when nothing is to be sent
 * regularly.
 * @param decide tells whether words that are no section are a question.
 */
export async function digestDecision(
  question: string,
  { lexicon, decide }: { lexicon: DecideContext['lexicon']; decide(question: string): Promise<Decision> },
): Promise<Decision | null> {
  const time = timeIn(question, lexicon);
  const tokens = tokenize(time.rest, lexicon.file);
  const request: Request = { tokens, spans: phrasesIn(tokens, lexicon), lexicon };
  if (!request.spans.some(({ names }) => names.includes('sendMe'))) return null;
  const rhythm = rhythmOf(request, time.at ?? usualTime(question, lexicon));
  if (!rhythm) return null;
  const sections = await sectionsOf(restOf(request, rhythm.used), { lexicon, decide });
  if ('unread' in sections) return { kind: 'unread', words: sections.unread };
  return { kind: 'digest', schedule: rhythm.schedule, sections: sections.found };
}

/** "at 8", "8:30", "at 5 pm", "um 8 Uhr", "à 8h": the first time of day said, and the question without it. */
function timeIn(question: string, { file }: Lexicon): { at: string | null; rest: string } {
  const lead = (file.requests['atTime'] ?? []).map((words) => fold(words).replaceAll(/[^\p{L}\p{M} ]/gu, '')).join('|') || '@';
  const pattern = new RegExp(
    String.raw`(?<lead>(?<![\p{L}\p{M}])(?:${lead})\s+)?(?<![\d.,/-])(?<hour>\d{1,2})(?:(?<colon>[:.h])(?<minute>\d{2}))?\s*(?<half>a\.?m\b\.?|p\.?m\b\.?)?(?<word>(?:\s*(?:uhr|h|hs|hrs|heures?|horas?|o'?clock|baje|बजे))(?![\p{L}\p{M}]))?(?![\d%/-])`,
    'giu',
  );
  const folded = fold(question).normalize('NFC');
  for (const match of folded.matchAll(pattern)) {
    const { lead: led, hour, colon, minute = '00', half, word } = match.groups ?? {};
    if (!led && !half && !word && !(colon === ':' || colon === 'h')) continue;
    const at = clock(Number(hour), Number(minute), half);
    if (at === null) continue;
    return { at, rest: `${question.slice(0, match.index)} ${question.slice(match.index + match[0].length)}` };
  }
  return { at: null, rest: question };
}

function clock(hour: number, minute: number, half: string | undefined): string | null {
  const isAfternoon = half?.startsWith('p') ?? false;
  const hours = half === undefined ? hour : (hour % 12) + (isAfternoon ? 12 : 0);
  if (hours > 23 || minute > 59 || (half !== undefined && (hour < 1 || hour > 12))) return null;
  return `${String(hours).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

const usualTime = (question: string, { file }: Lexicon): string =>
  (file.requests['evening'] ?? []).some((word) => fold(question).includes(fold(word))) ? EVENING : MORNING;

/** How often, and which words said it; null when nothing does. */
function rhythmOf(request: Request, at: string): { schedule: DigestSchedule; used: ReadonlySet<number> } | null {
  const { spans } = request;
  const of = (name: string): Span | undefined => spans.find(({ names }) => names.includes(name));
  const used = new Set<number>();
  const use = (start: number, end: number): void => {
    for (let place = start; place < end; place += 1) used.add(place);
  };
  const weekday = weekdayIn(request);
  if (weekday) {
    use(weekday.start, weekday.end);
    return { schedule: { every: 'week', at, weekday: weekday.day }, used };
  }
  const monthly = of('monthly');
  if (monthly) {
    use(monthly.start, monthly.end);
    const day = dayOfMonth(request);
    if (day) use(day.start, day.end);
    return { schedule: { every: 'month', at, monthDay: day?.day ?? 1 }, used };
  }
  const weekly = of('weekly');
  const daily = of('daily');
  const said = weekly ?? daily;
  if (!said) return null;
  use(said.start, said.end);
  return { schedule: weekly ? { every: 'week', at, weekday: 1 } : { every: 'day', at }, used };
}

/** "every Monday", "Mondays": each of them, not one. */
function weekdayIn({ tokens, spans, lexicon }: Request): { day: number; start: number; end: number } | null {
  for (const start of tokens.keys())
    for (const length of [2, 1]) {
      const words = tokens.slice(start, start + length);
      const symbol = lexicon.time.get(words.map(({ lemma }) => lemma).join(' '));
      const day = /^weekday([1-7])$/.exec(symbol ?? '')?.[1];
      if (day === undefined) continue;
      const lead = spans.find(({ end, names }) => end === start && names.includes('each'));
      if (lead || words.some(({ text, lemma }) => text !== lemma))
        return { day: Number(day), start: lead?.start ?? start, end: start + length };
    }
  return null;
}

/** "on the 5th", "on day 5", "am 5. jedes Monats". */
function dayOfMonth({ tokens, spans }: Request): { day: number; start: number; end: number } | null {
  for (const [place, { text }] of tokens.entries()) {
    const said = /^(\d{1,2})(st|nd|rd|th|er|e|o|a)?\.?$/.exec(text);
    const day = Number(said?.[1]);
    if (!said || day < 1 || day > LAST_SURE_DAY) continue;
    const lead = spans.find(({ end, names }) => end === place && names.includes('onDay'));
    if (lead || said[2] !== undefined) return { day, start: lead?.start ?? place, end: place + 1 };
  }
  return null;
}

/** What is left when how and when it is sent is taken out, cut at commas and "and". */
function restOf({ tokens, spans, lexicon }: Request, used: ReadonlySet<number>): Token[][] {
  const isTaken = (place: number): boolean =>
    used.has(place) || spans.some(({ start, end, names }) => names.includes('sendMe') && place >= start && place < end);
  const groups: Token[][] = [[]];
  for (const [place, token] of tokens.entries()) {
    const isJoint = lexicon.time.get(token.lemma) === 'and' || (lexicon.particles.get(token.lemma) ?? []).includes('joint');
    if (token.afterComma || isJoint || isTaken(place)) groups.push([]);
    if (!isTaken(place) && !isJoint) groups.at(-1)?.push(token);
  }
  return groups.map((group) => withoutFill(group, lexicon)).filter((group) => group.length > 0);
}

function withoutFill(group: readonly Token[], { requests }: Lexicon): Token[] {
  const isFill = (token: Token | undefined): boolean => token !== undefined && (requests.get(token.lemma) ?? []).includes('fill');
  let [start, end] = [0, group.length];
  while (start < end && isFill(group[start])) start += 1;
  while (end > start && isFill(group[end - 1])) end -= 1;
  return group.slice(start, end);
}

/** Sections by their names; what is none of them is a question, as a whole or each by itself. */
async function sectionsOf(
  groups: readonly (readonly Token[])[],
  { lexicon, decide }: { lexicon: Lexicon; decide(question: string): Promise<Decision> },
): Promise<{ found: DigestSection[] } | { unread: string[] }> {
  if (groups.length === 0) return { found: [...USUAL] };
  const known = groups.map((group) => sectionCalled(group, lexicon));
  if (known.every((section) => section !== null)) return { found: known };
  const isQuestion = async (text: string): Promise<boolean> => ANSWERS.includes((await decide(text)).kind);
  const textOf = (group: readonly Token[]): string => group.map(({ raw }) => raw).join(' ');
  const found: DigestSection[] = [];
  const unread: string[] = [];
  for (const [index, group] of groups.entries()) {
    const section = known[index];
    if (section) found.push(section);
    else if (await isQuestion(textOf(group))) found.push({ kind: 'question', question: textOf(group) });
    else unread.push(textOf(group));
  }
  if (unread.length === 0) return { found };
  const whole = groups.map(textOf).join(', ');
  return (await isQuestion(whole)) ? { found: [{ kind: 'question', question: whole }] } : { unread };
}

function sectionCalled(group: readonly Token[], { requests }: Lexicon): DigestSection | null {
  const names = requests.get(group.map(({ lemma }) => lemma).join(' ')) ?? [];
  const id = SECTION_IDS.find((one) => names.includes(`section:${one}`));
  return id ? { kind: 'standard', id } : null;
}
