import { createHmac, randomUUID } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { blockProblems } from './slack-limits';
import { parameterProblems, readPublished } from './slack-methods';

export const SLACK_APP = { clientId: '1.2', clientSecret: 'the secret of the client', signingSecret: 'the secret that signs' };

export interface SlackTeamSeed {
  id: string;
  name: string;
  botUserId: string;
}

/** A message as it stands in a channel, or as one person alone sees it. */
export interface PostedMessage {
  team: string;
  channel: string;
  ts: string;
  thread_ts?: string;
  text: string;
  blocks: Block[];
  /** Who alone sees it. */
  onlyFor?: string;
  edited?: boolean;
}

export interface Block {
  type: string;
  elements?: {
    type: string;
    action_id?: string;
    value?: string;
    url?: string;
    text?: { text: string };
    negative_button?: { value: string };
  }[];
  [name: string]: unknown;
}

export interface SharedFile {
  team: string;
  channel: string;
  thread_ts: string | undefined;
  alt: string;
  title: string;
  bytes: Buffer;
}

interface Call {
  method: string;
  team: string | null;
  given: Record<string, string>;
}

type Answer = Record<string, unknown> & { ok: boolean };

/**
 * Slack on loopback: the methods the app uses, response addresses and uploads, and signed requests to the app. Parameters
 * are held against the published specification where it is there, messages against Slack's limits.
 */
export class SlackServer {
  readonly calls: Call[] = [];
  readonly messages: PostedMessage[] = [];
  readonly files: SharedFile[] = [];
  /** Home tabs by member. */
  readonly homes = new Map<string, Block[]>();
  /** What real Slack would have complained of. */
  readonly problems: string[] = [];
  origin = '';
  /** Whoever looks at the consent page agrees for this team at once. */
  agreeing: SlackTeamSeed | null = null;
  private readonly published = readPublished();
  private readonly tokens = new Map<string, SlackTeamSeed>();
  private readonly codes = new Map<string, SlackTeamSeed>();
  private readonly uploads = new Map<string, { team: string; length: number; alt: string; bytes: Buffer | null }>();
  private readonly responses = new Map<string, { uses: number; member: string; channel: string; team: string }>();
  private readonly faults = new Map<string, Answer[]>();
  private limited: { method: string; seconds: number } | null = null;
  private tableRefusal: string | null = null;
  private count = 0;
  private readonly server = http.createServer((request, response) => void this.receive(request, response));

  static async start(): Promise<SlackServer> {
    const slack = new SlackServer();
    await new Promise<void>((resolve) => slack.server.listen(0, '127.0.0.1', resolve));
    slack.origin = `http://127.0.0.1:${(slack.server.address() as AddressInfo).port}`;
    return slack;
  }

  get apiUrl(): string {
    return `${this.origin}/api/`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.closeAllConnections();
      this.server.close(() => resolve());
    });
  }

  /** Somebody of the team agreed: what Slack brings back to the app. */
  agree(team: SlackTeamSeed): string {
    const code = randomUUID();
    this.codes.set(code, team);
    return code;
  }

  /** The next call of a method is refused with this word. */
  refuseNext(method: string, error: string): void {
    this.faults.set(method, [...(this.faults.get(method) ?? []), { ok: false, error }]);
  }

  /** Messages with a table are refused from now on, with this word. */
  refuseTables(error: string): void {
    this.tableRefusal = error;
  }

  /** The next call of a method comes too soon. */
  limitNext(method: string, seconds: number): void {
    this.limited = { method, seconds };
  }

  /** An address that reaches one member for half an hour. */
  responseUrl(team: string, member: string, channel: string): string {
    const id = randomUUID();
    this.responses.set(id, { uses: 0, member, channel, team });
    return `${this.origin}/response/${id}`;
  }

  /** The next moment of a message, as Slack names it. */
  nextTs(): string {
    this.count += 1;
    return `1773576000.${String(this.count).padStart(6, '0')}`;
  }

  private async receive(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const { pathname, searchParams } = new URL(request.url ?? '/', this.origin);
    const [, room, name = ''] = pathname.split('/');
    if (pathname === '/oauth/v2/authorize' && this.agreeing) {
      const back = new URL(searchParams.get('redirect_uri') ?? '');
      back.search = new URLSearchParams({ code: this.agree(this.agreeing), state: searchParams.get('state') ?? '' }).toString();
      response.writeHead(302, { location: back.toString() }).end();
      return;
    }
    if (room === 'upload') {
      const upload = this.uploads.get(name);
      if (upload) upload.bytes = body;
      response.writeHead(upload ? 200 : 404).end('OK');
      return;
    }
    if (room === 'response') {
      const isTaken = this.respond(name, JSON.parse(body.toString('utf8')) as Record<string, unknown>);
      response.writeHead(isTaken ? 200 : 404).end(isTaken ? 'ok' : 'expired_url');
      return;
    }
    if (this.limited?.method === name) {
      response.writeHead(429, { 'retry-after': String(this.limited.seconds), 'content-type': 'application/json' });
      response.end(JSON.stringify({ ok: false, error: 'ratelimited' }));
      this.limited = null;
      return;
    }
    const given = Object.fromEntries(new URLSearchParams(body.toString('utf8')));
    const team = this.tokens.get(request.headers.authorization?.replace('Bearer ', '') ?? '') ?? null;
    this.calls.push({ method: name, team: team?.id ?? null, given });
    this.problems.push(...parameterProblems(name, given, this.published));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(this.faults.get(name)?.shift() ?? this.answer(name, given, team)));
  }

  private respond(id: string, given: Record<string, unknown>): boolean {
    const found = this.responses.get(id);
    if (!found || found.uses >= 5) return false;
    found.uses += 1;
    const { team, channel, member } = found;
    this.problems.push(...blockProblems(given['blocks']));
    this.messages.push({
      team,
      channel,
      ts: this.nextTs(),
      text: String(given['text']),
      blocks: given['blocks'] as Block[],
      onlyFor: member,
    });
    return true;
  }

  private answer(method: string, given: Record<string, string>, team: SlackTeamSeed | null): Answer {
    if (method === 'oauth.v2.access') return this.exchange(given);
    if (!team) return { ok: false, error: 'invalid_auth' };
    switch (method) {
      case 'auth.test':
        return { ok: true, team_id: team.id, user_id: team.botUserId, bot_id: `B${team.id}`, url: this.origin };
      case 'auth.revoke':
        for (const [token, of] of this.tokens) if (of.id === team.id) this.tokens.delete(token);
        return { ok: true, revoked: true };
      case 'users.info':
        return { ok: true, user: { id: given['user'], name: 'ann', real_name: 'Ann <Example>', profile: { display_name: 'Ann E.' } } };
      case 'chat.postMessage':
      case 'chat.postEphemeral':
        return this.post(method, given, team);
      case 'chat.update':
        return this.update(given, team);
      case 'views.publish':
        return this.publish(given);
      case 'assistant.threads.setStatus':
        return { ok: true };
      case 'assistant.threads.setSuggestedPrompts':
        if ((JSON.parse(given['prompts'] ?? '[]') as unknown[]).length > 4) this.problems.push('more than four prompts');
        // As in the agent's container: complained of nowhere, and not shown.
        return { ok: true };
      case 'files.getUploadURLExternal':
        return this.openUpload(given, team);
      case 'files.completeUploadExternal':
        return this.share(given, team);
      default:
        return { ok: false, error: 'unknown_method' };
    }
  }

  private exchange({ code = '', client_id, client_secret }: Record<string, string>): Answer {
    const team = this.codes.get(code);
    if (client_id !== SLACK_APP.clientId || client_secret !== SLACK_APP.clientSecret) return { ok: false, error: 'bad_client_secret' };
    if (!team) return { ok: false, error: 'invalid_code' };
    this.codes.delete(code);
    const token = `xoxb-${team.id}-${randomUUID()}`;
    this.tokens.set(token, team);
    return {
      ok: true,
      app_id: 'A1',
      authed_user: { id: 'U-owner' },
      scope: 'chat:write,commands',
      token_type: 'bot',
      access_token: token,
      bot_user_id: team.botUserId,
      team: { id: team.id, name: team.name },
      enterprise: null,
      is_enterprise_install: false,
    };
  }

  private post(method: string, given: Record<string, string>, team: SlackTeamSeed): Answer {
    const blocks = JSON.parse(given['blocks'] ?? '[]') as Block[];
    if (this.tableRefusal !== null && blocks.some(({ type }) => type === 'table')) return { ok: false, error: this.tableRefusal };
    if (given['blocks'] !== undefined) this.problems.push(...blockProblems(blocks));
    if (/<[@!#]/.test(given['text'] ?? '')) this.problems.push(`a mention in ${given['text']}`);
    if ((given['text'] ?? '').length > 40_000) return { ok: false, error: 'msg_too_long' };
    const ts = this.nextTs();
    const { channel: to = '', thread_ts, user } = given;
    // A member's id opens the direct message with them.
    const channel = to.startsWith('U') ? `D${to}` : to;
    this.messages.push({
      team: team.id,
      channel,
      ts,
      text: given['text'] ?? '',
      blocks,
      ...(thread_ts === undefined ? {} : { thread_ts }),
      ...(method === 'chat.postEphemeral' && user !== undefined ? { onlyFor: user } : {}),
    });
    return { ok: true, channel, ts, message_ts: ts };
  }

  private update(given: Record<string, string>, team: SlackTeamSeed): Answer {
    const message = this.messages.find(({ ts, channel }) => ts === given['ts'] && channel === given['channel']);
    if (!message || message.team !== team.id) return { ok: false, error: 'message_not_found' };
    message.blocks = JSON.parse(given['blocks'] ?? '[]') as Block[];
    message.text = given['text'] ?? '';
    message.edited = true;
    this.problems.push(...blockProblems(message.blocks));
    return { ok: true, ts: message.ts, channel: message.channel, text: message.text };
  }

  private publish(given: Record<string, string>): Answer {
    const view = JSON.parse(given['view'] ?? '{}') as { type: string; blocks: Block[] };
    this.problems.push(...blockProblems(view.blocks, 'home'), ...(view.type === 'home' ? [] : [`a view of type ${view.type}`]));
    this.homes.set(given['user_id'] ?? '', view.blocks);
    return { ok: true, view: { id: 'V1' } };
  }

  private openUpload(given: Record<string, string>, team: SlackTeamSeed): Answer {
    const id = `F${this.uploads.size + 1}`;
    const alt = given['alt_txt'] ?? '';
    if (alt.length > 1000) return { ok: false, error: 'alt_txt_too_large' };
    this.uploads.set(id, { team: team.id, length: Number(given['length']), alt, bytes: null });
    return { ok: true, file_id: id, upload_url: `${this.origin}/upload/${id}` };
  }

  private share(given: Record<string, string>, team: SlackTeamSeed): Answer {
    for (const { id, title } of JSON.parse(given['files'] ?? '[]') as { id: string; title: string }[]) {
      const upload = this.uploads.get(id);
      if (!upload?.bytes || upload.team !== team.id || upload.bytes.length !== upload.length) return { ok: false, error: 'file_not_found' };
      this.files.push({
        team: team.id,
        channel: given['channel_id'] ?? '',
        thread_ts: given['thread_ts'],
        alt: upload.alt,
        title,
        bytes: upload.bytes,
      });
    }
    return { ok: true, files: [] };
  }
}

/** A signature over a raw body (docs.slack.dev/authentication/verifying-requests-from-slack). */
export function signed(body: string, atMs: number, secret: string = SLACK_APP.signingSecret): Record<string, string> {
  const timestamp = String(Math.floor(atMs / 1000));
  const hash = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${hash}` };
}
