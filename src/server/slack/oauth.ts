import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { InstallProvider, type Installation, type InstallURLOptions, type StateStore } from '@slack/oauth';
import { z } from 'zod';
import { SLACK_SCOPES } from '@/channels/slack/contract';
import { AppError, isAppError } from '@/core/errors';
import { findSlackInstallation, removeSlackInstallation, saveSlackInstallation, workspaceOfSlackTeam } from '@/store/slack-installations';
import { slackConfigOrThrow, toBoltLogger, type SlackDeps } from './deps';

/** Who is slower than this begins again. */
const PATIENCE_SECONDS = 15 * 60;
const CONTEXT = 'a Slack team being connected';
/** The official cloud; another address of the Web API has its consent page beside it. */
const SLACK_API = 'https://slack.com/api/';

/** Who began to connect a team, and for which workspace. */
const beganSchema = z.object({ workspaceId: z.uuid(), userId: z.uuid() });
type Began = z.infer<typeof beganSchema>;

const secretSchema = z.object({ token: z.string(), refreshToken: z.string().optional(), expiresAt: z.number().optional() });

/** The way there and back, and the tokens of teams, with Slack's own library over our store. */
export function createInstaller(deps: SlackDeps): InstallProvider {
  const { clientId, clientSecret, apiUrl } = slackConfigOrThrow(deps);
  return new InstallProvider({
    clientId,
    clientSecret,
    stateStore: sealedState(deps),
    stateCookieExpirationSeconds: PATIENCE_SECONDS,
    directInstall: true,
    authorizationUrl: new URL(apiUrl === SLACK_API ? '/oauth/v2/authorize' : '../oauth/v2/authorize', apiUrl).toString(),
    installUrlOptions: { scopes: [...SLACK_SCOPES] },
    clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 2 }, timeout: 15_000 },
    logger: toBoltLogger(deps.logger),
    installationStore: {
      storeInstallation: (installation) => store(deps, installation),
      fetchInstallation: async ({ teamId }) => fetchInstallation(deps, teamId ?? ''),
      deleteInstallation: async ({ teamId }) => {
        const workspaceId = await workspaceOfSlackTeam(deps.db, teamId ?? '');
        if (teamId && workspaceId !== null) await removeSlackInstallation(deps.db, { workspaceId, teamId });
      },
    },
  });
}

/** The state of OAuth: sealed, so that nobody reads who connects what, and good for a quarter of an hour. */
function sealedState(deps: SlackDeps): StateStore {
  const schema = z.object({ options: z.custom<InstallURLOptions>((value) => typeof value === 'object'), until: z.number() });
  return {
    generateStateParam: async (options) =>
      deps.vault.seal(JSON.stringify({ options, until: deps.now().getTime() + PATIENCE_SECONDS * 1000 }), CONTEXT),
    verifyStateParam: async (_now, state) => {
      const { options, until } = schema.parse(JSON.parse(deps.vault.open(state, CONTEXT)));
      if (until < deps.now().getTime()) throw new AppError('invalid_input', 'Connecting took too long.', { remedy: 'Begin again.' });
      return options;
    },
  };
}

/**
 * Where an owner agrees at Slack, and the cookie that ties the way back to this browser.
 * @throws AppError not_supported without an app.
 */
export async function beginSlack(deps: SlackDeps, began: Began): Promise<{ url: string; cookie: string }> {
  const { request, response } = exchange({ url: '/' });
  const options = { scopes: [...SLACK_SCOPES], redirectUri: redirectUrl(deps), metadata: JSON.stringify(began) };
  await createInstaller(deps).handleInstallPath(request, response, {}, options);
  return { url: String(response.getHeader('location')), cookie: String(response.getHeader('set-cookie')) };
}

/**
 * The owner came back: check that it is the same one in the same browser, get the token, keep the team.
 * @param began whoever is signed in now, in the workspace they began for.
 * @returns the team's name and the cookie to be taken away.
 * @throws AppError authorization_lost when they declined, invalid_input when the way back does not belong to the way there,
 *   conflict when the team asks another workspace.
 */
export async function finishSlack(
  deps: SlackDeps,
  { url, cookie, isAllowed }: { url: string; cookie: string; isAllowed(began: Began): Promise<boolean> },
): Promise<{ teamName: string }> {
  const { request, response } = exchange({ url, cookie });
  const outcome: { teamName?: string; error?: unknown } = {};
  await createInstaller(deps).handleCallback(request, response, {
    afterInstallation: async (installation) => {
      const began = beganSchema.parse(JSON.parse(installation.metadata ?? '{}'));
      if (await isAllowed(began)) return true;
      throw new AppError('forbidden', 'Only owners and admins of the workspace connect Slack.', {
        remedy: 'Ask an owner of this workspace.',
      });
    },
    success: (installation) => {
      outcome.teamName = installation.team?.name ?? installation.team?.id ?? '';
    },
    failure: (error) => {
      outcome.error = error;
    },
  });
  const { teamName } = outcome;
  if (teamName !== undefined) return { teamName };
  throw toAppError(outcome.error);
}

function toAppError(error: unknown): AppError {
  if (isAppError(error)) return error;
  const code = (error as { code?: string }).code;
  if (code === 'slack_oauth_installer_authorization_error')
    return new AppError('authorization_lost', 'You did not agree at Slack, so nothing was connected.', {
      remedy: 'Connect it again and agree.',
    });
  return new AppError('invalid_input', 'This way back from Slack does not belong to a way there, or took too long.', {
    cause: error,
    field: 'state',
    remedy: 'Connect the team again from the start.',
  });
}

const redirectUrl = ({ publicUrl }: SlackDeps): string => `${publicUrl}/api/slack/oauth/callback`;

/** The library speaks Node's HTTP; a route of Next has neither object. It reads address and cookie, and sets headers. */
function exchange({ url, cookie }: { url: string; cookie?: string }): { request: IncomingMessage; response: ServerResponse } {
  const request = new IncomingMessage(new Socket());
  request.method = 'GET';
  request.url = url;
  request.headers = { host: 'localhost', ...(cookie === undefined ? {} : { cookie }) };
  return { request, response: new ServerResponse(request) };
}

async function store(deps: SlackDeps, installation: Installation): Promise<void> {
  const { team, enterprise, bot, appId, metadata, user } = installation;
  if (installation.isEnterpriseInstall || !team || !bot)
    throw new AppError('not_supported', 'The app was installed for a whole organisation, not for a team.', {
      remedy: 'Install it in each Slack team that is to ask.',
    });
  const { id: botId, userId: botUserId, scopes, token, refreshToken, expiresAt } = bot;
  // A token that renews itself comes without word of who installed it: what is known stays.
  const known = metadata === undefined ? await knownInstallation(deps, team.id) : null;
  const began = known ? { workspaceId: known.workspaceId, userId: known.installedBy } : beganSchema.parse(JSON.parse(metadata ?? '{}'));
  await saveSlackInstallation(deps.db, deps.vault, {
    workspaceId: began.workspaceId,
    teamId: team.id,
    teamName: team.name ?? known?.teamName ?? team.id,
    enterpriseId: enterprise?.id ?? null,
    appId: appId ?? known?.appId ?? user.id,
    botId,
    botUserId,
    scopes,
    installedBy: began.userId,
    installedAt: known?.installedAt ?? deps.now(),
    secret: JSON.stringify({ token, refreshToken, expiresAt }),
  });
}

async function knownInstallation(deps: SlackDeps, teamId: string) {
  const workspaceId = await workspaceOfSlackTeam(deps.db, teamId);
  return workspaceId === null ? null : findSlackInstallation(deps.db, deps.vault, { workspaceId, teamId });
}

async function fetchInstallation(deps: SlackDeps, teamId: string): Promise<Installation<'v2', false>> {
  const found = await knownInstallation(deps, teamId);
  if (!found) throw new AppError('not_found', 'This Slack team is not connected.', { field: 'team' });
  const { token, refreshToken, expiresAt } = secretSchema.parse(JSON.parse(found.secret));
  return {
    team: { id: found.teamId, name: found.teamName },
    enterprise: found.enterpriseId === null ? undefined : { id: found.enterpriseId },
    user: { token: undefined, scopes: undefined, id: '' },
    bot: {
      token,
      ...(refreshToken === undefined ? {} : { refreshToken }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
      scopes: [...found.scopes],
      id: found.botId,
      userId: found.botUserId,
    },
    appId: found.appId,
    tokenType: 'bot',
    isEnterpriseInstall: false,
    authVersion: 'v2',
  };
}
