import { GraphQLError } from 'graphql';
import type { Faults } from '../../kit/sandbox/faults';
import type { SandboxShop } from '../../kit/sandbox/shop';
import type { BulkPosition } from './bulk';
import type { PageArguments } from './lists';

/** What a question is answered from. */
export interface View {
  shop: SandboxShop;
  scopes: readonly string[];
  faults: Faults;
  now: Date;
  /** Protected customer data is withheld, as from apps that have no leave to read it. */
  isWithheld: boolean;
  hasPayments: boolean;
  /** Set when a bulk operation asks: its list is answered part by part. */
  bulk?: BulkPosition;
}

export type ListArguments = PageArguments & { query?: string | null; sortKey?: string };

export const hostOf = (shop: SandboxShop): string => `${shop.account.id}.myshopify.com`;

export const denied = (message: string): GraphQLError => new GraphQLError(message, { extensions: { code: 'ACCESS_DENIED' } });

/** @throws GraphQLError when the token has not this scope. */
export function need({ scopes }: View, scope: string): void {
  if (!scopes.includes(scope)) throw denied(`Access denied. Required access: \`${scope}\` access scope.`);
}
