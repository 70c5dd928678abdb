import type { CodedNote } from '@/core/artifact/artifact';
import { toLocal } from '@/core/model/calendar';
import { accountTitle } from '@/core/model/marketplaces';
import type { Condition } from '@/core/metrics/define-metric';
import type { ConnectionCoverage, Coverage } from '@/core/ports';
import type { Period } from '@/core/query/query';
import { isBehind } from '@/core/sync/standing';

/** Something that is missing from an answer, or must be known to read it right. */
export interface Gap extends CodedNote {
  /** In English. */
  text: string;
}

interface Asked {
  /** Null: all there is. */
  period: Period | null;
  filters: readonly Condition[];
  now: Date;
  /** Zone days are named in. */
  timeZone: string;
}

/** What the accounts an answer rests on lack of its period: what came after they were last read, and a past that is still being read. */
export function accountGaps({ connections }: Pick<Coverage, 'connections'>, asked: Asked): Gap[] {
  return connections.filter((connection) => isAsked(connection, asked.filters)).flatMap((connection) => gapsOf(connection, asked));
}

/** False when a filter leaves the account out. */
function isAsked({ marketplace, name }: ConnectionCoverage, filters: readonly Condition[]): boolean {
  return filters.every(({ attribute, op, values }) => {
    if (attribute !== 'marketplace' && attribute !== 'connection') return true;
    const isNamed = values.some((value) => value === (attribute === 'marketplace' ? marketplace : name));
    return op === 'in' ? isNamed : op === 'notIn' ? !isNamed : true;
  });
}

function gapsOf(connection: ConnectionCoverage, { period, now, timeZone }: Asked): Gap[] {
  const { standing, asOf } = connection;
  if (standing === null) return [];
  const account = accountTitle(connection);
  if (asOf === null)
    return [
      {
        code: 'accountUnread',
        values: { account },
        text: `${account} has not been read whole yet: some or all of it is missing from the answer.`,
      },
    ];
  const gaps: Gap[] = [];
  const dayOf = (at: Date): string => toLocal(at, timeZone).slice(0, 10);
  const { pastUntil } = standing;
  if (pastUntil !== null && (period === null || period.from < dayOf(pastUntil))) {
    const day = dayOf(pastUntil);
    gaps.push({
      code: 'accountPast',
      values: { account, day },
      text: `The past of ${account} is still being read: its orders before ${day} are not all in the answer.`,
    });
  }
  if (!isBehind(connection, now)) return gaps;
  const day = dayOf(asOf);
  if (period === null || period.to >= day) gaps.push(behind(connection, account, day));
  else if (standing.errorText !== null) gaps.push(late(standing.errorText, account, day));
  return gaps;
}

/** The period goes on after the account was last read. */
function behind({ standing }: ConnectionCoverage, account: string, day: string): Gap {
  const values = { account, day };
  const status = standing?.status;
  if (status === 'paused' || status === 'disconnected')
    return { code: 'accountStopped', values, text: `${account} is not read any more since ${day}: what came after is not in the answer.` };
  const why = standing?.errorText ?? null;
  if (why === null)
    return { code: 'accountBehind', values, text: `${account} was last read on ${day}: what came after is not in the answer.` };
  return {
    code: 'accountFailing',
    values,
    text: `${account} could not be read since ${day}: what came after is not in the answer. ${why}`,
  };
}

/** The period ended before the account was last read; what was changed since, like a refund of that day entered late, is unknown. */
function late(why: string, account: string, day: string): Gap {
  return {
    code: 'accountLate',
    values: { account, day },
    text: `${account} could not be read since ${day}: what was changed after is not in the answer. ${why}`,
  };
}
