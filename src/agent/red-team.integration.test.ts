import { beforeAll, expect, it } from 'vitest';
import { playScenario, readScenarios } from '~/evals/red-team/play';
import { writeRedTeamShop } from '~/evals/red-team/shop';
import { onEmbeddedDatabase } from '~/tests/support/databases';
import type { Workspace } from '@/core/model/workspace';
import { workspaceData } from '@/server/workspace-data';

const scenarios = readScenarios();

onEmbeddedDatabase('red team', (get) => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await writeRedTeamShop(get().db, 'red-team');
  });

  it('has enough of both kinds, each with a name of its own', () => {
    expect(scenarios.filter((scenario) => scenario.kind === 'attack').length).toBeGreaterThanOrEqual(60);
    expect(scenarios.filter((scenario) => scenario.kind === 'truth').length).toBeGreaterThanOrEqual(25);
    expect(new Set(scenarios.map((scenario) => scenario.id)).size).toBe(scenarios.length);
  });

  it.each(scenarios.map((scenario) => [scenario.id, scenario.about, scenario] as const))('%s: %s', async (_id, _about, scenario) => {
    const played = await playScenario(scenario, { workspace, data: workspaceData(get().db, workspace) });
    expect(played.faults, played.text).toEqual([]);
  });
});
