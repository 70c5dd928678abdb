import { INCENTIVE_WORDINGS } from './incentive-words';

const GAP = '(?: [^ ]+){0,4}';

const PATTERN = new RegExp(
  `(?:^| )(${Object.values(INCENTIVE_WORDINGS)
    .flat()
    .map((wording) => wording.toLowerCase().replaceAll(' * ', `${GAP} `))
    .join('|')})(?:s|es|en)?(?= |$)`,
  'u',
);

/** The words by which a text says that it was paid for, or null. Tokens are those of `tokenise`. */
export function findIncentive(tokens: readonly string[]): string | null {
  return PATTERN.exec(tokens.join(' ').normalize('NFC'))?.[1] ?? null;
}
