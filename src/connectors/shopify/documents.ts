/** The documents sent to the Admin API, version 2026-10. Tests check each against the vendor's schema. */
export const API_VERSION = '2026-10';
export const API_PATH = `/admin/api/${API_VERSION}/graphql.json`;

const MONEY = '{ shopMoney { amount currencyCode } }';
const ADDRESS = '{ countryCodeV2 provinceCode province city }';

/** `name` is the product's title with the variant's. The line is the same on every sale of it. */
const LINE = `lineItem { id name sku quantity currentQuantity originalUnitPriceSet ${MONEY} variant { id } }`;

const SALE = `
  id lineType actionType quantity
  totalAmount ${MONEY}
  totalTaxAmount ${MONEY}
  totalDiscountAmountBeforeTaxes ${MONEY}
  ... on ProductSale { ${LINE} }
  ... on GiftCardSale { ${LINE} }`;

const AGREEMENT = 'id happenedAt reason';

/** All of an order but its agreements. Lists without pages are asked for up to `listed` entries; counts tell of more. */
const orderHead = (listed: number | '$listed'): string => `
  id name processedAt updatedAt cancelledAt test currencyCode displayFinancialStatus displayFulfillmentStatus
  originalTotalPriceSet ${MONEY}
  currentTotalPriceSet ${MONEY}
  customer { id }
  shippingAddress ${ADDRESS}
  billingAddress ${ADDRESS}
  fulfillmentsCount { count }
  fulfillments(first: ${listed}) { id createdAt deliveredAt estimatedDeliveryAt status trackingInfo(first: 1) { company } }
  transactionsCount { count }
  transactions(first: ${listed}) { id kind status test gateway processedAt amountSet ${MONEY} }`;

/**
 * A page of orders with the first agreements of each. Nested pages are small because the price of a page is that of
 * the fullest it could be: nearly all orders have fewer, the others are read by themselves.
 */
export const ORDERS = `
query Orders($first: Int!, $after: String, $query: String!) {
  orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
    nodes {
      ${orderHead(5)}
      agreements(first: 3) {
        nodes { ${AGREEMENT} sales(first: 10) { nodes { ${SALE} } pageInfo { hasNextPage } } }
        pageInfo { hasNextPage }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** One order, one agreement of it, and a page of what was agreed: read on to the end of both lists. */
export const ORDER = `
query Order($id: ID!, $agreement: String, $sale: String, $listed: Int!, $sales: Int!) {
  order(id: $id) {
    ${orderHead('$listed')}
    agreements(first: 1, after: $agreement) {
      edges {
        cursor
        node { ${AGREEMENT} sales(first: $sales, after: $sale) { nodes { ${SALE} } pageInfo { hasNextPage endCursor } } }
      }
      pageInfo { hasNextPage }
    }
  }
}`;

/** What a bulk operation reads: the same, whole, as a file of lines. It may nest connections, but none within plain lists. */
export const bulkOrders = (search: string): string => `
{
  orders(query: ${JSON.stringify(search)}) {
    edges {
      node {
        ${orderHead(50)}
        agreements { edges { node { ${AGREEMENT} sales { edges { node { ${SALE} } } } } } }
      }
    }
  }
}`;

/** Grouped: the parts of an order follow it in the file, so that it can be read in pieces. */
export const START_BULK = `
mutation StartBulk($query: String!) {
  bulkOperationRunQuery(query: $query, groupObjects: true) {
    bulkOperation { id }
    userErrors { code message }
  }
}`;

export const BULK_STATE = `
query BulkState($id: ID!) {
  bulkOperation(id: $id) { status url }
}`;

const VARIANT = 'id title sku price inventoryItem { unitCost { amount currencyCode } }';

export const PRODUCTS = `
query Products($first: Int!, $after: String, $query: String!) {
  products(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
    nodes {
      id title vendor productType updatedAt
      description(truncateAt: 2000)
      category { name }
      variantsCount { count }
      variants(first: 20) { nodes { ${VARIANT} } pageInfo { hasNextPage } }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

export const PRODUCT_VARIANTS = `
query ProductVariants($id: ID!, $first: Int!, $after: String) {
  product(id: $id) {
    variants(first: $first, after: $after) { nodes { ${VARIANT} } pageInfo { hasNextPage endCursor } }
  }
}`;

const LEVEL = 'updatedAt location { name } quantities(names: ["available"]) { quantity updatedAt }';

export const INVENTORY = `
query Inventory($first: Int!, $after: String) {
  productVariants(first: $first, after: $after, sortKey: ID) {
    nodes {
      id
      inventoryItem {
        tracked
        locationsCount { count }
        inventoryLevels(first: 10) { nodes { ${LEVEL} } pageInfo { hasNextPage } }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

export const VARIANT_LEVELS = `
query VariantLevels($id: ID!, $first: Int!, $after: String) {
  productVariant(id: $id) {
    inventoryItem {
      inventoryLevels(first: $first, after: $after) { nodes { ${LEVEL} } pageInfo { hasNextPage endCursor } }
    }
  }
}`;

export const CUSTOMERS = `
query Customers($first: Int!, $after: String, $query: String!) {
  customers(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
    nodes {
      id firstName lastName updatedAt
      defaultEmailAddress { emailAddress }
      defaultAddress ${ADDRESS}
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

const AMOUNT = '{ amount currencyCode }';

export const BALANCE_TRANSACTIONS = `
query BalanceTransactions($first: Int!, $after: String, $query: String!) {
  shopifyPaymentsAccount {
    balanceTransactions(first: $first, after: $after, query: $query, sortKey: PROCESSED_AT) {
      nodes { id type test transactionDate amount ${AMOUNT} net ${AMOUNT} associatedOrder { id } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

export const PAYOUTS = `
query Payouts($first: Int!, $after: String, $query: String!) {
  shopifyPaymentsAccount {
    payouts(first: $first, after: $after, query: $query, sortKey: ISSUED_AT) {
      nodes { id status transactionType issuedAt net ${AMOUNT} }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

/** What orders come to, returns taken off. */
export const ORDER_TOTALS = `
query OrderTotals($first: Int!, $after: String, $query: String!) {
  orders(first: $first, after: $after, query: $query, sortKey: PROCESSED_AT) {
    nodes { id processedAt currentTotalPriceSet ${MONEY} }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** How many orders each search finds, under the names d0, d1 and so on. */
export const orderCounts = (searches: readonly string[]): string => `
query OrderCounts {
  ${searches.map((search, index) => `d${index}: ordersCount(limit: null, query: ${JSON.stringify(search)}) { count }`).join('\n  ')}
}`;

export const SCOPES_GRANTED = `
query ScopesGranted {
  currentAppInstallation { accessScopes { handle } }
}`;

export const SHOP = `
query Shop {
  shop { name createdAt currencyCode ianaTimezone myshopifyDomain }
  currentAppInstallation { accessScopes { handle } }
}`;

export const UNINSTALL = `
mutation Uninstall {
  appUninstall { userErrors { message } }
}`;
