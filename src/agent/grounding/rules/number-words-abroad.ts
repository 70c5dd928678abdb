import { blank } from '../sentences';
import type { Finding, Rule } from '../contract';
import { found } from '../contract';

const ID = 'number';

/**
 * Number words of other languages, from twenty on, and their words for shares and multiples. Small ones are left out:
 * they are words of other kinds too ("once", "six", "die"). They are not read: a figure has no reason to be spelled.
 */
const WORDS = [
  // Portuguese and Spanish
  'vinte', 'trinta', 'quarenta', 'cinquenta', 'sessenta', 'setenta', 'oitenta', 'noventa', 'cem', 'cento', 'duzent[oa]s', 'trezent[oa]s',
  'quatrocent[oa]s', 'quinhent[oa]s', 'seiscent[oa]s', 'setecent[oa]s', 'oitocent[oa]s', 'novecent[oa]s', 'mil', 'milhares', 'milhão', 'milhões',
  'veinte', 'treinta', 'cuarenta', 'cincuenta', 'sesenta', 'ochenta', 'cien', 'ciento', 'doscient[oa]s', 'trescient[oa]s', 'cuatrocient[oa]s',
  'quinient[oa]s', 'seiscient[oa]s', 'setecient[oa]s', 'ochocient[oa]s', 'novecient[oa]s', 'miles de', 'millón', 'millones',
  'metade', 'mitad', 'um terço', 'un tercio', 'dobr(?:ou|aram|o)', 'duplic(?:ó|aron|ou|aram)', 'triplic(?:ó|aron|ou|aram)',
  // German and Dutch
  'zwanzig', 'dreißig', 'vierzig', 'fünfzig', 'sechzig', 'siebzig', 'achtzig', 'neunzig', '\\p{L}*hundert\\p{L}*', '\\p{L}*tausend\\p{L}*', 'Millionen?',
  'Hälfte', 'ein Drittel', 'verdoppelt(?:e[nt]?)?', 'verdreifacht(?:e[nt]?)?', 'twintig', 'dertig', 'veertig', 'vijftig', 'honderd', 'duizend', 'miljoen',
  'helft', 'verdubbeld(?:e[nt]?)?',
  // French and Italian
  'vingt', 'trente', 'quarante', 'cinquante', 'soixante', 'quatre-vingts?', 'mille', 'milliers?', 'moitié', 'un tiers', 'doublé', 'triplé',
  'venti', 'trenta', 'quaranta', 'cinquanta', 'sessanta', 'settanta', 'ottanta', 'novanta', '\\p{L}*cento', '\\p{L}+mila', 'milion[ei]', 'metà',
  'un terzo', 'raddoppiat[oaie]',
]; // prettier-ignore
const PATTERN = new RegExp(`(?<![\\p{L}-])(?:${WORDS.join('|')})(?![\\p{L}])`, 'giu');

/** Figures spelled in another language than English are asked for as references. */
export const numberWordsAbroad: Rule = {
  id: ID,
  check(statement) {
    const words = blank(statement.plain, statement.members);
    return [...words.matchAll(PATTERN)].slice(0, 1).map((match): Finding => {
      const span = { start: match.index, end: match.index + match[0].length };
      return found(statement, span, ID, `"${match[0]}" spells a number. Refer to a cell, or leave it out.`);
    });
  },
};
