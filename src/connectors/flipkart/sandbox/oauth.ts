import { randomUUID } from 'node:crypto';
import type { SandboxReply, SandboxRequest } from '../../kit/sandbox/server';

/** Access tokens last sixty days, refresh tokens a hundred and eighty. */
const ACCESS_SECONDS = 60 * 86_400;
const REFRESH_SECONDS = 180 * 86_400;

export interface FlipkartApp {
  clientId: string;
  clientSecret: string;
}

interface Grant {
  accessToken: string;
  expiresAt: number;
}

/** Flipkart's consent page and token endpoint for one seller. */
export class OAuth {
  private readonly app: FlipkartApp;
  private readonly codes = new Map<string, { redirect: string; state: string }>();
  private refreshTokens = new Map<string, number>();
  private grants: Grant[] = [];

  constructor(app: FlipkartApp) {
    this.app = app;
  }

  /** The seller agrees at once. */
  authorize({ query }: SandboxRequest): SandboxReply {
    const isAsked =
      query.get('client_id') === this.app.clientId && query.get('response_type') === 'code' && query.get('scope') === 'Seller_Api';
    if (!isAsked) return refused(400, 'invalid_request');
    const code = randomUUID();
    const [redirect, state] = [query.get('redirect_uri') ?? '', query.get('state') ?? ''];
    this.codes.set(code, { redirect, state });
    const back = new URL(redirect);
    back.searchParams.set('code', code);
    back.searchParams.set('state', state);
    return { status: 302, headers: { location: back.href }, body: '' };
  }

  /** Asked with GET. A renewal brings no other refresh token: the first stays good. */
  token({ method, query, headers }: SandboxRequest, now: Date): SandboxReply {
    const { clientId, clientSecret } = this.app;
    if (method !== 'GET') return refused(405, 'method_not_allowed');
    if (headers['authorization'] !== `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`)
      return refused(401, 'invalid_client');
    if (query.get('grant_type') === 'refresh_token') {
      const until = this.refreshTokens.get(query.get('refresh_token') ?? '') ?? 0;
      return until > now.getTime() ? this.issue(now) : refused(400, 'invalid_grant');
    }
    const code = this.codes.get(query.get('code') ?? '');
    this.codes.delete(query.get('code') ?? '');
    if (code?.redirect !== query.get('redirect_uri') || code?.state !== query.get('state')) return refused(400, 'invalid_grant');
    const refresh_token = randomUUID();
    this.refreshTokens.set(refresh_token, now.getTime() + REFRESH_SECONDS * 1000);
    return this.issue(now, { refresh_token });
  }

  isGood(authorization: string | undefined, now: Date): boolean {
    return this.grants.some(({ accessToken, expiresAt }) => `Bearer ${accessToken}` === authorization && expiresAt > now.getTime());
  }

  expire(authorization: string | undefined): void {
    for (const grant of this.grants) if (`Bearer ${grant.accessToken}` === authorization) grant.expiresAt = 0;
  }

  /** The seller takes the permission back. */
  revokeAll(): void {
    this.grants = [];
    this.refreshTokens = new Map();
  }

  private issue(now: Date, more: object = {}): SandboxReply {
    const accessToken = randomUUID();
    this.grants.push({ accessToken, expiresAt: now.getTime() + ACCESS_SECONDS * 1000 });
    const body = { access_token: accessToken, token_type: 'bearer', expires_in: ACCESS_SECONDS, scope: 'Seller_Api', ...more };
    return { status: 200, body };
  }
}

const refused = (status: number, error: string): SandboxReply => ({ status, body: { error, error_description: error } });
