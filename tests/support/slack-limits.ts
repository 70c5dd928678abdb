/**
 * Slack's limits of messages, checked apart from what makes them: docs.slack.dev/reference/block-kit, the total by
 * slackapi/bolt-js#2509.
 */

interface Node {
  type?: string;
  [name: string]: unknown;
}

const MOST_BLOCKS = { message: 50, home: 100 };
const MOST_TOTAL = 13_200;
const MOST_TABLE_TEXT = 10_000;

const BLOCKS = new Set([
  'actions',
  'context',
  'context_actions',
  'divider',
  'header',
  'image',
  'markdown',
  'rich_text',
  'section',
  'table',
]);

/** What Slack would refuse in these blocks; nothing when it takes them. */
export function blockProblems(blocks: unknown, surface: 'message' | 'home' = 'message'): string[] {
  if (!Array.isArray(blocks)) return ['blocks are no list'];
  const list = blocks as Node[];
  const total = list.reduce((sum, block) => sum + JSON.stringify(block).length + 100, 0);
  return [
    ...limit('blocks', list.length, MOST_BLOCKS[surface]),
    ...(list.length === 0 ? ['no blocks'] : []),
    ...(surface === 'message' ? limit('all blocks', total, MOST_TOTAL) : []),
    ...limit('tables', list.filter(({ type }) => type === 'table').length, surface === 'message' ? 1 : 0),
    ...list.flatMap(oneBlock),
    ...everyNode(list).flatMap(unparsed),
  ];
}

const limit = (what: string, length: number, most: number): string[] => (length > most ? [`${what}: ${length} of ${most}`] : []);

function textProblems(what: string, text: unknown, most: number): string[] {
  const words = (text as { text?: unknown } | undefined)?.text;
  if (typeof words !== 'string' || words.length === 0) return [`${what} is empty`];
  return limit(what, words.length, most);
}

function oneBlock(block: Node): string[] {
  const elements = (block['elements'] ?? []) as Node[];
  const type = block.type ?? '';
  switch (type) {
    case 'section':
      return textProblems('section', block['text'], 3000);
    case 'header':
      return textProblems('header', block['text'], 150);
    case 'context':
      return [
        ...limit('context', elements.length, 10),
        ...(elements.length === 0 ? ['empty context'] : []),
        ...elements.flatMap((one) => textProblems('context', { text: one['text'] }, 3000)),
      ];
    case 'actions':
      return [
        ...limit('actions', elements.length, 25),
        ...(elements.length === 0 ? ['empty actions'] : []),
        ...duplicates(elements),
        ...elements.flatMap(buttonProblems),
      ];
    case 'context_actions':
      return limit('context_actions', elements.length, 5);
    case 'table':
      return tableProblems((block['rows'] ?? []) as Node[][]);
    case 'rich_text':
      return limit('rich_text', textLengthOf(block), 3300);
    default:
      return BLOCKS.has(type) ? [] : [`unknown block ${type}`];
  }
}

function buttonProblems(button: Node): string[] {
  return [
    ...textProblems('button', button['text'], 75),
    ...limit('value', String(button['value'] ?? '').length, 2000),
    ...limit('action_id', String(button['action_id'] ?? '').length, 255),
    ...limit('url', String(button['url'] ?? '').length, 3000),
  ];
}

function duplicates(elements: readonly Node[]): string[] {
  const ids = elements.map((element) => element['action_id']);
  return new Set(ids).size === ids.length ? [] : ['action_ids repeat'];
}

function tableProblems(rows: readonly Node[][]): string[] {
  const text = rows.flat().reduce((sum, cell) => sum + textLengthOf(cell), 0);
  const widths = new Set(rows.map((row) => row.length));
  return [
    ...limit('rows', rows.length, 100),
    ...limit('columns', Math.max(0, ...widths), 20),
    ...limit('text of a table', text, MOST_TABLE_TEXT),
    ...(widths.size > 1 ? ['rows of different lengths'] : []),
    ...rows.flat().flatMap((cell) => (textLengthOf(cell) === 0 ? ['empty cell'] : [])),
  ];
}

function textLengthOf(node: Node): number {
  return everyNode([node]).reduce(
    (sum, { type, text }) => sum + ((type === 'text' || type === 'raw_text') && typeof text === 'string' ? text.length : 0),
    0,
  );
}

/** Every object within the blocks. */
export function everyNode(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(everyNode);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Node, ...Object.values(value).flatMap(everyNode)];
}

/** Texts of strangers stand where nothing is parsed: no mrkdwn, no emoji, no links but those of buttons. */
function unparsed(node: Node): string[] {
  if (node.type === 'mrkdwn' || node.type === 'markdown') return [`parsed text: ${String(node['text'])}`];
  if (node.type === 'link' || node.type === 'usergroup' || node.type === 'broadcast') return [`a ${node.type}`];
  if (node.type === 'text' && node['text'] === '') return ['empty text'];
  return node.type === 'plain_text' && node['emoji'] !== false ? ['emoji are drawn'] : [];
}
