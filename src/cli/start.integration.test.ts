import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const occupant = net.createServer();
let port = 0;
let folder = '';

beforeAll(async () => {
  occupant.listen(0, '127.0.0.1');
  await once(occupant, 'listening');
  const address = occupant.address();
  port = typeof address === 'object' && address ? address.port : 0;
  folder = mkdtempSync(path.join(os.tmpdir(), 'shopiq-start-'));
});
afterAll(() => {
  occupant.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The real command, with the environment it would have in a shell. */
async function start(env: Record<string, string>): Promise<{ code: number | null; text: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'start'], {
    env: { ...process.env, SHOPIQ_DATA: path.join(folder, 'data'), DATABASE_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.on('data', (chunk) => (text += String(chunk)));
  child.stderr.on('data', (chunk) => (text += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, text };
}

it('says that the port is taken and which other to try, before it touches any data', async () => {
  const { code, text } = await start({ PORT: String(port) });
  expect(code).toBe(1);
  expect(text.trim()).toBe(
    `Port ${port} is in use by another program. Stop that program, or choose another port: PORT=${port + 1} npm start.`,
  );
  expect(existsSync(path.join(folder, 'data'))).toBe(false);
});

it('names a variable that is not valid and where it is explained, in one line without a stack', async () => {
  const { code, text } = await start({ PORT: 'http' });
  expect(code).toBe(1);
  expect(text).toContain('PORT must be a port number');
  expect(text).toContain('.env.example');
  expect(text.trim().split('\n')).toHaveLength(1);
});
