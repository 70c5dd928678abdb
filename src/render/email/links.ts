import { AppError } from '@/core/errors';

/**
 * A path of the product as an absolute address: a mail has no page it is relative to.
 * @throws AppError invalid_input for what is not http or https, or leads away from the base where a path was meant.
 */
export function toAbsolute(link: string, baseUrl: string): string {
  const url = URL.canParse(link, baseUrl) ? new URL(link, baseUrl) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new AppError('invalid_input', `"${link}" cannot be linked from a mail.`, {
      field: 'link',
      remedy: 'Give a path of the product, and its public address as SHOPIQ_URL.',
    });
  return url.href;
}
