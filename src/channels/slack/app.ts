import { App, type Authorize, type Logger, type Receiver } from '@slack/bolt';
import { answerQuestionOf } from './answer';
import { SLACK_COMMAND, type SlackApp, type SlackContext } from './contract';
import { publishHome, suggestPrompts } from './home';
import { listenForPresses } from './presses';
import { toQuestion } from './words';

export interface SlackAppOptions {
  /** Finds the token of a team (InstallProvider.authorize of @slack/oauth). */
  authorize: Authorize<boolean>;
  /** Address of the Web API, with a slash at the end. */
  apiUrl: string;
  logger: Logger;
}

/**
 * Bolt never listens here: requests come through Next, are kept and acknowledged (server/slack/receive), and a job hands
 * them to `App.processEvent`. So Bolt authorises, makes the client and finds the listener, and this has nothing to do.
 */
const RECEIVER: Receiver = { init: () => {}, start: async () => null, stop: async () => null };

/** The Slack app: what it listens to, and what it does about it. `ports` of the request are in the context. */
export function createSlackApp({ authorize, apiUrl, logger }: SlackAppOptions): SlackApp {
  const app = new App<SlackContext>({
    authorize,
    receiver: RECEIVER,
    logger,
    // Retried calls wait as long as Slack says (Retry-After), and else ever longer, for some minutes.
    clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 5, factor: 2, minTimeout: 500, maxTimeout: 60_000 }, timeout: 30_000 },
    tokenVerificationEnabled: false,
    convoStore: false,
  });
  listenForQuestions(app);
  listenForPresses(app);
  listenForVisits(app);
  app.error(async (error) => {
    // Bolt wraps what a listener threw; the job notes it.
    throw error;
  });
  return app;
}

function listenForQuestions(app: SlackApp): void {
  app.command(SLACK_COMMAND, async ({ ack, command, client, context, respond }) => {
    await ack();
    const caller = { client, ports: context.ports, slackUserId: command.user_id, channelId: command.channel_id };
    const isDirect = command.channel_name === 'directmessage';
    const text = toQuestion(command.text, context.botUserId);
    await answerQuestionOf({ ...caller, threadTs: null, isDirect, respond }, { text, isShown: true });
  });

  app.event('app_mention', async ({ event, client, context }) => {
    const { user, channel, ts } = event;
    if (user === undefined || event.bot_id !== undefined) return;
    const caller = { client, ports: context.ports, slackUserId: user, channelId: channel, isDirect: false };
    await answerQuestionOf({ ...caller, threadTs: event.thread_ts ?? ts }, { text: toQuestion(event.text, context.botUserId) });
  });

  // Direct messages only: in channels the app is asked by name. A message begins a thread, an answer in one goes on in it.
  app.message(async ({ message, client, context }) => {
    if (message.channel_type !== 'im' || message.subtype !== undefined || message.bot_id !== undefined) return;
    const caller = { client, ports: context.ports, slackUserId: message.user, channelId: message.channel, isDirect: true };
    const text = toQuestion(message.text ?? '', context.botUserId);
    await answerQuestionOf({ ...caller, threadTs: message.thread_ts ?? message.ts }, { text });
  });
}

function listenForVisits(app: SlackApp): void {
  app.event('app_home_opened', async ({ event, client, context }) => {
    const visitor = { client, ports: context.ports, slackUserId: event.user };
    if (event.tab === 'messages') await suggestPrompts(visitor, event.channel);
    else await publishHome(visitor);
  });
  app.event('app_uninstalled', ({ context }) => context.ports.forget());
  app.event('tokens_revoked', async ({ event, context }) => {
    // People's own tokens are never asked for: without the bot's the app can do nothing.
    if ((event.tokens.bot ?? []).length > 0) await context.ports.forget();
  });
}
