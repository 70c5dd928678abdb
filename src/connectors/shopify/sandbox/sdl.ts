/** The part of Shopify's Admin schema that the sandbox serves, in the vendor's own names. A test holds it against the vendor's. */
const connections = ['Order', 'SalesAgreement', 'Sale', 'Product', 'ProductVariant', 'InventoryLevel', 'Customer']
  .concat('ShopifyPaymentsBalanceTransaction', 'ShopifyPaymentsPayout')
  .map(
    (name) => `
type ${name}Connection { edges: [${name}Edge!]! nodes: [${name}!]! pageInfo: PageInfo! }
type ${name}Edge { cursor: String! node: ${name}! }`,
  )
  .join('');

const SALE_FIELDS = `
  actionType: SaleActionType!
  id: ID!
  lineType: SaleLineType!
  quantity: Int
  totalAmount: MoneyBag!
  totalDiscountAmountAfterTaxes: MoneyBag!
  totalDiscountAmountBeforeTaxes: MoneyBag!
  totalTaxAmount: MoneyBag!`;

const sales = ['ShippingLineSale', 'AdjustmentSale', 'DutySale', 'TipSale', 'AdditionalFeeSale', 'UnknownSale']
  .map((name) => `\ntype ${name} implements Sale { ${SALE_FIELDS} }`)
  .concat(['ProductSale', 'GiftCardSale'].map((name) => `\ntype ${name} implements Sale { ${SALE_FIELDS} lineItem: LineItem! }`))
  .join('');

const AGREEMENT_FIELDS = `
  happenedAt: DateTime!
  id: ID!
  reason: OrderActionType!
  sales(after: String, first: Int): SaleConnection!`;

const agreements = ['OrderAgreement', 'OrderEditAgreement', 'RefundAgreement']
  .map((name) => `\ntype ${name} implements SalesAgreement { ${AGREEMENT_FIELDS} }`)
  .join('');

export const SDL = `
schema { query: QueryRoot mutation: Mutation }

scalar DateTime
scalar Decimal
scalar Money
scalar UnsignedInt64
scalar URL

enum BulkOperationErrorCode { ACCESS_DENIED INTERNAL_SERVER_ERROR TIMEOUT }
enum BulkOperationStatus { CANCELED CANCELING COMPLETED CREATED EXPIRED FAILED RUNNING }
enum BulkOperationUserErrorCode { INVALID LIMIT_REACHED OPERATION_IN_PROGRESS }
enum CountPrecision { AT_LEAST EXACT }
enum CountryCode { AT AU BE BR CA CH DE DK ES FR GB IE IN IT JP MX NL NO NZ PL PT SE SG US ZZ }
enum CurrencyCode { AUD BRL CAD CHF DKK EUR GBP INR JPY KWD MXN NOK NZD PLN SEK SGD USD }
enum CustomerSortKeys { CREATED_AT ID UPDATED_AT }
enum FulfillmentStatus { CANCELLED ERROR FAILURE SUCCESS }
enum OrderActionType { ORDER ORDER_EDIT REFUND RETURN UNKNOWN }
enum OrderDisplayFinancialStatus { AUTHORIZED EXPIRED PAID PARTIALLY_PAID PARTIALLY_REFUNDED PENDING REFUNDED VOIDED }
enum OrderDisplayFulfillmentStatus { FULFILLED IN_PROGRESS ON_HOLD PARTIALLY_FULFILLED RESTOCKED SCHEDULED UNFULFILLED }
enum OrderSortKeys { CREATED_AT ID PROCESSED_AT UPDATED_AT }
enum OrderTransactionKind { AUTHORIZATION CAPTURE CHANGE REFUND SALE VOID }
enum OrderTransactionStatus { ERROR FAILURE PENDING SUCCESS UNKNOWN }
enum PayoutSortKeys { ID ISSUED_AT }
enum BalanceTransactionSortKeys { ID PROCESSED_AT }
enum ProductSortKeys { CREATED_AT ID UPDATED_AT }
enum ProductVariantSortKeys { ID }
enum SaleActionType { ORDER RETURN UNKNOWN UPDATE }
enum SaleLineType { ADDITIONAL_FEE ADJUSTMENT DUTY FEE GIFT_CARD PRODUCT SHIPPING TIP UNKNOWN }
enum ShopifyPaymentsPayoutStatus { CANCELED FAILED PAID SCHEDULED }
enum ShopifyPaymentsPayoutTransactionType { DEPOSIT WITHDRAWAL }
enum ShopifyPaymentsTransactionType { ADJUSTMENT CHARGE CHARGEBACK_FEE REFUND SHIPPING_LABEL TRANSFER }

type QueryRoot {
  bulkOperation(id: ID!): BulkOperation
  currentAppInstallation: AppInstallation!
  customers(after: String, first: Int, query: String, sortKey: CustomerSortKeys = ID): CustomerConnection!
  order(id: ID!): Order
  orders(after: String, first: Int, query: String, sortKey: OrderSortKeys = PROCESSED_AT): OrderConnection!
  ordersCount(limit: Int = 10000, query: String): Count
  product(id: ID!): Product
  productVariant(id: ID!): ProductVariant
  productVariants(after: String, first: Int, query: String, sortKey: ProductVariantSortKeys = ID): ProductVariantConnection!
  products(after: String, first: Int, query: String, sortKey: ProductSortKeys = ID): ProductConnection!
  shop: Shop!
  shopifyPaymentsAccount: ShopifyPaymentsAccount
}

type Mutation {
  appUninstall: AppUninstallPayload
  bulkOperationRunQuery(groupObjects: Boolean! = false, query: String!): BulkOperationRunQueryPayload
}

type AppUninstallPayload { userErrors: [AppUninstallAppUninstallError!]! }
type AppUninstallAppUninstallError { message: String! }
type BulkOperationRunQueryPayload { bulkOperation: BulkOperation userErrors: [BulkOperationUserError!]! }
type BulkOperationUserError { code: BulkOperationUserErrorCode field: [String!] message: String! }
type BulkOperation {
  errorCode: BulkOperationErrorCode
  fileSize: UnsignedInt64
  id: ID!
  partialDataUrl: URL
  status: BulkOperationStatus!
  url: URL
}

type AppInstallation { accessScopes: [AccessScope!]! }
type AccessScope { handle: String! }
type Count { count: Int! precision: CountPrecision! }
type PageInfo { endCursor: String hasNextPage: Boolean! }
type MoneyBag { presentmentMoney: MoneyV2! shopMoney: MoneyV2! }
type MoneyV2 { amount: Decimal! currencyCode: CurrencyCode! }
type MailingAddress { city: String countryCodeV2: CountryCode province: String provinceCode: String }

type Shop {
  createdAt: DateTime!
  currencyCode: CurrencyCode!
  ianaTimezone: String!
  id: ID!
  myshopifyDomain: String!
  name: String!
}

type Order {
  agreements(after: String, first: Int): SalesAgreementConnection!
  billingAddress: MailingAddress
  cancelledAt: DateTime
  createdAt: DateTime!
  currencyCode: CurrencyCode!
  currentTotalPriceSet: MoneyBag!
  customer: Customer
  displayFinancialStatus: OrderDisplayFinancialStatus
  displayFulfillmentStatus: OrderDisplayFulfillmentStatus!
  fulfillments(first: Int): [Fulfillment!]!
  fulfillmentsCount: Count
  id: ID!
  name: String!
  originalTotalPriceSet: MoneyBag!
  processedAt: DateTime!
  shippingAddress: MailingAddress
  test: Boolean!
  transactions(first: Int): [OrderTransaction!]!
  transactionsCount: Count
  updatedAt: DateTime!
}

interface SalesAgreement { ${AGREEMENT_FIELDS} }
${agreements}
interface Sale { ${SALE_FIELDS} }
${sales}

type LineItem {
  currentQuantity: Int!
  id: ID!
  name: String!
  originalUnitPriceSet: MoneyBag!
  quantity: Int!
  sku: String
  variant: ProductVariant
}
type Fulfillment {
  createdAt: DateTime!
  deliveredAt: DateTime
  estimatedDeliveryAt: DateTime
  id: ID!
  status: FulfillmentStatus!
  trackingInfo(first: Int): [FulfillmentTrackingInfo!]!
}
type FulfillmentTrackingInfo { company: String }
type OrderTransaction {
  amountSet: MoneyBag!
  gateway: String
  id: ID!
  kind: OrderTransactionKind!
  processedAt: DateTime
  status: OrderTransactionStatus!
  test: Boolean!
}

type Product {
  category: TaxonomyCategory
  description(truncateAt: Int): String!
  id: ID!
  productType: String!
  title: String!
  updatedAt: DateTime!
  variants(after: String, first: Int): ProductVariantConnection!
  variantsCount: Count
  vendor: String!
}
type TaxonomyCategory { name: String! }
type ProductVariant {
  id: ID!
  inventoryItem: InventoryItem!
  price: Money!
  sku: String
  title: String!
}
type InventoryItem {
  inventoryLevels(after: String, first: Int): InventoryLevelConnection!
  locationsCount: Count
  tracked: Boolean!
  unitCost: MoneyV2
}
type InventoryLevel { id: ID! location: Location! quantities(names: [String!]!): [InventoryQuantity!]! updatedAt: DateTime! }
type InventoryQuantity { name: String! quantity: Int! updatedAt: DateTime }
type Location { id: ID! name: String! }

type Customer {
  defaultAddress: MailingAddress
  defaultEmailAddress: CustomerEmailAddress
  firstName: String
  id: ID!
  lastName: String
  updatedAt: DateTime!
}
type CustomerEmailAddress { emailAddress: String! }

type ShopifyPaymentsAccount {
  balanceTransactions(after: String, first: Int, query: String, sortKey: BalanceTransactionSortKeys = PROCESSED_AT): ShopifyPaymentsBalanceTransactionConnection!
  payouts(after: String, first: Int, query: String, sortKey: PayoutSortKeys = ISSUED_AT): ShopifyPaymentsPayoutConnection!
}
type ShopifyPaymentsBalanceTransaction {
  amount: MoneyV2!
  associatedOrder: ShopifyPaymentsAssociatedOrder
  fee: MoneyV2!
  id: ID!
  net: MoneyV2!
  test: Boolean!
  transactionDate: DateTime!
  type: ShopifyPaymentsTransactionType!
}
type ShopifyPaymentsAssociatedOrder { id: ID! }
type ShopifyPaymentsPayout {
  id: ID!
  issuedAt: DateTime!
  net: MoneyV2!
  status: ShopifyPaymentsPayoutStatus!
  transactionType: ShopifyPaymentsPayoutTransactionType!
}
${connections}
`;
