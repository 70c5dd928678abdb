/**
 * Text of models and of strangers (product titles, notes) made harmless for every rendering: nothing in it can become
 * a link, an image, markup, a terminal command or a number that reads differently than it is checked.
 */

/** Controls (not line feed and tab), soft hyphens, zero-width and direction marks, tag characters, byte order marks. */
const UNSEEN =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- removing such characters is the purpose
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]|[\u{1bca0}-\u{1bca3}\u{e0000}-\u{e0fff}]/gu;

/** Escape sequences of terminals, with their parameters (ECMA-48), and operating-system commands such as links. */
// oxlint-disable-next-line no-control-regex -- terminals are commanded by control characters
const TERMINAL = /\u001b(?:\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\[[0-?]*[ -/]*[@-~]|[@-Z\\^_])/g;

/** Text without characters people cannot see and terminals obey. */
export function withoutUnseen(text: string): string {
  return text.replace(TERMINAL, '').replace(UNSEEN, '');
}

/** Digits of any script (full-width, Arabic, mathematical) as 0 to 9: what is read as a number is checked as one. */
export function withPlainDigits(text: string): string {
  return text.replace(/[\p{Nd}]/gu, (digit) => {
    if (digit >= '0' && digit <= '9') return digit;
    const code = digit.codePointAt(0) ?? 0;
    // Unicode keeps the ten digits of a script together; mathematical ones come in five runs from U+1D7CE.
    if (code >= 0x1d7ce && code <= 0x1d7ff) return String((code - 0x1d7ce) % 10);
    let zero = code;
    while (zero > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String(code - zero);
  });
}

/** Letters of other scripts that pass for Latin ones in a scheme or a domain. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  а: 'a',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  һ: 'h',
  н: 'h',
  і: 'i',
  ј: 'j',
  ӏ: 'l',
  м: 'm',
  п: 'n',
  о: 'o',
  р: 'p',
  ѕ: 's',
  т: 't',
  ѵ: 'v',
  ԝ: 'w',
  х: 'x',
  у: 'y',
  α: 'a',
  ο: 'o',
  ν: 'v',
  τ: 't',
  ρ: 'p',
  '։': ':',
  '∶': ':',
  ː: ':',
  '∕': '/',
  '⁄': '/',
  '╱': '/',
  '․': '.',
  '。': '.',
};

/** The text as a machine that folds look-alikes would read it, with the same number of UTF-16 units. */
function folded(text: string): string {
  return [...text]
    .map((letter) => {
      const plain = LOOKALIKES[letter.toLowerCase()] ?? letter.normalize('NFKC');
      return plain.length === letter.length ? plain : letter;
    })
    .join('');
}

const SCHEMES = 'https?|ftps?|sftp|file|ssh|javascript|vbscript|data|blob|mailto|tel|sms|slack|intent|ws|wss';
/** Names in the DNS have labels of 63 letters at most (RFC 1035): an open end would look at long words again and again. */
const LABEL = '[a-z0-9](?:[\\w-]{0,61}[a-z0-9])?';
const LINKS: readonly RegExp[] = [
  // Reference definitions of Markdown.
  /^[ \t]*\[[^\]\n]{1,200}\]:[ \t]*\S+.*$/gim,
  // Anything with a scheme, also inside <angle brackets>.
  new RegExp(`<?\\b(?:${SCHEMES})\\s*:(?:\\s*//|(?<=(?:javascript|vbscript|data|mailto|tel|sms)\\s*:))[^\\s<>"')\\]]*>?`, 'gi'),
  // Addresses without a scheme: //host, www.host, a domain with a path, port or query, an address in numbers.
  /(?<![\w:/])\/\/[\w-]+(?:\.[\w-]+)+[^\s<>"')\]]*/gi,
  /\bwww\.[\w-]+(?:\.[\w-]+)+[^\s<>"')\]]*/gi,
  new RegExp(`(?<![\\w@])(?:${LABEL}\\.){1,12}[a-z]{2,24}(?::\\d{2,5})?[/?#][^\\s<>"')\\]]*`, 'gi'),
  new RegExp(`(?<![\\w@.])(?:${LABEL}\\.){3,}[a-z]{2,24}\\b`, 'gi'),
  /\b(?:\d{1,3}\.){3}\d{1,3}(?::\d{2,5})?\/[^\s<>"')\]]*/g,
  /[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g,
];
const IMAGE = /!\[([^\]\n]{0,500})\]\s?(?:\([^)\n]*\)|\[[^\]\n]*\])/g;
const MARKDOWN_LINK = /\[([^[\]\n]*)\](?:\([^)\n]*\)|\[[^[\]\n]*\])(?!\])/g;
const HTML = /<\/?[a-z!?][^<>\n]*>/gi;
const HTML_OPEN = /<(?:script|img|iframe|a|svg|object|embed|link|style|form|video|audio|base|meta)\b[^>]*$/gim;
/** Character references that would spell a link once decoded. */
const ENTITY = /&(?:#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,10});/gi;

/** What stands where a link was. */
export const LINK_REMOVED = '[link removed]';

/** Text with links, images and markup taken out; words that were links stay as words. `removed` counts them. */
export function withoutLinks(text: string): { text: string; removed: number } {
  let removed = 0;
  const count = (replacement: string): string => {
    removed += 1;
    return replacement;
  };
  let out = text
    .replace(IMAGE, () => count(''))
    .replace(MARKDOWN_LINK, (_match, label: string) => count(label))
    .replace(HTML, () => count(''))
    .replace(HTML_OPEN, () => count(''))
    .replace(ENTITY, (entity) => (/^&(?:amp|lt|gt|quot|nbsp);$/i.test(entity) ? entity : count('')));
  for (const pattern of LINKS) {
    const seen = folded(out);
    let shifted = 0;
    for (const match of seen.matchAll(pattern)) {
      const at = match.index + shifted;
      // Sentence marks at the end belong to the sentence.
      const length = match[0].replace(/[.,;:!?]+$/, '').length;
      out = out.slice(0, at) + count(LINK_REMOVED) + out.slice(at + length);
      shifted += LINK_REMOVED.length - length;
    }
  }
  return { text: removed > 0 ? out.replace(/[ \t]{2,}/g, ' ') : text, removed };
}

/** One line of untrusted text, cleaned and cut to `most` characters. */
export function toPlainLine(text: string, most: number): string {
  const line = withoutUnseen(text).replace(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`;
}
