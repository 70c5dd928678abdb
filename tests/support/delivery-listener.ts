import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Delivery } from '@/connectors/kit/contract';

/**
 * Listen for deliveries on loopback. Each is answered once it was taken; one that is refused is answered 400 with the code
 * of the error.
 */
export async function listenForDeliveries(take: (delivery: Delivery) => Promise<void>): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
      take({ headers, body: Buffer.concat(chunks), url: incoming.url ?? '', method: incoming.method ?? '' }).then(
        () => outgoing.end(),
        (error: { code?: string }) => outgoing.writeHead(400).end(error.code),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
