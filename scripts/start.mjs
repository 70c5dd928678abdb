// `npm start`: prepare, build when stale, then start everything in one command.
import { buildApp, prepare } from './prepare.mjs';

prepare();
if (!process.argv.includes('--dev')) buildApp();
process.argv.splice(2, 0, 'start');
await import('./shopiq.mjs');
