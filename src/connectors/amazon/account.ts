import { z } from 'zod';
import type { Window } from '@/core/sync/stream-plan';
import type { Account, Notice, Session } from '../kit/contract';
import { unexpected } from '../kit/http';
import { TITLE } from './auth';
import { get } from './client';
import { PLACES, placeOf } from './regions';

const DAY_MS = 86_400_000;

/** Amazon shows no order that is older; a month more is asked for, so that nothing is cut off at the edge. */
const SHOWN_DAYS = 731;
const PAST_DAYS = SHOWN_DAYS + 31;
/** Except where it shows all since this day. */
const LONG_PAST = new Set(['JP', 'AU', 'SG']);
const LONG_SINCE = new Date('2016-01-01T00:00:00Z');

const participationSchema = z.object({
  marketplace: z.object({
    id: z.string().min(1),
    name: z.string(),
    countryCode: z.string(),
    defaultCurrencyCode: z.string().regex(/^[A-Z]{3}$/),
  }),
  storeName: z.string().nullish(),
  participation: z.object({ isParticipating: z.boolean() }),
});
type Participation = z.infer<typeof participationSchema>;

const accountSchema = z.object({
  payload: z.object({
    marketplaceParticipationList: z.array(participationSchema),
    business: z.object({ registeredBusinessAddress: z.object({ countryCode: z.string() }) }).nullish(),
  }),
});

/**
 * Whose account it is, which the way back named. It may sell at several marketplaces: its clock and currency are those of
 * the one at home, else of the first.
 */
export async function identify(session: Session): Promise<Account> {
  const { payload } = await get(session, { operation: 'getAccount', path: '/sellers/v1/account', schema: accountSchema });
  const [first, ...others] = inOrder(payload.marketplaceParticipationList);
  if (!first) throw unexpected(TITLE, 'names no marketplace of this account');
  const country = payload.business?.registeredBusinessAddress.countryCode;
  const home = [first, ...others].find(({ marketplace }) => marketplace.countryCode === country) ?? first;
  const { id, name, countryCode, defaultCurrencyCode } = home.marketplace;
  const isLong = LONG_PAST.has(countryCode);
  return {
    id: session.accountId,
    name: home.storeName ? `${home.storeName} on ${name}` : name,
    timeZone: placeOf(id)?.timeZone ?? 'UTC',
    currency: defaultCurrencyCode,
    openedAt: isLong ? LONG_SINCE : new Date(session.now().getTime() - PAST_DAYS * DAY_MS),
    scopes: [],
  };
}

/** What a seller is told whose orders go back to where Amazon ends the past; null for a later window, and where it does not. */
export function endOfPast({ timeZone, now }: Session, window: Window | null): Notice | null {
  const isLong = PLACES.some((place) => LONG_PAST.has(place.country) && place.timeZone === timeZone);
  const isEnd = window !== null && now().getTime() - window.from.getTime() > SHOWN_DAYS * DAY_MS;
  return isEnd && !isLong ? { code: 'truncated', text: 'Amazon shows no orders that are more than two years old.' } : null;
}

const participationsSchema = z.object({ payload: z.array(participationSchema) });

/** Ids of the marketplaces the account sells at, the largest first. */
export async function marketplacesOf(session: Session): Promise<string[]> {
  const path = '/sellers/v1/marketplaceParticipations';
  const { payload } = await get(session, { operation: 'getMarketplaceParticipations', path, schema: participationsSchema });
  return inOrder(payload).map(({ marketplace }) => marketplace.id);
}

/** Those that are no shop for buyers (warehouses, invoicing) are not known here and left out. */
function inOrder(list: readonly Participation[]): Participation[] {
  const rank = ({ marketplace }: Participation): number => PLACES.findIndex(({ id }) => id === marketplace.id);
  return list.filter((each) => each.participation.isParticipating && rank(each) >= 0).sort((a, b) => rank(a) - rank(b));
}
