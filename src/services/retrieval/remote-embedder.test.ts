import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createRemoteEmbedder } from './remote-embedder';

interface Received {
  path: string | undefined;
  authorization: string | undefined;
  body: { model: string; input: string[] };
}

let server: http.Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server on loopback that speaks the embeddings protocol: the vector of a text is its length and its number of words. */
async function start(status = 200): Promise<{ baseUrl: string; received: Received[] }> {
  const received: Received[] = [];
  server = http.createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    request.on('end', () => {
      const body = JSON.parse(text) as Received['body'];
      received.push({ path: request.url, authorization: request.headers.authorization, body });
      response.writeHead(status, { 'content-type': 'application/json' });
      const data = body.input.map((input, index) => ({
        object: 'embedding',
        index,
        embedding: [input.length, input.split(' ').length],
      }));
      response.end(
        JSON.stringify(
          status === 200
            ? { object: 'list', data, model: body.model, usage: { prompt_tokens: 1, total_tokens: 1 } }
            : { error: { message: 'no such model', type: 'invalid_request_error' } },
        ),
      );
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, received };
}

describe('an embedding model behind an endpoint', () => {
  it('is asked by name, with the key, for all texts at once, and answers in their order', async () => {
    const { baseUrl, received } = await start();
    const embedder = createRemoteEmbedder({ name: 'embed-small', apiKey: 'secret', baseUrl, floor: 0.3 });
    expect(await embedder.embed(['late delivery', 'mug'])).toEqual([
      [13, 2],
      [3, 1],
    ]);
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({
      path: '/v1/embeddings',
      authorization: 'Bearer secret',
      body: { model: 'embed-small', input: ['late delivery', 'mug'] },
    });
    expect(embedder).toMatchObject({ model: 'embed-small', floor: 0.3 });
  });

  it('is never sent an empty text, which the protocol refuses', async () => {
    const { baseUrl, received } = await start();
    await createRemoteEmbedder({ name: 'embed-small', baseUrl, floor: 0.3 }).embed(['', 'mug']);
    expect(received[0]?.body.input).toEqual([' ', 'mug']);
  });

  it('that does not answer is an error with the setting and the remedy', async () => {
    const { baseUrl } = await start(404);
    await expect(createRemoteEmbedder({ name: 'nope', baseUrl, floor: 0.3 }).embed(['mug'])).rejects.toMatchObject({
      code: 'model_unavailable',
      field: 'SHOPIQ_EMBEDDING_MODEL',
      remedy: expect.stringContaining('OPENAI_BASE_URL') as string,
    });
  });
});
