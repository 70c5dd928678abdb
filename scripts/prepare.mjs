// Makes a fresh clone runnable with nothing but Node: dependencies, generated Prisma client, build. Uses only built-ins.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const stamps = path.join(root, 'node_modules', '.shopiq');

const log = (text) => process.stderr.write(`${text}\n`);

/** Hash of files and folders, so that a step runs only when its inputs changed. */
function hashOf(entries) {
  const hash = createHash('sha256');
  const visit = (file) => {
    if (!existsSync(file)) return;
    if (statSync(file).isDirectory()) {
      for (const name of readdirSync(file).sort()) if (name !== 'generated' && !/\.test\.tsx?$/.test(name)) visit(path.join(file, name));
    } else hash.update(path.relative(root, file)).update(readFileSync(file));
  };
  for (const entry of entries) visit(path.join(root, entry));
  return hash.digest('hex');
}

function isDone(step, hash) {
  const file = path.join(stamps, step);
  return existsSync(file) && readFileSync(file, 'utf8') === hash;
}

/** In one step: whoever looks at the same time finds the old mark or the new one, never half of it. */
function markDone(step, hash) {
  if (isDone(step, hash)) return;
  mkdirSync(stamps, { recursive: true });
  const draft = path.join(stamps, `${step}.${process.pid}`);
  writeFileSync(draft, hash);
  renameSync(draft, path.join(stamps, step));
}

function run(what, command, args, env = {}) {
  const started = Date.now();
  log(`${what} ...`);
  const result = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    log(result.stdout ?? '');
    log(result.stderr ?? String(result.error));
    log(`${what} failed. Correct what is said above and run the command again.`);
    process.exit(1);
  }
  log(`${what}: done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    log(`ShopIQ needs Node 20.19 or later; this is ${process.versions.node}.`);
    process.exit(1);
  }
}

/** Install dependencies from the lock file when they are missing or the lock file changed. */
export function installDependencies() {
  checkNode();
  const hash = hashOf(['package-lock.json']);
  const installed = existsSync(path.join(root, 'node_modules', '.package-lock.json'));
  if (installed && (isDone('install', hash) || !existsSync(stamps))) return markDone('install', hash);
  run('Installing dependencies (about a minute)', 'npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  markDone('install', hash);
}

/** Generate the Prisma client when the schema changed. No engine is needed: /bin/true stands in for the one it would download. */
export function generateClient() {
  const hash = hashOf(['prisma/schema', '.config/prisma.ts']);
  if (isDone('generate', hash) && existsSync(path.join(root, 'src/store/generated/client.ts'))) return;
  run('Generating the database client', process.execPath, [path.join(root, 'node_modules/prisma/build/index.js'), 'generate'], {
    PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? process.execPath,
    CHECKPOINT_DISABLE: '1',
  });
  markDone('generate', hash);
}

/** Build the web app when its sources changed. */
export function buildApp() {
  const hash = hashOf([
    'src',
    'prisma/schema',
    'prompts',
    'public',
    'next.config.mjs',
    'postcss.config.mjs',
    'tsconfig.json',
    'package-lock.json',
  ]);
  if (isDone('build', hash) && existsSync(path.join(root, '.next', 'BUILD_ID'))) return;
  run(
    'Building the web app (about a minute the first time)',
    process.execPath,
    [path.join(root, 'node_modules/next/dist/bin/next'), 'build'],
    {
      NEXT_TELEMETRY_DISABLED: '1',
    },
  );
  markDone('build', hash);
}

/** What every command needs. */
export function prepare() {
  installDependencies();
  generateClient();
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  prepare();
  if (process.argv.includes('--build')) buildApp();
}
