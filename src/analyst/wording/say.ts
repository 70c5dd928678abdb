import { findDimension } from '@/core/dimensions/registry';
import { findMetric } from '@/core/metrics/registry';
import type { Grain } from '@/core/model/calendar';
import { LANGUAGES, languageOf, type LanguageFile } from '@/analyst/language/language-file';

/**
 * A sentence of a language with its places filled in. `{name}` is filled from `values`; a place without a value is empty.
 * A sentence a language does not have is said in the first language.
 */
export function say(language: LanguageFile, key: string, values: Readonly<Record<string, string | undefined>> = {}): string {
  const template = language.wording[key] ?? LANGUAGES[0]?.wording[key];
  if (template === undefined) throw new Error(`There is no wording "${key}".`);
  return template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

export function metricTitle(id: string, language: LanguageFile): string {
  return language.metrics[id]?.title ?? findMetric(id)?.title ?? id;
}

/** A metric's title inside a sentence: lower case where the language writes nouns so. */
export function metricNoun(id: string, language: LanguageFile): string {
  return inSentence(metricTitle(id, language), language);
}

export function dimensionTitle(id: string, language: LanguageFile): string {
  return language.dimensions[id]?.title ?? findDimension(id)?.title ?? id;
}

export function dimensionNoun(id: string, language: LanguageFile): string {
  return inSentence(dimensionTitle(id, language), language);
}

function inSentence(title: string, language: LanguageFile): string {
  // Abbreviations keep their capitals in every language.
  if (language.capitalNouns || /^\p{Lu}{2}/u.test(title)) return title;
  return `${title.slice(0, 1).toLowerCase()}${title.slice(1)}`;
}

export function grainNoun(grain: Grain | undefined, language: LanguageFile): string {
  return say(language, `grain.${grain ?? 'month'}`);
}

/** "a, b and c". */
export function listed(words: readonly string[], language: LanguageFile, joint: 'and' | 'or' = 'and'): string {
  const last = words.at(-1) ?? '';
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} ${say(language, joint)} ${last}` : last;
}

/** Formats of answers: the workspace's own locale when it is of the language, else the language's. */
export function localeOf(language: LanguageFile, workspaceLocale: string): string {
  return languageOf(workspaceLocale).language === language.language && workspaceLocale.startsWith(language.language)
    ? workspaceLocale
    : language.locale;
}
