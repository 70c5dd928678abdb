import { z } from 'zod';
import { AppError } from '@/core/errors';
import { isTimeZone } from '@/core/model/calendar';
import { route } from '@/server/route';
import { updateWorkspace } from '@/store/workspaces';

function isLocale(text: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(text).length > 0;
  } catch {
    return false;
  }
}

const input = z.object({
  name: z.string().trim().min(1, { error: 'is empty' }).max(80, { error: 'is longer than 80 characters' }),
  profile: z.enum(['shopify', 'validOrders']),
  timeZone: z.string().refine(isTimeZone, { error: 'is not a time zone this server knows' }),
  currency: z.string().refine((code) => Intl.supportedValuesOf('currency').includes(code), { error: 'is not a currency' }),
  locale: z.string().refine(isLocale, { error: 'is not a language this server can format' }),
  weekStart: z.int().min(1).max(7),
});

/** Change the settings of a workspace. Owners and admins only. */
export const PATCH = route({
  input: input.partial(),
  handle: async ({ container, workspace, role, input: wanted }) => {
    if (role !== 'owner' && role !== 'admin')
      throw new AppError('forbidden', 'Only owners and admins change settings.', { remedy: 'Ask an owner of this workspace.' });
    const settings = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
    return { workspace: await updateWorkspace(container.db, workspace.id, settings) };
  },
});
