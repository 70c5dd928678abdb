import { describe, expect, it } from 'vitest';
import type { Decision } from '@/analyst/frames/decide';
import { ask, ENGLISH, OTHERS, PREVIOUS } from './asking.fixture';
import { detectLanguage } from './detect';
import type { LanguageFile } from './language-file';
import pairs from './pairs.json';

/** What a decision asks for; concepts that are missing are named in each language's own words. */
function plain(decision: Decision): unknown {
  return decision.kind === 'missing' ? { kind: decision.kind, nearest: decision.concept.nearest } : decision;
}

const worded = (rows: readonly Record<string, string>[], { language }: LanguageFile): [string, string][] =>
  rows.flatMap((row): [string, string][] => (row[language] && row['en'] ? [[row[language], row['en']]] : []));

describe.each(OTHERS.map((file) => [file.language, file] as const))('%s', (language, file) => {
  it.each(worded(pairs.questions, file))('%s: as in English "%s"', async (question, english) => {
    expect(plain(await ask(question, language))).toEqual(plain(await ask(english, ENGLISH?.language ?? '')));
  });

  it.each(worded(pairs.followUps, file))('after an answer, %s: as in English "%s"', async (question, english) => {
    expect(plain(await ask(question, language, PREVIOUS))).toEqual(plain(await ask(english, ENGLISH?.language ?? '', PREVIOUS)));
  });

  it('is told by its questions, and by short ones in a thread', () => {
    const told = worded(pairs.questions, file).filter(([question, english]) => question !== english);
    expect(told.filter(([question]) => detectLanguage(question, language).language !== language)).toEqual([]);
    const short = worded(pairs.followUps, file);
    expect(short.filter(([question]) => detectLanguage(question, language).language !== language)).toEqual([]);
  });
});

describe('English', () => {
  it('stays English, whatever was spoken before it', () => {
    for (const { en } of pairs.questions) expect([en, detectLanguage(en, 'en').language]).toEqual([en, 'en']);
    for (const before of ['es', 'pt', 'de', 'fr'])
      for (const { en } of pairs.questions.filter((row) => row.en.split(' ').length > 4))
        expect([before, en, detectLanguage(en, before).language]).toEqual([before, en, 'en']);
  });
});
