import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server says next: words, calls, or a fault. */
export type Reply = { text: string; calls?: readonly Call[] } | { calls: readonly Call[] } | { fault: 'hang' | 'cut' | 'error500' };

export interface Call {
  name: string;
  /** JSON, or whatever a model writes in its place. */
  arguments: string;
}

/** What every answer is said to have used. */
export const USAGE = { prompt_tokens: 1200, completion_tokens: 80, total_tokens: 1280, prompt_tokens_details: { cached_tokens: 200 } };

export interface OpenAiServer {
  baseUrl: string;
  /** Bodies of the requests received. */
  requests: {
    messages: { role: string; content?: unknown }[];
    tools?: unknown[];
    stream?: boolean;
    max_tokens?: number;
    authorization?: string | undefined;
  }[];
  close(): Promise<void>;
}

/**
 * A server on loopback that speaks the chat-completions protocol as OpenAI documents it: server-sent events, tool-call
 * deltas, [DONE]. It says the replies in order; the last one is repeated.
 */
export async function startOpenAiServer(replies: readonly Reply[]): Promise<OpenAiServer> {
  const requests: OpenAiServer['requests'] = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString('utf8');
    });
    request.on('end', () => {
      requests.push({ ...(JSON.parse(body) as OpenAiServer['requests'][number]), authorization: request.headers.authorization });
      const reply = replies[Math.min(requests.length, replies.length) - 1];
      if (reply) say(reply, response, requests.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function say(reply: Reply, response: http.ServerResponse, number: number): void {
  if ('fault' in reply && reply.fault === 'error500') {
    response.writeHead(500, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { message: 'overloaded', type: 'server_error' } }));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (delta: object, finish: string | null = null): void => {
    response.write(
      `data: ${JSON.stringify({ id: `chatcmpl-${number}`, object: 'chat.completion.chunk', created: 1, model: 'stub', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`,
    );
  };
  send({ role: 'assistant', content: '' });
  if ('fault' in reply) {
    if (reply.fault === 'cut') {
      send({ content: 'Net sales were ' });
      setTimeout(() => response.destroy(), 30);
    }
    return;
  }
  if ('text' in reply) for (const word of reply.text.match(/\S+\s*/g) ?? []) send({ content: word });
  const calls = reply.calls ?? [];
  calls.forEach((call, index) => {
    send({ tool_calls: [{ index, id: `call_${number}_${index}`, type: 'function', function: { name: call.name, arguments: '' } }] });
    for (const piece of call.arguments.match(/.{1,7}/gs) ?? []) send({ tool_calls: [{ index, function: { arguments: piece } }] });
  });
  send({}, calls.length === 0 ? 'stop' : 'tool_calls');
  response.write(
    `data: ${JSON.stringify({ id: `chatcmpl-${number}`, object: 'chat.completion.chunk', created: 1, model: 'stub', choices: [], usage: USAGE })}\n\n`,
  );
  response.end('data: [DONE]\n\n');
}
