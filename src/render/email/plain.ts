import { toPlainLine, withoutLinks, withoutUnseen } from '@/core/artifact/plain-text';

/** Mail programs make a link of any "name.com": a space of no width behind the dot keeps it words. */
function withoutDomains(text: string): string {
  return text.replace(/(?<=[\p{L}\p{N}])\.(?=\p{L}{2})/gu, '.\u200b');
}

/**
 * Words of strangers and models for a mail: mail programs make links of what looks like an address, so addresses go,
 * also from names of products.
 */
export function toMailText(text: string): string {
  return withoutDomains(withoutLinks(withoutUnseen(text)).text);
}

/** The same on one line of at most `most` letters. */
export function toMailLine(text: string, most: number): string {
  return withoutDomains(toPlainLine(withoutLinks(withoutUnseen(text)).text, most));
}

/** A name for a header such as Subject: one line, so that no other header can be slipped in. */
export function toHeaderLine(text: string): string {
  return toPlainLine(text, 200);
}
