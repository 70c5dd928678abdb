import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderPrompt } from './prompt';

const variables = {
  workspace: 'Juniper & Clay',
  today: '2026-03-15',
  timeZone: 'America/New_York',
  currency: 'USD',
  profile: '"Sales" is net sales.',
  locale: 'en-US',
};

/** The version each rendered text was committed under: a change of the text needs a new version. */
const names = readdirSync('prompts')
  .filter((file) => file.endsWith('.md'))
  .map((file) => path.basename(file, '.md'));

describe.each(names)('prompt %s', (name) => {
  it('renders as committed; a changed text has a new version and a new file', async () => {
    const { text, version } = await renderPrompt(name, variables);
    await expect(text).toMatchFileSnapshot(`./snapshots/${name}.v${version}.txt`);
  });

  it('has no version newer than its snapshot', () => {
    const version = /version: (\d+)/.exec(readFileSync(path.join('prompts', `${name}.md`), 'utf8'))?.[1];
    const kept = readdirSync(path.join(import.meta.dirname, 'snapshots')).filter((file) => file.startsWith(`${name}.v`));
    expect(kept).toEqual([`${name}.v${version}.txt`]);
  });

  it('asks for every variable it needs', async () => {
    await expect(renderPrompt(name, {})).rejects.toThrow(/needs workspace/);
  });
});
