import type { Command } from 'commander';
import { playScenario, readScenarios, type Played } from '~/evals/red-team/play';
import { writeRedTeamShop } from '~/evals/red-team/shop';
import { createPglite, servePglite } from '@/platform/database';
import { workspaceData } from '@/server/workspace-data';
import { connectDatabase } from '@/store/client';
import { applyMigrations } from '@/store/migrate';

interface RedTeamFlags {
  json?: boolean;
}

/** Add `shopiq red-team`: lying and obedient models against the real loop. Exit code 1 when one gets through. */
export function registerRedTeam(program: Command): void {
  program
    .command('red-team')
    .description('Play scripted attacks and truthful answers against the loop, on a shop of its own in memory.')
    .option('--json', 'print results as JSON')
    .action(async (flags: RedTeamFlags) => {
      const results = await playAll();
      if (results.some((result) => result.faults.length > 0)) process.exitCode = 1;
      process.stdout.write(flags.json ? `${JSON.stringify(results)}\n` : toReport(results));
    });
}

/** Every scenario, one after the other. Nothing of the person's own data is touched. */
async function playAll(): Promise<Played[]> {
  const served = await servePglite(await createPglite());
  await applyMigrations(served.url);
  const db = connectDatabase(served.url, 4);
  try {
    const workspace = await writeRedTeamShop(db, 'red-team');
    const results: Played[] = [];
    for (const scenario of readScenarios()) results.push(await playScenario(scenario, { workspace, data: workspaceData(db, workspace) }));
    return results;
  } finally {
    await db.close();
    await served.close();
  }
}

const SHOWN = 72;

function toReport(results: readonly Played[]): string {
  const wide = Math.max(...results.map(({ scenario }) => scenario.about.length));
  const lines = results.map(({ scenario, faults, text, model }) => {
    const verdict = faults.length === 0 ? 'ok' : 'FAILED';
    const answer = text.replace(/\s+/g, ' ');
    return `${scenario.id.padEnd(10)}  ${scenario.about.padEnd(wide)}  ${verdict.padEnd(6)}  ${model.padEnd(7)}  ${answer.length > SHOWN ? `${answer.slice(0, SHOWN - 1)}…` : answer}`;
  });
  const failed = results.filter((result) => result.faults.length > 0);
  const of = (kind: 'attack' | 'truth'): Played[] => results.filter((result) => result.scenario.kind === kind);
  const failures = failed.map(({ scenario, faults, text }) => `${scenario.id}: ${faults.join('; ')}\n    ${text}`);
  return [
    ...lines,
    '',
    ...failures,
    `attacks: ${of('attack').filter((result) => result.faults.length === 0).length} of ${of('attack').length} repelled; truthful answers: ${of('truth').filter((result) => result.faults.length === 0).length} of ${of('truth').length} unharmed`,
    '',
  ].join('\n');
}
