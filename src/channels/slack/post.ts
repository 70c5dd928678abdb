import type { RespondFn } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { SlackPart } from '@/render/slack-blocks';
import { tablesAsText } from '@/render/slack-table';
import { plainText } from '@/render/slack-text';
import type { SlackPorts, SlackThreadPlace } from './contract';
import { isNoAccess, refusalOf } from './web-errors';

/** Where an answer goes. */
export interface Target {
  client: WebClient;
  ports: Pick<SlackPorts, 'chartImage' | 'fetch' | 'onFault'>;
  /** A channel, or a member: Slack opens the direct message with them. */
  channelId: string;
  /** Null: the first message begins the thread. */
  threadTs: string | null;
  locale: string;
  /** Reaches the person alone, where the app may not post. Slack takes five uses in half an hour. */
  respond?: RespondFn | undefined;
}

/** What Slack says where it does not take a table: the youngest of the blocks used here. */
const NO_TABLE = new Set(['invalid_blocks', 'invalid_blocks_format', 'invalid_attachments', 'internal_error']);

/** Uses of a response address that are left for an answer. */
const MOST_RESPONSES = 4;

/**
 * Post an answer part by part. A channel the app may not post to gets nothing: the person gets the messages alone.
 * @returns the thread it stands in, or null when only the person has it.
 */
export async function postParts(target: Target, parts: readonly SlackPart[]): Promise<SlackThreadPlace | null> {
  let place = { channelId: target.channelId, threadTs: target.threadTs };
  for (const [index, part] of parts.entries()) {
    if (part.kind === 'chart') {
      await postChart(target, part, place);
      continue;
    }
    try {
      const posted = await postMessage(target.client, place, part);
      place = { channelId: posted.channelId, threadTs: place.threadTs ?? posted.ts };
    } catch (error) {
      if (index > 0 || !target.respond || !isNoAccess(error)) throw error;
      await respondAlone(target.respond, parts);
      return null;
    }
  }
  return place.threadTs === null ? null : { channelId: place.channelId, threadTs: place.threadTs };
}

type MessagePart = Extract<SlackPart, { kind: 'message' }>;
type Place = { channelId: string; threadTs: string | null };

/** One message; where Slack takes no table, with aligned text; where it finds it too long after all, in halves. */
async function postMessage(client: WebClient, place: Place, { text, blocks }: MessagePart): Promise<{ channelId: string; ts: string }> {
  const thread = place.threadTs === null ? {} : { thread_ts: place.threadTs };
  try {
    const { ts = '', channel = place.channelId } = await client.chat.postMessage({
      channel: place.channelId,
      ...thread,
      text,
      blocks,
      unfurl_links: false,
      unfurl_media: false,
    });
    return { channelId: channel, ts };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal !== null && NO_TABLE.has(refusal) && blocks.some(({ type }) => type === 'table'))
      return postMessage(client, place, { kind: 'message', text, blocks: tablesAsText(blocks) });
    if (refusal !== 'msg_blocks_too_long') throw error;
    // What cannot be split is said in plain letters.
    if (blocks.length < 2) {
      const { ts = '', channel = place.channelId } = await client.chat.postMessage({
        channel: place.channelId,
        ...thread,
        text,
        mrkdwn: false,
      });
      return { channelId: channel, ts };
    }
    const middle = Math.ceil(blocks.length / 2);
    const first = await postMessage(client, place, { kind: 'message', text, blocks: blocks.slice(0, middle) });
    const rest = { channelId: first.channelId, threadTs: place.threadTs ?? first.ts };
    await postMessage(client, rest, { kind: 'message', text, blocks: blocks.slice(middle) });
    return first;
  }
}

async function respondAlone(respond: RespondFn, parts: readonly SlackPart[]): Promise<void> {
  const alone = parts.filter((part) => part.kind === 'message').slice(0, MOST_RESPONSES);
  const why: KnownBlock = {
    type: 'context',
    elements: [
      plainText(
        'Only you see this: ShopIQ cannot post here. Invite it to the channel for charts and a thread, or ask in a direct message.',
      ),
    ],
  };
  for (const [index, { text, blocks }] of alone.entries())
    await respond({
      response_type: 'ephemeral',
      replace_original: false,
      text,
      blocks: index === alone.length - 1 ? [...blocks.slice(0, 49), why] : blocks,
    });
}

/** A chart as an image in the thread, with what it shows in words. Where it cannot be uploaded the words stand alone. */
async function postChart({ client, ports, locale }: Target, part: Extract<SlackPart, { kind: 'chart' }>, place: Place): Promise<void> {
  try {
    const image = await ports.chartImage(part.chart, part.table, locale);
    if (image) return await upload(client, ports.fetch, { image, title: part.chart.title, alt: part.alt, place });
  } catch (error) {
    ports.onFault(error, 'a chart could not be uploaded to Slack');
  }
  await postMessage(client, place, { kind: 'message', text: '–', blocks: [{ type: 'context', elements: [plainText(part.alt, 1000)] }] });
}

/**
 * The three steps of an upload (docs.slack.dev/messaging/working-with-files). Not `filesUploadV2` of the library: that
 * one sends the alternative text as `alt_text`, which the method does not know; it is documented as `alt_txt`.
 */
async function upload(
  client: WebClient,
  send: typeof fetch,
  { image, title, alt, place }: { image: Uint8Array; title: string; alt: string; place: Place },
): Promise<void> {
  const opened = (await client.apiCall('files.getUploadURLExternal', { filename: 'chart.png', length: image.length, alt_txt: alt })) as {
    upload_url?: string;
    file_id?: string;
  };
  if (!opened.upload_url || !opened.file_id) throw new Error('Slack gave no address to upload to.');
  const sent = await send(opened.upload_url, { method: 'POST', body: new Uint8Array(image) });
  if (!sent.ok) throw new Error(`The upload was answered ${sent.status}.`);
  const thread = place.threadTs === null ? {} : { thread_ts: place.threadTs };
  const shared = { channel_id: place.channelId, ...thread };
  await client.files.completeUploadExternal({ files: [{ id: opened.file_id, title }], ...shared });
}
