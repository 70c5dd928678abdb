import type { Notice } from '../kit/contract';

export function unreadable(what: string, id: string | null): Notice {
  const text = `One ${what} could not be read: Flipkart sent it in a form that was not expected.`;
  return id === null ? { code: 'unreadable', text } : { code: 'unreadable', text, externalId: id };
}

/** A field of a record of unknown form, as text; null when it has none. */
export function fieldOf(node: unknown, name: string): string | null {
  const value = typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
