import { createHmac, randomUUID } from 'node:crypto';
import type { SandboxReply, SandboxRequest } from '../../kit/sandbox/server';

/** Offline tokens last an hour, refresh tokens ninety days. */
const ACCESS_SECONDS = 3600;
const REFRESH_SECONDS = 90 * 86_400;

export interface OAuthConfig {
  clientId: string;
  clientSecret: string;
  /** Scopes the seller agrees to; others that are asked for are not granted. Absent: all that is asked for. */
  grants?: readonly string[];
}

interface Grant {
  scopes: readonly string[];
  accessToken: string;
  refreshToken: string;
  /** Refresh token this one was made with: good until the access token is first used, so that a lost answer can be repeated. */
  replaces: string | null;
  expiresAt: number;
  refreshExpiresAt: number;
}

/** Shopify's consent page and token endpoint for one shop. */
export class OAuth {
  private readonly config: OAuthConfig;
  private readonly host: string;
  private readonly codes = new Map<string, readonly string[]>();
  private grants: Grant[] = [];

  constructor(config: OAuthConfig, host: string) {
    this.config = config;
    this.host = host;
  }

  /** The seller agrees at once: back to the app with a signed code. */
  authorize({ query }: SandboxRequest, now: Date): SandboxReply {
    if (query.get('client_id') !== this.config.clientId) return { status: 400, body: 'Oauth error invalid_request' };
    const asked = (query.get('scope') ?? '').split(',');
    const code = randomUUID();
    const scopes = asked.filter((scope) => this.config.grants?.includes(scope) ?? true);
    this.codes.set(code, scopes);
    const back = new URL(query.get('redirect_uri') ?? '');
    const values: Record<string, string> = {
      code,
      host: Buffer.from(`${this.host}/admin`).toString('base64url'),
      shop: this.host,
      state: query.get('state') ?? '',
      timestamp: String(Math.floor(now.getTime() / 1000)),
    };
    const signed = Object.entries(values)
      .map(([name, value]) => `${name}=${value}`)
      .join('&');
    for (const [name, value] of Object.entries(values)) back.searchParams.set(name, value);
    back.searchParams.set('hmac', createHmac('sha256', this.config.clientSecret).update(signed).digest('hex'));
    return { status: 302, headers: { location: back.href }, body: '' };
  }

  token({ body }: SandboxRequest, now: Date): SandboxReply {
    const asked = JSON.parse(body) as Record<string, string | undefined>;
    if (asked['client_id'] !== this.config.clientId || asked['client_secret'] !== this.config.clientSecret)
      return refused('invalid_client');
    if (asked['grant_type'] === 'refresh_token') {
      const old = this.grants.find(
        ({ refreshToken, replaces, refreshExpiresAt }) =>
          (refreshToken === asked['refresh_token'] || replaces === asked['refresh_token']) && refreshExpiresAt > now.getTime(),
      );
      if (!old) return refused('invalid_grant');
      this.grants = this.grants.filter((grant) => grant !== old);
      return this.issue(old.scopes, { replaces: asked['refresh_token'] ?? null, now });
    }
    const scopes = this.codes.get(asked['code'] ?? '');
    // A code is good once.
    this.codes.delete(asked['code'] ?? '');
    return scopes ? this.issue(scopes, { replaces: null, now }) : refused('invalid_request');
  }

  /** Scopes of a token; null when it is not good. */
  check(accessToken: string | undefined, now: Date): readonly string[] | null {
    const grant = this.grants.find((each) => each.accessToken === accessToken && each.expiresAt > now.getTime());
    if (grant) grant.replaces = null;
    return grant?.scopes ?? null;
  }

  expire(accessToken: string | undefined): void {
    for (const grant of this.grants) if (grant.accessToken === accessToken) grant.expiresAt = 0;
  }

  revokeAll(): void {
    this.grants = [];
  }

  private issue(scopes: readonly string[], { replaces, now }: { replaces: string | null; now: Date }): SandboxReply {
    const grant: Grant = {
      scopes,
      accessToken: `shpat_${randomUUID()}`,
      refreshToken: `shprt_${randomUUID()}`,
      replaces,
      expiresAt: now.getTime() + ACCESS_SECONDS * 1000,
      refreshExpiresAt: now.getTime() + REFRESH_SECONDS * 1000,
    };
    this.grants.push(grant);
    return {
      status: 200,
      body: {
        access_token: grant.accessToken,
        scope: scopes.join(','),
        expires_in: ACCESS_SECONDS,
        refresh_token: grant.refreshToken,
        refresh_token_expires_in: REFRESH_SECONDS,
      },
    };
  }
}

const refused = (error: string): SandboxReply => ({ status: 400, body: { error } });
