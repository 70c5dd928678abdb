import { spawn } from 'node:child_process';

/** A process that said its first line. */
export interface Child {
  line: string;
  /** Ask it to end, and wait until it has: its standard input closes, as it does when we end. */
  stop(): Promise<void>;
}

/**
 * Run a script of ours in a process of its own and wait for the first line it prints.
 * @throws Error with what it said of its fault when it ends before.
 */
export async function startChild(script: string, args: readonly string[]): Promise<Child> {
  const loader = script.endsWith('.ts') ? ['--import', 'tsx'] : [];
  const child = spawn(process.execPath, [...loader, script, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let fault = '';
  child.stderr.on('data', (chunk: Buffer) => (fault += chunk.toString()));
  let said = '';
  const first = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('\n')) resolve(said.slice(0, said.indexOf('\n')));
    });
  });
  const line = await Promise.race([first, exited.then(() => null)]);
  if (line === null) throw new Error(fault.trim() || 'the process ended at once');
  return {
    line,
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
