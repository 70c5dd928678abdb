import { beforeAll, describe, expect, it } from 'vitest';
import { isAppError } from '../../errors';
import { seededRandom } from '../../math/random';
import { buildCorpus } from '../../math/phrases/corpus';
import { crossValidate } from '../../math/phrases/cross-validate';
import { readTextModel, type TextModel, type TextModelFile } from './model';
import { scoreText } from './score';
import { tokenise } from './tokenise';
import { sameTextKey, trainTextModel, type LabelledText } from './train';

const COMMON = 'the a it we was is and for with my this that very after before week table house box colour size price shop day time'.split(
  ' ',
);
const HONEST = 'hinge rattled replaced scratched returned sanded wobbly Tuesday neighbour dented'.split(' ');
const BOUGHT = 'amazing product highly recommend everyone perfect wonderful experience love quality'.split(' ');
const ABOUT = { name: 'test', trainedOn: 'made.csv', trained: '2026-01-02' };

/** Texts of two styles that share most of their words. */
function makeTexts(count: number, seed: number): LabelledText[] {
  const random = seededRandom(seed);
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  return Array.from({ length: count }, (_, index) => {
    const isFake = index % 2 === 0;
    const words = Array.from({ length: 14 }, () => (random() < 0.25 ? pick(isFake ? BOUGHT : HONEST) : pick(COMMON)));
    return { text: words.join(' '), isFake };
  });
}

let file: TextModelFile;
let model: TextModel;
beforeAll(() => {
  file = trainTextModel(makeTexts(400, 1), ABOUT);
  model = readTextModel(JSON.stringify(file));
});

const codeOf = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return isAppError(error) ? `${error.code}: ${error.message} ${error.remedy ?? ''}` : error;
  }
};

describe('a trained text model', () => {
  it('tells the styles of texts it has not seen, and says by which words', () => {
    const unseen = makeTexts(100, 2);
    const right = unseen.filter(({ text, isFake }) => scoreText(model, text).logOdds > 0 === isFake).length;
    expect(right).toBeGreaterThanOrEqual(85);
    const { probability, reasons } = scoreText(model, 'this is a wonderful product and we highly recommend it for the house');
    expect(probability).toBeGreaterThan(0.8);
    expect(reasons.some(({ phrase, weight }) => phrase.includes('recommend') && weight > 0)).toBe(true);
  });

  it('carries what it was trained on and how it was measured', () => {
    expect(file.card).toMatchObject({ ...ABOUT, version: 1, texts: 400, fakes: 200 });
    expect(file.card.measured.auc).toBeGreaterThan(0.9);
    expect(file.card.measured.calibrationError).toBeLessThan(0.1);
  });

  it('is the same for the same texts', () => {
    expect(trainTextModel(makeTexts(400, 1), ABOUT)).toEqual(file);
  });

  it('does not care about case, blanks and line ends', () => {
    const text = 'Amazing product.  We love the QUALITY\r\nand this is the box for my table!';
    expect(scoreText(model, text.toLowerCase().replace(/\s+/g, ' ')).logOdds).toBe(scoreText(model, text).logOdds);
  });

  it('makes no statement on short texts and on other languages', () => {
    expect(scoreText(model, 'amazing product')).toMatchObject({ probability: null, withheld: 'tooShort', reasons: [] });
    expect(scoreText(model, 'Ich habe dieses Ding gekauft und bin sehr zufrieden damit gewesen')).toMatchObject({
      probability: null,
      withheld: 'unknownWords',
    });
    expect(scoreText(model, '👍👍👍 🎉').probability).toBeNull();
    expect(scoreText(model, '').probability).toBeNull();
  });

  it('reads a text of 100 kB in a moment', () => {
    const started = performance.now();
    expect(Number.isFinite(scoreText(model, 'amazing quality and '.repeat(5_000)).logOdds)).toBe(true);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('a model file', () => {
  it('that is damaged is refused with the remedy', () => {
    const spoiled = { ...file, intercept: file.intercept + 1 };
    expect(codeOf(() => readTextModel(JSON.stringify(spoiled)))).toMatch(/unreadable_file: .*checksum.*stays/);
    expect(codeOf(() => readTextModel(JSON.stringify(file).slice(0, 500)))).toMatch(/unreadable_file: .*JSON/);
    expect(codeOf(() => readTextModel('{}'))).toMatch(/unreadable_file: /);
    const { phrases: _phrases, ...without } = file;
    expect(codeOf(() => readTextModel(JSON.stringify(without)))).toMatch(/unreadable_file: .*phrases/);
  });

  it('of another version says which', () => {
    const older = { ...file, card: { ...file.card, version: 0 } };
    expect(codeOf(() => readTextModel(JSON.stringify(older)))).toMatch(/unreadable_file: .*version 0; this program reads version 1/);
  });
});

describe('training', () => {
  it('with too few texts of a kind is refused', () => {
    expect(codeOf(() => trainTextModel(makeTexts(60, 1), ABOUT))).toMatch(
      /no_data: There are 30 different fake and 30 different true texts/,
    );
  });

  it('on too few groups is refused', () => {
    const grouped = makeTexts(200, 1).map((each, index) => ({ ...each, group: `g${index % 3}` }));
    expect(codeOf(() => trainTextModel(grouped, ABOUT))).toMatch(/no_data: .*fewer than 5 groups/);
  });

  it('never tests on a text it has learned from', () => {
    // Labels by chance: repeated texts would be remembered if copies were on both sides.
    const random = seededRandom(5);
    const base = makeTexts(200, 3).map(({ text }) => ({ text, isFake: random() < 0.5 }));
    const copies = [...base, ...base.map(({ text, isFake }) => ({ text: `  ${text.toUpperCase()} !`, isFake })), ...base];
    const labels = Uint8Array.from(copies, ({ isFake }) => (isFake ? 1 : 0));
    const groups = copies.map(({ text }) => sameTextKey(text));
    const { metrics } = crossValidate(buildCorpus(copies.map(({ text }) => tokenise(text).tokens)), labels, { groups, seed: 1 });
    expect(new Set(groups).size).toBe(200);
    expect(metrics.auc).toBeLessThan(0.65);
  });
});
