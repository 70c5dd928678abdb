import type { ActionsBlock, Button, ContextActionsBlock, KnownBlock } from '@slack/types';
import type { Artifact, Chart, Provenance, Table } from '@/core/artifact/artifact';
import { formatPeriod } from '@/core/artifact/format';
import { renderProse } from '@/core/artifact/prose';
import { BASIS_LABELS } from '@/core/artifact/facts';
import { completenessLabel, formatAgo, oldestSync } from '@/ui/answer/freshness';
import { tableBlocks } from './slack-table';
import { clip, escaped, harmless, MOST_TEXT, plainText, proseBlocks, visible } from './slack-text';

/** Blocks of one message, at most (docs.slack.dev/reference/block-kit/blocks). */
const MOST_BLOCKS = 50;
/**
 * Characters of all blocks of a message. Slack documents none, and answers msg_blocks_too_long from about 13,200 on,
 * counting some 125 for each block beside its text.
 */
const MOST_WEIGHT = 12_500;
const BLOCK_WEIGHT = 125;
/** docs.slack.dev/reference/block-kit/block-elements/button-element */
const MOST_LABEL = 75;
const MOST_VALUE = 2000;
/** A chart shows the same as its table: the first rows are enough beside it. */
const ROWS_BESIDE_CHART = 15;

/** Names of buttons, by which Slack says what was pressed. */
export const ACTIONS = { ask: 'ask', approve: 'approve', decline: 'decline', open: 'open', feedback: 'feedback', link: 'link' } as const;

/** A part of an answer in the order it is posted. */
export type SlackPart =
  /** @property text what notifications and screen readers say. */
  | { kind: 'message'; text: string; blocks: KnownBlock[] }
  /** A chart to be uploaded as an image; `alt` says what those see who cannot see it. */
  | { kind: 'chart'; chart: Chart; table: Table; alt: string };

export interface SlackOptions {
  locale: string;
  /** Milliseconds since 1970; "synced 5 min ago" counts from it. */
  nowMs: number;
  /** Where the thread is in the web. */
  openUrl: string;
  /** The question, where the thread does not show it, and who asked. */
  asked?: { slackUserId: string; question: string };
  /** A sentence the person must know (another model answered). */
  notice?: string | undefined;
  /** Which answer a verdict is about; absent: none is asked for. */
  rated?: { chatId: string; messageId: string };
  /** A change that waits: what is to be done, and the value its buttons carry. Null value: this person may not decide. */
  approval?: { what: string; value: string | null };
}

/** An answer as messages and charts: the sentence, the pictures, the tables, what it rests on, what can be done next. */
export function toSlackParts(artifact: Artifact, options: SlackOptions): SlackPart[] {
  const locale = artifact.locale ?? options.locale;
  const sentence = harmless(renderProse(artifact, locale).replace(/\*\*/g, ''));
  const head = [...askedBlocks(options.asked), ...proseBlocks(artifact, locale)];
  const tail = [...restBlocks(artifact, options, locale), ...endBlocks(artifact, options)];
  const charts = artifact.charts.filter(({ kind }) => kind !== 'number').flatMap((chart) => chartPart(chart, artifact.tables));
  const text = clip(escaped(sentence.trim() || artifact.title), MOST_TEXT);
  if (charts.length === 0) return pack([...head, ...tail], text);
  // Something to begin the thread with, where nothing was said.
  const first: KnownBlock[] = head.length > 0 ? head : [{ type: 'section', text: plainText(artifact.title) }];
  return [...pack(first, text), ...charts, ...pack(tail, escaped(clip(harmless(artifact.title), 200)))];
}

function chartPart(chart: Chart, tables: readonly Table[]): SlackPart[] {
  const table = tables.find(({ id }) => id === chart.tableId);
  // Slack takes at most 1,000 characters of alternative text (files.getUploadURLExternal).
  return table && table.rows.length > 1 ? [{ kind: 'chart', chart, table, alt: clip(harmless(chart.alt || chart.title), 1000) }] : [];
}

function askedBlocks(asked: SlackOptions['asked']): KnownBlock[] {
  if (!asked) return [];
  const question = clip(harmless(asked.question), MOST_TEXT - 200) || '–';
  const elements = [
    { type: 'user' as const, user_id: asked.slackUserId },
    { type: 'text' as const, text: ' asked: ' },
    { type: 'text' as const, text: question, style: { italic: true } },
  ];
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }];
}

/** Tables and what the answer rests on. */
function restBlocks(artifact: Artifact, { nowMs, notice }: SlackOptions, locale: string): KnownBlock[] {
  const charted = new Set(artifact.charts.filter(({ kind }) => kind !== 'number').map(({ tableId }) => tableId));
  const tables =
    artifact.kind === 'answer'
      ? artifact.tables.filter(({ rows, columns }) => rows.length > 1 || (rows.length === 1 && columns.length > 2))
      : [];
  const provenance = artifact.provenance.find(({ query }) => query) ?? artifact.provenance[0];
  const lines = [
    ...(notice === undefined ? [] : [notice]),
    ...(provenance && artifact.kind === 'answer' ? [basisLine(provenance, { artifact, nowMs, locale }), ...provenance.gaps] : []),
  ];
  return [
    ...tables.flatMap((table) => tableBlocks(table, locale, charted.has(table.id) ? ROWS_BESIDE_CHART : undefined)),
    // Ten elements are what a context block takes.
    ...(lines.length > 0 ? [{ type: 'context' as const, elements: lines.slice(0, 10).map((line) => plainText(line, 1000)) }] : []),
  ];
}

/** Period, zone, currency, basis, freshness and completeness in one quiet line. */
function basisLine(provenance: Provenance, { artifact, nowMs, locale }: { artifact: Artifact; nowMs: number; locale: string }): string {
  const { period, timeZone, currency, rates, basis, freshness } = provenance;
  const oldest = oldestSync(freshness);
  const rate = rates[0];
  return [
    period ? formatPeriod(period, locale) : 'No data',
    timeZone,
    ...(currency === null
      ? []
      : [rate ? `${currency}, converted from ${rates.map(({ from }) => from).join(', ')} at rates up to ${rate.lastDay}` : currency]),
    BASIS_LABELS[basis].short,
    ...(freshness.length === 0 ? [] : [oldest === null ? 'Not synced yet' : `Synced ${formatAgo(oldest, nowMs)}`]),
    completenessLabel(provenance, artifact.tables).label,
  ].join(' · ');
}

/** What can be done next: choose a reading, approve, ask on, open, rate. */
function endBlocks(artifact: Artifact, { openUrl, rated, approval }: SlackOptions): KnownBlock[] {
  const options = artifact.options.slice(0, 4).filter(({ question }) => question.length <= MOST_VALUE);
  const labels = options.map(({ label, value }) => harmless(value === undefined ? label : `${label}: ${value}`));
  const isCut = labels.some((label) => label.length > MOST_LABEL);
  const buttons = options.map(({ question }, index) =>
    button(labels[index] ?? question, { id: `${ACTIONS.ask}:option:${index}`, value: question }),
  );
  const next = approval ? [] : artifact.followUps.slice(0, 3).filter((question) => question.length <= MOST_VALUE);
  const followUps = next.map((question, index) => button(question, { id: `${ACTIONS.ask}:next:${index}`, value: question }));
  const open: Button = { ...button('Open in ShopIQ', { id: ACTIONS.open, value: 'open' }), url: openUrl };
  return [
    ...(isCut ? labels.map((label, index): KnownBlock => ({ type: 'section', text: plainText(`${index + 1}. ${label}`) })) : []),
    ...(buttons.length > 0 ? [{ type: 'actions' as const, elements: buttons }] : []),
    ...(approval ? approvalBlocks(approval) : []),
    { type: 'actions', elements: [...followUps, open] },
    ...(rated && !approval ? [feedbackBlock(rated)] : []),
  ];
}

function approvalBlocks({ what, value }: NonNullable<SlackOptions['approval']>): KnownBlock[] {
  // As it is, within text that is not parsed: nothing is taken out of what somebody approves.
  const text = clip(visible(what), 2500) || '–';
  const said: KnownBlock = {
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
  };
  if (value === null)
    return [
      said,
      { type: 'context', elements: [plainText('Your role here is viewer: you can look, not change. Ask an owner of the workspace.')] },
    ];
  const approve: Button = { ...button('Approve', { id: ACTIONS.approve, value }), style: 'primary' };
  return [said, { type: 'actions', elements: [approve, button('Not now', { id: ACTIONS.decline, value })] }];
}

const button = (label: string, { id, value }: { id: string; value: string }): Button => ({
  type: 'button',
  action_id: id,
  text: plainText(label, MOST_LABEL),
  value,
});

function feedbackBlock({ chatId, messageId }: NonNullable<SlackOptions['rated']>): ContextActionsBlock {
  const value = (verdict: 'up' | 'down'): string => JSON.stringify({ chatId, messageId, verdict });
  return {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: ACTIONS.feedback,
        positive_button: { text: plainText('Right'), accessibility_label: 'This answer is right', value: value('up') },
        negative_button: { text: plainText('Wrong'), accessibility_label: 'This answer is wrong', value: value('down') },
      },
    ],
  };
}

/** The buttons of a message taken out, and in their place what was chosen. */
export function settled(blocks: readonly KnownBlock[], outcome: string): KnownBlock[] {
  const kept = blocks.filter((block) => !isChoice(block));
  return [...kept.slice(0, MOST_BLOCKS - 1), { type: 'context', elements: [plainText(outcome, 1000)] }];
}

/** Buttons that are of use once: readings and approvals, not follow-ups. */
function isChoice(block: KnownBlock): block is ActionsBlock {
  const once = [`${ACTIONS.ask}:option`, ACTIONS.approve, ACTIONS.decline];
  return block.type === 'actions' && block.elements.some(({ action_id: id }) => once.some((name) => id?.startsWith(name)));
}

/** Blocks in messages that Slack takes: so many blocks, so much text, one table each. */
function pack(blocks: readonly KnownBlock[], text: string): SlackPart[] {
  const messages: { blocks: KnownBlock[]; weight: number }[] = [];
  for (const block of blocks) {
    const weight = JSON.stringify(block).length + BLOCK_WEIGHT;
    const last = messages.at(-1);
    const isSecondTable = block.type === 'table' && last?.blocks.some(({ type }) => type === 'table');
    if (last && !isSecondTable && last.blocks.length < MOST_BLOCKS && last.weight + weight <= MOST_WEIGHT) {
      last.blocks.push(block);
      last.weight += weight;
    } else messages.push({ blocks: [block], weight });
  }
  return messages.map((message) => ({ kind: 'message', text: text || '–', blocks: message.blocks }));
}
