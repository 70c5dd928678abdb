import { z } from 'zod';
import { AppError } from '@/core/errors';
import type { Account, Session } from '../kit/contract';
import { SCOPES } from './auth';
import { ask } from './client';
import { AFTER_DISPATCH, BEFORE_DISPATCH } from './lists';
import { CURRENCY } from './map/money';
import { listingPageSchema } from './schema';

/** Sellers came to Flipkart in that month: when one of them came is not told. */
const FIRST_DAY = new Date('2013-02-01T00:00:00+05:30');

/**
 * No answer says whose account it is. It is known by the location its oldest order is sent from, which does not change,
 * or, before there is an order, by that of a listing.
 * @throws AppError not_supported when there is neither.
 */
export async function identify(session: Session): Promise<Account> {
  const id = (await oldestLocation(session)) ?? (await listedLocation(session));
  if (id === null)
    throw new AppError('not_supported', 'This Flipkart account has neither an order nor a listing yet: there is nothing to read.', {
      remedy: 'Connect it again once it has a listing.',
    });
  return { id, name: `Flipkart ${id}`, timeZone: 'Asia/Kolkata', currency: CURRENCY, openedAt: FIRST_DAY, scopes: SCOPES };
}

async function oldestLocation(session: Session): Promise<string | null> {
  const schema = z.object({ shipments: z.array(z.object({ locationId: z.string().min(1) })) });
  const filters = [
    { type: 'postDispatch', states: AFTER_DISPATCH },
    { type: 'preDispatch', states: BEFORE_DISPATCH },
  ];
  for (const filter of filters) {
    const body = { filter, pagination: { pageSize: 1 }, sort: { field: 'orderDate', order: 'asc' } };
    const { shipments } = await ask(session, { method: 'POST', path: '/v3/shipments/filter', body, schema });
    if (shipments[0]) return shipments[0].locationId;
  }
  return null;
}

async function listedLocation(session: Session): Promise<string | null> {
  const list = await ask(session, { method: 'POST', path: '/listings/v3/search', body: { filters: {} }, schema: listingPageSchema });
  const [first] = list.listings;
  if (!first) return null;
  const schema = z.object({ available: z.record(z.string(), z.object({ locations: z.array(z.object({ id: z.string() })).nullish() })) });
  const { available } = await ask(session, { path: `/listings/v3/${encodeURIComponent(first.sku_id)}`, schema });
  return available[first.sku_id]?.locations?.[0]?.id ?? null;
}
