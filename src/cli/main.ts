import { Command } from 'commander';
import { isAppError } from '@/core/errors';
import type { Container } from '@/server/container';
import { createContainer } from '@/server/create-container';
import { registerAsk } from './ask';
import { registerBench } from './bench/bench';
import { registerDoctor } from './doctor';
import { registerEvals } from './evals';
import { registerFeedback } from './feedback';
import { registerImport } from './import';
import { registerRates } from './rates';
import { registerRedTeam } from './red-team';
import { registerStart } from './start';
import { registerSync } from './sync';
import { registerTrust } from './trust';
import { registerUser } from './user';
import { registerWorker } from './worker';

let opened: Promise<Container> | null = null;
const open = (): Promise<Container> => (opened ??= createContainer());

const program = new Command('shopiq').description('Exact, explained answers over every shop and marketplace.').showHelpAfterError();
registerStart(program);
registerAsk(program, open);
registerImport(program, open);
registerDoctor(program);
registerEvals(program, open);
registerBench(program);
registerUser(program, open);
registerRedTeam(program);
registerFeedback(program, open);
registerRates(program, open);
registerSync(program, open);
registerTrust(program);
registerWorker(program, open);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = 1;
  process.stderr.write(
    isAppError(error)
      ? `${error.message}${error.remedy ? ` ${error.remedy}` : ''}\n`
      : `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
} finally {
  const container = await (opened as Promise<Container> | null)?.catch(() => null);
  await container?.close();
}
