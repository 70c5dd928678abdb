import { createHash, randomUUID } from 'node:crypto';
import type { SandboxReply, SandboxRequest } from '../../kit/sandbox/server';

/** Access tokens last an hour, refresh tokens ninety days. */
const ACCESS_SECONDS = 3600;
const REFRESH_SECONDS = 90 * 86_400;

export interface EtsyApp {
  clientId: string;
  clientSecret: string;
  /** Scopes tokens really have, whatever was agreed to. Absent: all that is asked for. */
  grants?: readonly string[];
}

interface Code {
  challenge: string;
  redirect: string;
  scopes: readonly string[];
}

interface Grant {
  scopes: readonly string[];
  accessToken: string;
  refreshToken: string;
  expiresAt: number;
  refreshExpiresAt: number;
}

/** Etsy's consent page and token endpoint for one seller. */
export class OAuth {
  private readonly app: EtsyApp;
  private readonly userId: number;
  private readonly codes = new Map<string, Code>();
  private grants: Grant[] = [];

  constructor(app: EtsyApp, userId: number) {
    this.app = app;
    this.userId = userId;
  }

  /** The seller agrees at once. */
  authorize({ query }: SandboxRequest): SandboxReply {
    const challenge = query.get('code_challenge') ?? '';
    const isAsked =
      query.get('client_id') === this.app.clientId &&
      query.get('response_type') === 'code' &&
      query.get('code_challenge_method') === 'S256' &&
      /^[\w-]{43}$/.test(challenge);
    if (!isAsked) return refused('invalid_request');
    const code = randomUUID();
    const redirect = query.get('redirect_uri') ?? '';
    const scopes = (query.get('scope') ?? '').split(' ').filter((scope) => this.app.grants?.includes(scope) ?? true);
    this.codes.set(code, { challenge, redirect, scopes });
    const back = new URL(redirect);
    back.searchParams.set('code', code);
    back.searchParams.set('state', query.get('state') ?? '');
    return { status: 302, headers: { location: back.href }, body: '' };
  }

  token({ body }: SandboxRequest, now: Date): SandboxReply {
    const asked = new URLSearchParams(body);
    if (asked.get('client_id') !== this.app.clientId) return refused('invalid_client');
    if (asked.get('grant_type') === 'refresh_token') {
      // Each is good once: the next comes with the answer.
      const old = this.grants.find((grant) => grant.refreshToken === asked.get('refresh_token') && grant.refreshExpiresAt > now.getTime());
      if (!old) return refused('invalid_grant');
      this.grants = this.grants.filter((grant) => grant !== old);
      return this.issue(old.scopes, now);
    }
    const code = this.codes.get(asked.get('code') ?? '');
    this.codes.delete(asked.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(asked.get('code_verifier') ?? '')
      .digest('base64url');
    if (!code || code.challenge !== challenge || code.redirect !== asked.get('redirect_uri')) return refused('invalid_grant');
    return this.issue(code.scopes, now);
  }

  /** Scopes of a token; null when it is not good. */
  check(authorization: string | undefined, now: Date): readonly string[] | null {
    const grant = this.grants.find(({ accessToken, expiresAt }) => `Bearer ${accessToken}` === authorization && expiresAt > now.getTime());
    return grant?.scopes ?? null;
  }

  expire(authorization: string | undefined): void {
    for (const grant of this.grants) if (`Bearer ${grant.accessToken}` === authorization) grant.expiresAt = 0;
  }

  /** A change of the password ends every permission. */
  revokeAll(): void {
    this.grants = [];
  }

  private issue(scopes: readonly string[], now: Date): SandboxReply {
    const grant: Grant = {
      scopes,
      accessToken: `${this.userId}.${randomUUID()}`,
      refreshToken: `${this.userId}.${randomUUID()}`,
      expiresAt: now.getTime() + ACCESS_SECONDS * 1000,
      refreshExpiresAt: now.getTime() + REFRESH_SECONDS * 1000,
    };
    this.grants.push(grant);
    const { accessToken: access_token, refreshToken: refresh_token } = grant;
    return { status: 200, body: { access_token, token_type: 'Bearer', expires_in: ACCESS_SECONDS, refresh_token } };
  }
}

const refused = (error: string): SandboxReply => ({ status: 400, body: { error, error_description: error } });
