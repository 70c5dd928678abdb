import type { CustomerFact, InventoryLevelFact, ProductFact } from '@/core/model/facts';
import { toConnection, toOwnConnection, type Listed, type PageArguments } from './lists';
import { toStamp, toVendorMoney } from './money';
import { matches, toTerms } from './search';
import { need, type ListArguments, type View } from './view';

/** Variants of one product: facts with the same parent, or a single one. */
interface Group {
  id: string;
  variants: ProductFact[];
}

/** Products, their stock, and customers. None of them changes after the shop was opened. */
export function catalogRoot(view: View) {
  const { shop, faults } = view;
  const stamp = toStamp(shop.account.openedAt);
  const listed = <T>(list: readonly T[], idOf: (item: T) => string): Listed<T>[] =>
    list.map((item) => ({ item, id: idOf(item), sort: stamp }));
  const isAsked = (query: string | null | undefined): boolean =>
    matches(toTerms(query), (field) => (field === 'updated_at' ? stamp : undefined), faults.inclusive);
  const page = <T>(list: readonly Listed<T>[], { first, after }: PageArguments, toNode: (item: T) => object) =>
    toConnection(
      list.map((entry) => ({ ...entry, item: toNode(entry.item) })),
      { first: first ?? null, after: after ?? null },
      { isInclusive: faults.inclusive },
    );
  return {
    products: ({ query, ...rest }: ListArguments) => {
      need(view, 'read_products');
      const groups = isAsked(query) ? groupsOf(shop.products) : [];
      return page(
        listed(groups, ({ id }) => id),
        rest,
        (group) => productNode(view, group, faults.truncate),
      );
    },
    product: ({ id }: { id: string }) => {
      const group = groupsOf(shop.products).find((each) => `gid://shopify/Product/${each.id}` === id);
      return group ? productNode(view, group, 0) : null;
    },
    productVariants: (rest: ListArguments) => {
      need(view, 'read_products');
      return page(
        listed(shop.products, ({ externalId }) => externalId),
        rest,
        (variant) => variantNode(view, variant, faults.truncate),
      );
    },
    productVariant: ({ id }: { id: string }) => {
      const variant = shop.products.find(({ externalId }) => `gid://shopify/ProductVariant/${externalId}` === id);
      return variant ? variantNode(view, variant, 0) : null;
    },
    customers: ({ query, ...rest }: ListArguments) => {
      need(view, 'read_customers');
      const customers = isAsked(query) ? shop.customers : [];
      return page(
        listed(customers, ({ externalId }) => externalId),
        rest,
        (customer) => customerNode(view, customer),
      );
    },
  };
}

function groupsOf(products: readonly ProductFact[]): Group[] {
  const groups = new Map<string, Group>();
  for (const product of products) {
    const id = product.parentExternalId ?? `1${product.externalId}`;
    const group = groups.get(id) ?? { id, variants: [] };
    group.variants.push(product);
    groups.set(id, group);
  }
  return [...groups.values()];
}

function productNode(view: View, { id, variants }: Group, truncate: number): object {
  const [first] = variants;
  return {
    id: `gid://shopify/Product/${id}`,
    title: first ? titlesOf(first, variants.length)[0] : '',
    vendor: first?.vendor ?? '',
    productType: first?.category ?? '',
    description: first?.description ?? '',
    category: null,
    updatedAt: toStamp(view.shop.account.openedAt),
    variantsCount: { count: variants.length, precision: 'EXACT' },
    variants: (page: PageArguments) =>
      toOwnConnection(
        variants.map((variant) => variantNode(view, variant, truncate)),
        page,
        { truncate },
      ),
  };
}

/** Titles of the product and of the variant. */
function titlesOf({ title }: ProductFact, variants: number): [product: string, variant: string] {
  const cut = title.lastIndexOf(' - ');
  return variants > 1 && cut > 0 ? [title.slice(0, cut), title.slice(cut + 3)] : [title, 'Default Title'];
}

function variantNode({ shop }: View, variant: ProductFact, truncate: number): object {
  const siblings = shop.products.filter((each) => variant.parentExternalId && each.parentExternalId === variant.parentExternalId);
  const levels = shop.inventory.filter(({ productExternalId }) => productExternalId === variant.externalId);
  return {
    id: `gid://shopify/ProductVariant/${variant.externalId}`,
    title: titlesOf(variant, siblings.length)[1],
    sku: variant.sku ?? null,
    price: toVendorMoney(variant.price?.amountMinor ?? 0n, shop.account.currency).amount,
    inventoryItem: {
      tracked: levels.length > 0,
      unitCost: variant.cost ? toVendorMoney(variant.cost.amountMinor, variant.cost.currency) : null,
      locationsCount: { count: levels.length, precision: 'EXACT' },
      inventoryLevels: (page: PageArguments) => toOwnConnection(levels.map(levelNode), page, { truncate }),
    },
  };
}

function levelNode({ productExternalId, location, available, observed }: InventoryLevelFact): object {
  return {
    id: `gid://shopify/InventoryLevel/${productExternalId}`,
    updatedAt: toStamp(observed.at),
    location: { id: 'gid://shopify/Location/1', name: location },
    quantities: [{ name: 'available', quantity: available, updatedAt: toStamp(observed.at) }],
  };
}

function customerNode({ shop, isWithheld }: View, { externalId, name, email, country, region, city }: CustomerFact): object {
  const [firstName, ...rest] = (name ?? '').split(' ');
  const address = { countryCodeV2: country ?? null, provinceCode: region ?? null, province: null, city: city ?? null };
  return {
    id: `gid://shopify/Customer/${externalId}`,
    updatedAt: toStamp(shop.account.openedAt),
    firstName: isWithheld ? null : firstName || null,
    lastName: isWithheld ? null : rest.join(' ') || null,
    defaultEmailAddress: isWithheld || !email ? null : { emailAddress: email },
    defaultAddress: isWithheld ? null : address,
  };
}
