import { openDatabase } from '@/platform/database';
import { readEnv } from '@/platform/env';
import { isAppError } from '@/core/errors';

/**
 * A process of its own that opens the configured database, says what it got as one line of JSON, and keeps it until its
 * standard input ends. Argument: the mode, `own` or `share`.
 */
const mode = process.argv[2] === 'share' ? 'share' : 'own';
try {
  const handle = await openDatabase(readEnv(), mode);
  process.stdout.write(`${JSON.stringify({ pid: process.pid, url: handle.url, isOwner: handle.isOwner })}\n`);
  process.stdin.resume();
  process.stdin.once('end', () => void handle.close().then(() => process.exit(0)));
} catch (error) {
  process.stdout.write(`${JSON.stringify({ code: isAppError(error) ? error.code : 'other', message: String(error) })}\n`);
  process.exit(1);
}
