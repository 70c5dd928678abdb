import { AppError } from '@/core/errors';

/** One of Amazon's marketplaces. Source: "Marketplace IDs" and "Seller Central URLs" of the SP-API documentation. */
export interface Place {
  id: string;
  /** ISO 3166-1. */
  country: string;
  domain: string;
  region: Region;
  /** Amazon names no zone: North America's reports are on Pacific time, all others on their country's. */
  timeZone: string;
  currency: string;
  /** Marketplaces that sell from one stock; each states all of it. */
  pool: string;
  /** Tax comes on top of the stated price, not out of it. */
  isTaxOnTop: boolean;
}

type Region = 'na' | 'eu' | 'fe';
type Row = readonly [id: string, country: string, domain: string, timeZone: string, currency: string];

const ROWS: Readonly<Record<Region, readonly Row[]>> = {
  na: [
    ['ATVPDKIKX0DER', 'US', 'amazon.com', 'America/Los_Angeles', 'USD'],
    ['A2EUQ1WTGCTBG2', 'CA', 'amazon.ca', 'America/Los_Angeles', 'CAD'],
    ['A1AM78C64UM0Y8', 'MX', 'amazon.com.mx', 'America/Los_Angeles', 'MXN'],
    ['A2Q3Y263D00KWC', 'BR', 'amazon.com.br', 'America/Sao_Paulo', 'BRL'],
  ],
  eu: [
    ['A1F83G8C2ARO7P', 'GB', 'amazon.co.uk', 'Europe/London', 'GBP'],
    ['A1PA6795UKMFR9', 'DE', 'amazon.de', 'Europe/Berlin', 'EUR'],
    ['A13V1IB3VIYZZH', 'FR', 'amazon.fr', 'Europe/Paris', 'EUR'],
    ['APJ6JRA9NG5V4', 'IT', 'amazon.it', 'Europe/Rome', 'EUR'],
    ['A1RKKUPIHCS9HS', 'ES', 'amazon.es', 'Europe/Madrid', 'EUR'],
    ['A1805IZSGTT6HS', 'NL', 'amazon.nl', 'Europe/Amsterdam', 'EUR'],
    ['AMEN7PMS3EDWL', 'BE', 'amazon.com.be', 'Europe/Brussels', 'EUR'],
    ['A28R8C7NBKEWEA', 'IE', 'amazon.ie', 'Europe/Dublin', 'EUR'],
    ['A2NODRKZP88ZB9', 'SE', 'amazon.se', 'Europe/Stockholm', 'SEK'],
    ['A1C3SOZRARQ6R3', 'PL', 'amazon.pl', 'Europe/Warsaw', 'PLN'],
    ['A33AVAJ2PDY3EV', 'TR', 'amazon.com.tr', 'Europe/Istanbul', 'TRY'],
    ['A21TJRUUN4KGV', 'IN', 'amazon.in', 'Asia/Kolkata', 'INR'],
    ['A2VIGQ35RCS4UG', 'AE', 'amazon.ae', 'Asia/Dubai', 'AED'],
    ['A17E79C6D8DWNP', 'SA', 'amazon.sa', 'Asia/Riyadh', 'SAR'],
    ['ARBP9OOSHTCHU', 'EG', 'amazon.eg', 'Africa/Cairo', 'EGP'],
    ['AE08WJ6YKNBMC', 'ZA', 'amazon.co.za', 'Africa/Johannesburg', 'ZAR'],
  ],
  fe: [
    ['A1VC38T7YXB528', 'JP', 'amazon.co.jp', 'Asia/Tokyo', 'JPY'],
    ['A39IBJ37TRP1C6', 'AU', 'amazon.com.au', 'Australia/Sydney', 'AUD'],
    ['A19VAU5U5O7RUS', 'SG', 'amazon.sg', 'Asia/Singapore', 'SGD'],
  ],
};

/** Served from one stock since Pan-European fulfilment; Britain has its own since it left the union. */
const ONE_EUROPE = new Set(['DE', 'FR', 'IT', 'ES', 'NL', 'BE', 'IE', 'SE', 'PL']);
const TAX_ON_TOP = new Set(['US', 'CA']);
/** They share one Seller Central. */
const SHARED_CENTRAL = new Set(['GB', 'DE', 'FR', 'IT', 'ES']);

export const PLACES: readonly Place[] = (Object.keys(ROWS) as Region[]).flatMap((region) =>
  ROWS[region].map(([id, country, domain, timeZone, currency]) => ({
    id,
    country,
    domain,
    region,
    timeZone,
    currency,
    pool: ONE_EUROPE.has(country) ? 'EU' : country,
    isTaxOnTop: TAX_ON_TOP.has(country),
  })),
);

export const placeOf = (id: string | null | undefined): Place | undefined => PLACES.find((place) => place.id === id);

/** Host of the API for a region's marketplaces. */
export const apiHostOf = ({ region }: Place): string => `sellingpartnerapi-${region}.amazon.com`;

/** Host of the page where a seller of this marketplace agrees. */
export const centralHostOf = ({ country, domain }: Place): string =>
  SHARED_CENTRAL.has(country) ? 'sellercentral-europe.amazon.com' : `sellercentral.${domain}`;

/** The marketplace a seller typed: "amazon.de", "www.amazon.de/", or "DE". @throws AppError invalid_input. */
export function typedPlace(typed: string): Place {
  const text = typed
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^(www|sellercentral)\./, '')
    .replace(/\/.*$/, '');
  const country = text === 'uk' ? 'gb' : text;
  const found = PLACES.find((place) => place.domain === text || place.country.toLowerCase() === country);
  if (found) return found;
  throw new AppError('invalid_input', `"${typed.trim()}" is not one of Amazon's marketplaces.`, {
    field: 'shop',
    remedy: 'Give the marketplace you sell at, like amazon.com or amazon.de.',
  });
}
