import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { isAppError } from '@/core/errors';
import { openDatabase, redactUrl } from '@/platform/database';
import { readEnv, type Env } from '@/platform/env';
import { mailServerFromEnv, senderOf } from '@/server/senders';
import { missingSlackVariables } from '@/server/slack/deps';
import { connectDatabase } from '@/store/client';
import { applyMigrations } from '@/store/migrate';

interface Finding {
  what: string;
  state: 'ok' | 'off' | 'failed';
  detail: string;
}

/** Add `shopiq doctor`: what is configured, reachable and missing, with remedies. Exit code 1 when something failed. */
export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('Say what is configured, reachable and missing, with remedies.')
    .option('--json', 'print findings as JSON')
    .action(async (flags: { json?: boolean }) => {
      const findings = await examine();
      if (flags.json) process.stdout.write(`${JSON.stringify(findings)}\n`);
      else
        for (const { what, state, detail } of findings)
          process.stdout.write(`${{ ok: '✓', off: '–', failed: '✗' }[state]} ${what.padEnd(14)} ${detail}\n`);
      if (findings.some((finding) => finding.state === 'failed')) process.exitCode = 1;
    });
}

async function examine(): Promise<Finding[]> {
  const findings: Finding[] = [{ what: 'Node', state: 'ok', detail: process.versions.node }];
  let env: Env;
  try {
    env = readEnv();
    findings.push({ what: 'Environment', state: 'ok', detail: 'all variables are valid' });
  } catch (error) {
    return [...findings, failed('Environment', error)];
  }
  findings.push(await examineDatabase(env));
  findings.push({
    what: 'Web app',
    state: existsSync(path.resolve('.next/BUILD_ID')) ? 'ok' : 'off',
    detail: existsSync(path.resolve('.next/BUILD_ID')) ? 'built' : 'not built yet: `npm start` builds it',
  });
  findings.push(
    env.OPENAI_API_KEY || env.OPENAI_BASE_URL
      ? await examineModel(env)
      : { what: 'Model', state: 'off', detail: 'built-in analyst; set OPENAI_API_KEY (and OPENAI_BASE_URL) for another' },
  );
  findings.push(examineSlack(env));
  findings.push(await examineMail(env));
  return findings;
}

/** All of the app's variables, or none: a part of them is a mistake. */
function examineSlack(env: Env): Finding {
  const missing = missingSlackVariables(env);
  if (missing.length === 3) return { what: 'Slack', state: 'off', detail: `set ${missing.join(', ')} (docs/slack.md)` };
  if (missing.length > 0)
    return { what: 'Slack', state: 'failed', detail: `${missing.join(', ')} is missing; docs/slack.md says where it comes from` };
  const isReachable = env.SHOPIQ_URL?.startsWith('https://') === true || env.SLACK_API_URL !== 'https://slack.com/api/';
  return isReachable
    ? { what: 'Slack', state: 'ok', detail: 'the app is set; owners connect teams in the settings' }
    : { what: 'Slack', state: 'failed', detail: 'Slack reaches this server by https alone: set SHOPIQ_URL to its public address' };
}

/** Whether the mail server answers and takes user and password. */
async function examineMail(env: Env): Promise<Finding> {
  try {
    const server = mailServerFromEnv(env);
    if (!server) return { what: 'E-mail', state: 'off', detail: 'digests are kept and shown; set SMTP_URL to send them (docs/email.md)' };
    await server.check().finally(() => server.close());
    const isPublic = env.SHOPIQ_URL !== undefined;
    const signed = env.SHOPIQ_DKIM_DOMAIN === undefined ? '' : `, signed for ${env.SHOPIQ_DKIM_DOMAIN}`;
    return isPublic
      ? { what: 'E-mail', state: 'ok', detail: `the mail server answers; messages come from ${senderOf(env)}${signed}` }
      : { what: 'E-mail', state: 'failed', detail: 'the mail server answers, but links in e-mails need SHOPIQ_URL, the public address' };
  } catch (error) {
    return failed('E-mail', error);
  }
}

function failed(what: string, error: unknown): Finding {
  return { what, state: 'failed', detail: isAppError(error) ? error.toString() : error instanceof Error ? error.message : String(error) };
}

async function examineDatabase(env: Env): Promise<Finding> {
  try {
    const handle = await openDatabase(env, 'share');
    try {
      if (handle.isOwner || handle.kind === 'native') await applyMigrations(handle.url);
      const db = connectDatabase(handle.url, 1);
      const workspaces = await db.shared.workspace.findMany({ select: { slug: true }, orderBy: { slug: 'asc' } });
      await db.close();
      const where =
        handle.kind === 'native'
          ? redactUrl(handle.url)
          : `embedded in ${env.dataDir}${handle.isOwner ? '' : ' (shared with the running server)'}`;
      return {
        what: 'Database',
        state: 'ok',
        detail: `${where}; workspaces: ${workspaces.map((row) => row.slug).join(', ') || 'none yet'}`,
      };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return failed('Database', error);
  }
}

async function examineModel(env: Env): Promise<Finding> {
  const base = (env.OPENAI_BASE_URL ?? 'https://api.openai.com/v1').replace(/\/$/, '');
  try {
    const response = await fetch(`${base}/models`, {
      headers: { authorization: `Bearer ${env.OPENAI_API_KEY ?? 'none'}` },
      signal: AbortSignal.timeout(5000),
    });
    if (response.ok) return { what: 'Model', state: 'ok', detail: `${env.SHOPIQ_MODEL ?? 'default model'} at ${base}` };
    return {
      what: 'Model',
      state: 'failed',
      detail: `${base} answered ${response.status}. Check OPENAI_API_KEY; the built-in analyst answers meanwhile.`,
    };
  } catch {
    return {
      what: 'Model',
      state: 'failed',
      detail: `${base} does not answer. Check OPENAI_BASE_URL; the built-in analyst answers meanwhile.`,
    };
  }
}
