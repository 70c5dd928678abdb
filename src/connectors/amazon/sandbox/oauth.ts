import { randomUUID } from 'node:crypto';
import type { SandboxReply, SandboxRequest } from '../../kit/sandbox/server';

/** Access tokens last an hour, refresh tokens until the seller takes the permission back. */
const ACCESS_SECONDS = 3600;

export interface LwaApp {
  clientId: string;
  clientSecret: string;
  /** What the consent page knows it by; the client id when absent. */
  applicationId?: string;
}

/** The consent page of Seller Central and Login with Amazon, for one seller. */
export class Lwa {
  private readonly app: LwaApp;
  private readonly sellerId: string;
  private readonly codes = new Set<string>();
  private readonly refreshTokens = new Set<string>();
  private readonly access = new Map<string, number>();

  constructor(app: LwaApp, sellerId: string) {
    this.app = app;
    this.sellerId = sellerId;
  }

  /** The seller agrees at once. */
  authorize({ query }: SandboxRequest): SandboxReply {
    const redirect = query.get('redirect_uri');
    if (query.get('application_id') !== (this.app.applicationId ?? this.app.clientId) || redirect === null)
      return { status: 400, body: 'MD5101' };
    const code = randomUUID();
    this.codes.add(code);
    const back = new URL(redirect);
    back.searchParams.set('state', query.get('state') ?? '');
    back.searchParams.set('selling_partner_id', this.sellerId);
    back.searchParams.set('spapi_oauth_code', code);
    return { status: 302, headers: { location: back.href }, body: '' };
  }

  token({ body }: SandboxRequest, now: Date): SandboxReply {
    const asked = new URLSearchParams(body);
    const { clientId, clientSecret } = this.app;
    if (asked.get('client_id') !== clientId || asked.get('client_secret') !== clientSecret) return refused(401, 'invalid_client');
    const refresh = asked.get('refresh_token') ?? '';
    if (asked.get('grant_type') === 'refresh_token')
      return this.refreshTokens.has(refresh) ? this.issue(refresh, now) : refused(400, 'invalid_grant');
    // A code is good once.
    if (!this.codes.delete(asked.get('code') ?? '')) return refused(400, 'invalid_grant');
    const made = `Atzr|${randomUUID()}`;
    this.refreshTokens.add(made);
    return this.issue(made, now);
  }

  /** @returns the refusal of a request whose token is not good. */
  refuse({ headers }: SandboxRequest, now: Date): SandboxReply | null {
    const until = this.access.get(headers['x-amz-access-token'] ?? '');
    if (until !== undefined && until > now.getTime()) return null;
    const details = `The access token you provided has ${until === undefined ? 'been revoked' : 'expired'}.`;
    return { status: 403, body: { errors: [{ code: 'Unauthorized', message: 'Access to requested resource is denied.', details }] } };
  }

  expire({ headers }: SandboxRequest): void {
    this.access.set(headers['x-amz-access-token'] ?? '', 0);
  }

  /** The seller takes the permission back. */
  revokeAll(): void {
    this.refreshTokens.clear();
    this.access.clear();
  }

  private issue(refresh_token: string, now: Date): SandboxReply {
    const access_token = `Atza|${randomUUID()}`;
    this.access.set(access_token, now.getTime() + ACCESS_SECONDS * 1000);
    return { status: 200, body: { access_token, refresh_token, token_type: 'bearer', expires_in: ACCESS_SECONDS } };
  }
}

const refused = (status: number, error: string): SandboxReply => ({ status, body: { error, error_description: error } });
