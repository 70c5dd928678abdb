import { createHash } from 'node:crypto';

/** The account facts belong to. Ids hang on it, not on the connection row, so a reconnected shop duplicates nothing. */
export interface FactAccount {
  workspaceId: string;
  marketplace: string;
  accountId: string;
}

/**
 * Name-based UUID (RFC 9562 version 8): the first 128 bits of SHA-256 over the JSON list of the parts, with the
 * version and variant bits set. JSON keeps the parts apart, so ["ab","c"] and ["a","bc"] differ.
 */
export function nameBasedUuid(...parts: (string | number)[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Id of the connection of an account. */
export function connectionIdOf(account: FactAccount): string {
  return nameBasedUuid('connection', account.workspaceId, account.marketplace, account.accountId);
}

/**
 * Ids of one account's facts, derived from the source's own ids: no look-up is needed to write or to refer to a
 * fact, also to one that was never sent. Facts that live inside an order take the order's id into their own.
 */
export interface FactIds {
  product(externalId: string): string;
  customer(externalId: string): string;
  order(externalId: string): string;
  review(externalId: string): string;
  item(orderId: string, externalId: string): string;
  payment(orderId: string, externalId: string): string;
  shipment(orderId: string, externalId: string): string;
  /** One entry of the ledger: an event in one version, or what takes that version back. */
  ledger(orderId: string, sourceEventId: string, version: number, isReversal: boolean): string;
}

export function factIdsOf({ workspaceId, marketplace, accountId }: FactAccount): FactIds {
  const own = (kind: string, externalId: string): string => nameBasedUuid(kind, workspaceId, marketplace, accountId, externalId);
  const cached = (kind: string): ((externalId: string) => string) => {
    const known = new Map<string, string>();
    return (externalId) => {
      let id = known.get(externalId);
      if (id === undefined) known.set(externalId, (id = own(kind, externalId)));
      return id;
    };
  };
  return {
    product: cached('product'),
    customer: cached('customer'),
    order: cached('order'),
    review: (externalId) => own('review', externalId),
    item: (orderId, externalId) => nameBasedUuid('item', orderId, externalId),
    payment: (orderId, externalId) => nameBasedUuid('payment', orderId, externalId),
    shipment: (orderId, externalId) => nameBasedUuid('shipment', orderId, externalId),
    ledger: (orderId, sourceEventId, version, isReversal) =>
      nameBasedUuid('ledger', orderId, sourceEventId, version, isReversal ? 'reversal' : 'entry'),
  };
}
