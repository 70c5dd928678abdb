/** A shop's id by its domain: "juniper.myshopify.com" is juniper. Deliveries and addresses know the shop by it. */
export const accountIdOf = (domain: string): string => domain.replace(/\.myshopify\.com$/, '');
