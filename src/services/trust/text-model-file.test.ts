import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scoreText } from '@/core/trust/text/score';
import { trainTextModel } from '@/core/trust/text/train';
import { readLabelledTexts } from './read-labelled-texts';
import { loadTextModel, saveTextModel, SHIPPED_MODEL, shippedTextModel } from './text-model-file';

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'trust-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the shipped model', () => {
  it('is small, and its card beside it says what it was measured to do', () => {
    expect(statSync(SHIPPED_MODEL).size).toBeLessThan(3_000_000);
    const { card } = shippedTextModel();
    expect(JSON.parse(readFileSync(path.join(path.dirname(SHIPPED_MODEL), 'card.json'), 'utf8'))).toEqual(card);
    expect(card.measured.auc).toBeGreaterThanOrEqual(0.97);
    expect(card.measured.recallAtOnePercentFalseAlarms).toBeGreaterThanOrEqual(0.75);
  });

  it('tells text that repeats itself without a subject from a complaint with details', () => {
    const hollow =
      'The movie has a good story and the characters are great. The story is good. The movie is great and I recommend this movie to anyone.';
    const exact =
      'Got mine Tuesday. The left hinge squeaked so I emailed Dave at support and he shipped a new pin overnight, free of charge.';
    expect(scoreText(shippedTextModel(), hollow).logOdds).toBeGreaterThan(scoreText(shippedTextModel(), exact).logOdds + 2);
  });
});

describe('a model file', () => {
  it('is written whole with its card, and reads as it was', () => {
    const word = (index: number): string =>
      `w${index.toString(26).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '')}x${'yz'[index % 2]}${'u'.repeat(index % 7)}`;
    const examples = Array.from({ length: 120 }, (_, index) => ({
      text: index % 2 ? `hollow praise ${word(index)} for all and everyone` : `the hinge ${word(index)} squeaks on tuesday at noon`,
      isFake: index % 2 === 1,
    }));
    const model = trainTextModel(examples, { name: 'own', trainedOn: 'own.csv', trained: '2026-02-03' });
    const file = path.join(folder, 'deep', 'model.json');
    saveTextModel(file, model);
    expect(readdirSync(path.dirname(file)).sort()).toEqual(['card.json', 'model.json']);
    expect(loadTextModel(file).card).toEqual(model.card);
  });

  it('that is not there or was cut off is said plainly', () => {
    const file = path.join(folder, 'model.json');
    expect(() => loadTextModel(file)).toThrow(expect.objectContaining({ code: 'not_found', field: 'model' }) as Error);
    writeFileSync(file, readFileSync(SHIPPED_MODEL, 'utf8').slice(0, 10_000));
    expect(() => loadTextModel(file)).toThrow(expect.objectContaining({ code: 'unreadable_file', field: 'model' }) as Error);
  });
});

describe('labelled reviews', () => {
  const write = (name: string, content: string | Buffer): string => {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  const rows = 'label,text_\nCG,"one, two"\nOR,three\nCG,\n';

  it('are read from CSV, gzipped or not, empty texts left out', () => {
    const expected = [
      { text: 'one, two', isFake: true },
      { text: 'three', isFake: false },
    ];
    expect(readLabelledTexts(write('a.csv', rows), {})).toEqual(expected);
    expect(readLabelledTexts(write('a.csv.gz', gzipSync(rows)), {})).toEqual(expected);
  });

  it('take the columns and the label that are named', () => {
    const file = write('b.csv', 'kind,hotel,words\ntruthful,A,fine room\ndeceptive,B,best room ever\n');
    expect(readLabelledTexts(file, { label: 'kind', text: 'words', fake: 'deceptive', group: 'hotel' })).toEqual([
      { text: 'fine room', isFake: false, group: 'A' },
      { text: 'best room ever', isFake: true, group: 'B' },
    ]);
  });

  it('that cannot be are refused with the flag that helps', () => {
    const refused = (file: string, columns: Parameters<typeof readLabelledTexts>[1]): unknown => {
      try {
        return readLabelledTexts(file, columns);
      } catch (error) {
        return error;
      }
    };
    expect(refused(path.join(folder, 'none.csv'), {})).toMatchObject({ code: 'not_found', field: 'file' });
    expect(refused(write('c.csv', 'a,b\n1,2\n'), {})).toMatchObject({ code: 'missing_column', field: '--label' });
    expect(refused(write('d.csv', 'label,text\nx,one\ny,two\n'), {})).toMatchObject({ code: 'invalid_input', field: '--fake' });
    expect(refused(write('e.csv', 'label,text\nx,"one\ny,two\n'), {})).toMatchObject({ code: 'unreadable_file', field: 'file' });
    expect(refused(write('f.csv.gz', gzipSync(rows).subarray(0, 20)), {})).toMatchObject({ code: 'unreadable_file' });
  });
});
