// `npm run conformance`: every connector under every fault, with fifty kills each, and the table of it in docs/conformance.md.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { prepare, root } from './prepare.mjs';

prepare();
const folder = mkdtempSync(path.join(os.tmpdir(), 'shopiq-conformance-'));
const env = { ...process.env, SHOPIQ_CONFORMANCE: folder, SHOPIQ_KILLS: process.env.SHOPIQ_KILLS ?? '25' };
const run = (command, args) =>
  spawnSync(command, args, { cwd: root, stdio: 'inherit', env, shell: process.platform === 'win32' }).status ?? 1;
const tests = run(path.join(root, 'node_modules', '.bin', 'vitest'), ['run', '--config', '.config/vitest.ts', 'tests/conformance']);
const report = run(process.execPath, ['--import', 'tsx', 'tests/conformance/report.ts', folder]);
run(path.join(root, 'node_modules', '.bin', 'prettier'), ['--write', '--log-level', 'warn', 'docs/conformance.md']);
rmSync(folder, { recursive: true, force: true });
process.exit(tests || report);
