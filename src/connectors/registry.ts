import { amazon } from './amazon/connector';
import type { Connector } from './kit/contract';
import { etsy } from './etsy/connector';
import { shopify } from './shopify/connector';

/** Marketplaces that can be synced. */
export const CONNECTORS: readonly Connector[] = [shopify, etsy, amazon];
