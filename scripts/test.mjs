// `npm test`: format, lint and layers, types, dead code, then every test. What the machine lacks is skipped by name.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { buildApp, prepare, root } from './prepare.mjs';

prepare();
const bin = (name) => path.join(root, 'node_modules', '.bin', name);
const steps = [
  ['format', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
  ['lint and layers', bin('oxlint'), ['--type-aware', '--deny-warnings', 'src', 'cron', 'tests', 'evals']],
  ['types', bin('tsc'), ['--noEmit']],
  ['dead code', bin('knip'), ['--config', '.config/knip.json']],
];
for (const [title, command, args] of steps) {
  const started = Date.now();
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) {
    process.stderr.write(`${String(title)}: failed\n`);
    process.exit(result.status ?? 1);
  }
  process.stderr.write(`${String(title)}: passed in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}
buildApp();
const result = spawnSync(bin('vitest'), ['run', '--config', '.config/vitest.ts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
process.exit(result.status ?? 1);
