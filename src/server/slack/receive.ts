import { verifySlackRequest } from '@slack/bolt';
import { z } from 'zod';
import { AppError } from '@/core/errors';
import { workspaceOfSlackTeam, setSlackDue } from '@/store/slack-installations';
import { keepSlackDelivery } from '@/store/slack-deliveries';
import { slackConfigOrThrow, type SlackDeps } from './deps';

/** The three addresses Slack sends to. */
export type SlackDoor = 'commands' | 'events' | 'interactions';

export interface SlackRequest {
  door: SlackDoor;
  headers: Headers;
  /** The body as it came: the signature is over its bytes. */
  body: string;
}

/** What Slack is answered, and the request that is to be worked on, when there is one. */
export interface SlackReceipt {
  reply: Response;
  delivery: { workspaceId: string; deliveryId: string } | null;
}

/** Slack documents that older requests are to be refused (docs.slack.dev/authentication/verifying-requests-from-slack). */
const MOST_SKEW_MS = 5 * 60_000;
/** Larger bodies are no requests of Slack. */
const MOST_CHARACTERS = 1_000_000;
/** A request nobody finished by then is looked for. */
const LEFT_AFTER_MS = 60_000;

const eventSchema = z.looseObject({
  type: z.literal('event_callback'),
  event_id: z.string().min(1),
  team_id: z.string().optional(),
  authorizations: z.array(z.looseObject({ team_id: z.string().nullish() })).optional(),
});
const commandSchema = z.looseObject({ team_id: z.string(), trigger_id: z.string().min(1), user_id: z.string(), command: z.string() });
const pressSchema = z.looseObject({
  type: z.literal('block_actions'),
  trigger_id: z.string().min(1),
  team: z.looseObject({ id: z.string() }).nullish(),
  user: z.looseObject({ id: z.string(), team_id: z.string().optional() }),
});

/**
 * Take a request: check its signature over the raw body, keep it once, and no more, so that it is acknowledged well
 * within Slack's three seconds. Own dispatch in place of a receiver of Bolt: those own an HTTP server or work before
 * they answer; here the answer comes once the request is in the database, and a job hands it to Bolt.
 * @throws AppError not_supported without an app, unauthenticated for a wrong or old signature, invalid_input otherwise.
 */
export async function receiveSlack(deps: SlackDeps, request: SlackRequest): Promise<SlackReceipt> {
  checkSignature(deps, request);
  const given = parseBody(request);
  if (given['type'] === 'url_verification') return { reply: Response.json({ challenge: given['challenge'] }), delivery: null };
  if (given['ssl_check'] === '1') return acknowledged();
  const known = readKnown(request.door, given);
  if (!known) return acknowledged();
  const { teamId, deliveryKey } = known;
  const workspaceId = await workspaceOfSlackTeam(deps.db, teamId);
  if (workspaceId === null)
    return request.door === 'commands'
      ? said(`This Slack team is not connected to ShopIQ. An owner connects it at ${deps.publicUrl}/settings.`)
      : acknowledged();
  // An old secret of Slack that comes with every request and proves nothing: not kept.
  const { token: _, ...body } = given;
  const receivedAt = deps.now();
  const deliveryId = await keepSlackDelivery(deps.db, { workspaceId, teamId, deliveryKey, receivedAt, body });
  if (deliveryId === null) return acknowledged();
  await setSlackDue(deps.db, teamId, new Date(receivedAt.getTime() + LEFT_AFTER_MS));
  const reply = request.door === 'commands' ? said('Looking at the figures…').reply : acknowledged().reply;
  return { reply, delivery: { workspaceId, deliveryId } };
}

function checkSignature(deps: SlackDeps, { headers, body }: SlackRequest): void {
  const { signingSecret } = slackConfigOrThrow(deps);
  if (body.length > MOST_CHARACTERS) throw new AppError('invalid_input', 'This request is too large.', { field: 'body' });
  const timestamp = headers.get('x-slack-request-timestamp') ?? '';
  const nowMs = deps.now().getTime();
  try {
    // Bolt refuses what is too old; what is as far ahead was not sent now either.
    if (!/^\d{1,12}$/.test(timestamp) || Number(timestamp) * 1000 - nowMs > MOST_SKEW_MS) throw new Error('no moment of now');
    verifySlackRequest({
      signingSecret,
      body,
      headers: { 'x-slack-signature': headers.get('x-slack-signature') ?? '', 'x-slack-request-timestamp': Number(timestamp) },
      nowMilliseconds: nowMs,
    });
  } catch (cause) {
    throw new AppError('unauthenticated', 'This request was not signed by Slack, or is too old.', { field: 'signature', cause });
  }
}

/** Events are JSON, commands a form, presses JSON within a form. */
function parseBody({ door, body }: SlackRequest): Record<string, unknown> {
  try {
    const form = Object.fromEntries(new URLSearchParams(body));
    const parsed: unknown = door === 'events' ? JSON.parse(body) : door === 'commands' ? form : JSON.parse(form['payload'] ?? '');
    if (typeof parsed === 'object' && parsed !== null) return parsed as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new AppError('invalid_input', 'This is no request of Slack.', { field: 'body' });
}

/** The team and Slack's own name of a request; null for kinds that are not answered. */
function readKnown(door: SlackDoor, given: Record<string, unknown>): { teamId: string; deliveryKey: string } | null {
  if (door === 'events') {
    const event = eventSchema.safeParse(given).data;
    // In a channel shared between teams the event names the team it is for here.
    const teamId = event?.authorizations?.[0]?.team_id ?? event?.team_id;
    return event && teamId ? { teamId, deliveryKey: `event ${event.event_id}` } : null;
  }
  if (door === 'commands') {
    const command = commandSchema.safeParse(given).data;
    return command ? { teamId: command.team_id, deliveryKey: `command ${command.trigger_id}` } : null;
  }
  const press = pressSchema.safeParse(given).data;
  const teamId = press?.team?.id ?? press?.user.team_id;
  return press && teamId ? { teamId, deliveryKey: `press ${press.trigger_id}` } : null;
}

const acknowledged = (): SlackReceipt => ({ reply: new Response(null, { status: 200 }), delivery: null });

const said = (text: string): SlackReceipt => ({ reply: Response.json({ response_type: 'ephemeral', text }), delivery: null });
