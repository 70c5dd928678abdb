/**
 * Longest part of a text that is read, in UTF-16 units. Reviews are far shorter; a pasted book must not take seconds.
 * What lies beyond is not read, and `wasCut` says so.
 */
export const MAX_TEXT_LENGTH = 20_000;

export interface Tokens {
  /** Lower-case words, numbers as `0`, and sentence marks as tokens of their own, in the order of the text. */
  tokens: string[];
  /** How many of them are words. */
  words: number;
  wasCut: boolean;
}

/** A word with inner apostrophes; a number with its inner marks; or a run of one mark that people set with intent. */
const TOKEN = /(\p{L}[\p{L}\p{M}]*(?:'\p{L}[\p{L}\p{M}]*)*)|(\p{N}+(?:[.,:/]\p{N}+)*)|(([!?.,;:"()\-*&$%])\4*|\p{Extended_Pictographic})/gu;
/** "!!!!!!" says no more than "!!!". */
const LONGEST_RUN = 3;
/** Scripts written without blanks between words: there every character is a token. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * Cuts a text of any language into tokens. Nothing of its layout survives: case, blanks, line ends, kinds of quotes,
 * HTML line breaks and the values of numbers, because a shop's pages change them and people do not mean them.
 */
export function tokenise(text: string): Tokens {
  const wasCut = text.length > MAX_TEXT_LENGTH;
  const plain = (wasCut ? text.slice(0, MAX_TEXT_LENGTH) : text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/<br\s*\/?>|&nbsp;/g, ' ')
    .replace(/[\u2018\u2019\u02bc`\u00b4]/g, "'")
    .replace(/[\u201c\u201d\u00ab\u00bb\u201e]/g, '"')
    .replace(/[\u2013\u2014]/g, '-');
  const tokens: string[] = [];
  let words = 0;
  for (const [found, word, number] of plain.matchAll(TOKEN)) {
    if (word !== undefined) {
      if (UNSPACED.test(word)) {
        for (const character of word) tokens.push(character);
        words += word.length;
      } else {
        tokens.push(word);
        words += 1;
      }
    } else tokens.push(number === undefined ? found.slice(0, LONGEST_RUN) : '0');
  }
  return { tokens, words, wasCut };
}
