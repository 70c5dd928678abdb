import { formatPeriod } from '@/core/artifact/format';
import type { LanguageFile } from '@/analyst/language/language-file';
import { say } from './say';
import type { SeenOutput } from './seen';

/** What must be known of a result, in the language where it has the sentences, else as the result says it. */
export function wordGaps(output: SeenOutput, { language, locale }: { language: LanguageFile; locale: string }): string[] {
  const notes = output.gapNotes ?? [];
  if (notes.length !== output.gaps.length) return output.gaps;
  return notes.map(({ code, values }, index) => {
    const key = `gap.${code}`;
    return key in language.wording ? say(language, key, withDates(values, locale)) : (output.gaps[index] ?? '');
  });
}

/** Why a tool gave no result, in the language where it has the sentence for it. */
export function wordRefusal(
  refusal: NonNullable<SeenOutput['refusal']>,
  { language, locale }: { language: LanguageFile; locale: string },
): string {
  const key = `refused.${refusal.code ?? ''}`;
  if (key in language.wording) return say(language, key, withDates(refusal.values ?? {}, locale));
  return `${refusal.message} ${refusal.remedy ?? ''}`.trim();
}

function withDates(values: Readonly<Record<string, string>>, locale: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatPeriod({ from: value, to: value }, locale) : value,
    ]),
  );
}
