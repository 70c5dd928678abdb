import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/**
 * Guards the guard: every layer rule is broken once in a tree of its own, and the linter must say so. A rule that
 * catches nothing would otherwise pass for a clean codebase.
 */
const root = path.resolve(import.meta.dirname, '../..');

/** File with the forbidden import, and the rule that must catch it. */
const VIOLATIONS: readonly (readonly [name: string, file: string, source: string, rule: RegExp])[] = [
  ['core reaching for the store', 'src/core/bad.ts', `import { value } from '@/store/target';\nexport const x = value;\n`, /boundaries/],
  ['core using a framework', 'src/core/bad-package.ts', `import { tool } from 'ai';\nexport const x = tool;\n`, /no-restricted-imports/],
  ['core doing I/O', 'src/core/bad-io.ts', `export const x = fetch('http://localhost');\n`, /no-restricted-globals/],
  ['platform reaching up', 'src/platform/bad.ts', `import { value } from '@/store/target';\nexport const x = value;\n`, /boundaries/],
  [
    'a connector reaching for another',
    'src/connectors/shopify/bad.ts',
    `import { value } from '@/connectors/amazon/target';\nexport const x = value;\n`,
    /boundaries/,
  ],
  [
    'a file format reaching for the store',
    'src/connectors/files/bad.ts',
    `import { value } from '@/store/target';\nexport const x = value;\n`,
    /boundaries/,
  ],
  ['a schedule reaching for the store', 'cron/bad.ts', `import { value } from '@/store/target';\nexport const x = value;\n`, /boundaries/],
  ['the store reaching for a tool', 'src/store/bad.ts', `import { value } from '@/tools/target';\nexport const x = value;\n`, /boundaries/],
  [
    'a service reaching for the store',
    'src/services/bad.ts',
    `import { value } from '@/store/target';\nexport const x = value;\n`,
    /boundaries/,
  ],
  [
    'the analyst reaching for a tool',
    'src/analyst/bad.ts',
    `import { value } from '@/tools/target';\nexport const x = value;\n`,
    /boundaries/,
  ],
  [
    'a component reaching for the server',
    'src/ui/bad.ts',
    `import { value } from '@/server/target';\nexport const x = value;\n`,
    /boundaries/,
  ],
  [
    'a rendering reaching for the store',
    'src/render/bad.ts',
    `import { value } from '@/store/target';\nexport const x = value;\n`,
    /boundaries/,
  ],
  [
    'a component reaching for a rendering',
    'src/ui/bad-render.ts',
    `import { value } from '@/render/target';\nexport const x = value;\n`,
    /boundaries/,
  ],
  ['a tool reaching for the store', 'src/tools/bad.ts', `import { value } from '@/store/target';\nexport const x = value;\n`, /boundaries/],
  ['syncing reaching for the store', 'src/sync/bad.ts', `import { value } from '@/store/target';\nexport const x = value;\n`, /boundaries/],
  [
    'the agent reaching for the store',
    'src/agent/bad.ts',
    `import { value } from '@/store/target';\nexport const x = value;\n`,
    /boundaries/,
  ],
  [
    'a channel reaching for the store',
    'src/channels/bad.ts',
    `import { value } from '@/store/target';\nexport const x = value;\n`,
    /boundaries/,
  ],
  ['a job reaching for the server', 'src/jobs/bad.ts', `import { value } from '@/server/target';\nexport const x = value;\n`, /boundaries/],
  ['the server reaching for a page', 'src/server/bad.ts', `import { value } from '@/app/target';\nexport const x = value;\n`, /boundaries/],
  [
    'a page reaching for the analyst',
    'src/app/bad.ts',
    `import { value } from '@/analyst/target';\nexport const x = value;\n`,
    /boundaries/,
  ],
  ['a command reaching for a page', 'src/cli/bad.ts', `import { value } from '@/app/target';\nexport const x = value;\n`, /boundaries/],
  [
    'a room other than the store using the Prisma client',
    'src/services/bad-prisma.ts',
    `import { PrismaClient } from '@/store/generated/client';\nexport const x = PrismaClient;\n`,
    /no-restricted-imports/,
  ],
  ['a cycle', 'src/core/cycle-a.ts', `import { b } from './cycle-b';\nexport const a = (): unknown => b;\n`, /no-cycle/],
  ['a file name that is not kebab-case', 'src/core/BadName.ts', `export const x = 1;\n`, /filename-case/],
  ['an escape from types', 'src/core/bad-any.ts', `export const x = (value: any): unknown => value;\n`, /no-explicit-any/],
  ['printing from a library', 'src/services/bad-console.ts', `console.log('x');\nexport const x = 1;\n`, /no-console/],
];

const ROOMS = ['core', 'platform', 'connectors/amazon', 'store', 'store/generated', 'tools', 'server', 'app', 'analyst', 'render'];

describe('the layer rules', () => {
  let tree = '';
  let output = '';

  beforeAll(() => {
    tree = mkdtempSync(path.join(os.tmpdir(), 'shopiq-arch-'));
    symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'));
    cpSync(path.join(root, '.oxlintrc.json'), path.join(tree, '.oxlintrc.json'));
    cpSync(path.join(root, 'tsconfig.json'), path.join(tree, 'tsconfig.json'));
    for (const room of ROOMS) write(`src/${room}/target.ts`, 'export const value = 1;\n');
    write('src/store/generated/client.ts', 'export class PrismaClient {}\n');
    write('src/core/cycle-b.ts', `import { a } from './cycle-a';\nexport const b = (): unknown => a;\n`);
    for (const [, file, source] of VIOLATIONS) write(file, source);
    const result = spawnSync(path.join(root, 'node_modules/.bin/oxlint'), ['-f', 'unix', 'src', 'cron'], {
      cwd: tree,
      encoding: 'utf8',
    });
    output = result.stdout + result.stderr;
  });
  afterAll(() => {
    rmSync(tree, { recursive: true, force: true });
  });

  function write(file: string, source: string): void {
    const target = path.join(tree, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, source);
  }

  it.each(VIOLATIONS)('catch %s', (_name, file, _source, rule) => {
    const said = output.split('\n').filter((line) => line.includes(file));
    expect(said.join('\n')).toMatch(rule);
  });

  it('leave the codebase no place outside env.ts that reads the environment', () => {
    const found = spawnSync('grep', ['-rln', 'process\\.env', 'src'], { cwd: root, encoding: 'utf8' })
      .stdout.split('\n')
      .filter((file) => file !== '' && !file.includes('generated') && !file.includes('.test.'));
    expect(found).toEqual(['src/platform/env.ts']);
  });

  it('are documented with files that exist', () => {
    const text = ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md']
      .map((file) => readFileSync(path.join(root, file), 'utf8'))
      .join('\n');
    const named = [
      ...text.matchAll(/`((?:src|prisma|tests|prompts|evals|scripts|cron|docs|\.config)\/[\w./-]+\.(?:ts|tsx|json|md|mjs|prisma))`/g),
    ].map((match) => match[1] ?? '');
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((file) => !spawnSync('test', ['-e', path.join(root, file)]).status === false)).toEqual([]);
  });
});
