import type { AppConfig } from './contract';

/** The configuration for one shop: the host, as `Auth.shopHost` gave it, in place of `{shop}` in every address. */
export function configFor(config: AppConfig, shopHost: string): AppConfig {
  const fill = (address: string): string => address.replaceAll('{shop}', shopHost);
  return {
    ...config,
    baseUrl: fill(config.baseUrl),
    authorizeUrl: fill(config.authorizeUrl),
    tokenUrl: fill(config.tokenUrl),
  };
}
