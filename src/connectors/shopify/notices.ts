import type { Notice } from '../kit/contract';

export const WITHHELD: Notice = {
  code: 'not_permitted',
  text: 'Shopify withholds who bought and where: the app has no leave to read protected customer data.',
};

export const ONLY_RECENT: Notice = {
  code: 'not_permitted',
  text: 'Shopify shows this app only the orders of the last 60 days; older ones need the permission "read_all_orders".',
};

export const NO_PAYMENTS_ACCOUNT: Notice = {
  code: 'not_permitted',
  text: 'This shop does not take payments with Shopify Payments, so Shopify does not tell what payments cost and when they were paid out.',
};
