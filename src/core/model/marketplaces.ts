/** Marketplaces and sources by id, with the name people see. */
export const MARKETPLACES: Readonly<Record<string, string>> = {
  shopify: 'Shopify',
  amazon: 'Amazon',
  ebay: 'eBay',
  etsy: 'Etsy',
  woocommerce: 'WooCommerce',
  flipkart: 'Flipkart',
  shopee: 'Shopee',
  'tiktok-shop': 'TikTok Shop',
  gumroad: 'Gumroad',
  'ko-fi': 'Ko-fi',
  square: 'Square',
  'big-cartel': 'Big Cartel',
  olist: 'Olist',
  'online-retail': 'Online Retail',
  csv: 'CSV file',
};

/** Name of a marketplace id; an id not known here is its own name. */
export function marketplaceName(id: string): string {
  return MARKETPLACES[id] ?? id;
}

/** An account as answers name it: "Juniper & Co (Etsy)"; the name alone where it says the marketplace. */
export function accountTitle({ name, marketplace }: { name: string; marketplace: string }): string {
  const title = marketplaceName(marketplace);
  return name.toLowerCase().includes(title.toLowerCase()) ? name : `${name} (${title})`;
}

/** The id of a marketplace named by id or by name, whatever the case; undefined when there is none. */
export function findMarketplaceId(text: string): string | undefined {
  const wanted = text.toLowerCase().replace(/[\s_-]+/g, '');
  return Object.entries(MARKETPLACES).find(([id, name]) =>
    [id, name].some((word) => word.toLowerCase().replace(/[\s_-]+/g, '') === wanted),
  )?.[0];
}
