import { createElement as h, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { KnownBlock } from '@slack/types';

/** A message as Slack lays it out, for a picture: near enough to judge order, length and what is seen first. */
export interface ShownMessage {
  blocks: readonly KnownBlock[];
  /** A picture in the thread, in place of blocks. */
  image?: { png: Uint8Array; alt: string; title: string };
}

type Node = Record<string, unknown>;

const listOf = (value: unknown): Node[] => (Array.isArray(value) ? (value as Node[]) : []);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : String((value as Node | undefined)?.['text'] ?? ''));

/** What stands inside rich text: words with their weight, mentions, links. */
function inline(node: Node, key: number): ReactNode {
  const style = (node['style'] ?? {}) as Record<string, boolean>;
  const words = node['type'] === 'user' ? `@${String(node['user_id'])}` : textOf(node['text'] ?? node['url'] ?? '');
  const weight = style['bold'] ? h('b', null, words) : style['italic'] ? h('i', null, words) : words;
  return h('span', { key, className: node['type'] === 'user' ? 'mention' : '' }, weight);
}

function richText(node: Node, key: number): ReactNode {
  const items = listOf(node['elements']);
  if (node['type'] === 'rich_text_preformatted') return h('pre', { key }, items.map(inline));
  if (node['type'] === 'rich_text_list')
    return h(
      'ul',
      { key },
      items.map((item, index) => h('li', { key: index }, listOf(item['elements']).map(inline))),
    );
  return h('p', { key }, items.map(inline));
}

function cell(node: Node, key: number, align: string): ReactNode {
  const inner = node['type'] === 'rich_text' ? listOf(node['elements']).map(richText) : textOf(node['text']);
  return h('td', { key, style: { textAlign: align } }, inner);
}

function toHtml(block: Node, key: number): ReactNode {
  switch (block['type']) {
    case 'header':
      return h('h3', { key }, textOf(block['text']));
    case 'section':
      return h('p', { key }, textOf(block['text']));
    case 'rich_text':
      return h('div', { key }, listOf(block['elements']).map(richText));
    case 'context':
      return h(
        'div',
        { key, className: 'context' },
        listOf(block['elements']).map((one, index) => h('span', { key: index }, textOf(one['text']))),
      );
    case 'actions':
    case 'context_actions':
      return h(
        'div',
        { key, className: 'actions' },
        listOf(block['elements']).map((one, index) =>
          h(
            'button',
            { key: index, className: String(one['style'] ?? '') },
            one['type'] === 'feedback_buttons' ? '👍 👎' : textOf(one['text']),
          ),
        ),
      );
    case 'table': {
      const settings = listOf(block['column_settings']);
      const rows = (block['rows'] ?? []) as Node[][];
      return h(
        'table',
        { key },
        h(
          'tbody',
          null,
          rows.map((row, at) =>
            h(
              'tr',
              { key: at },
              row.map((one, column) => cell(one, column, String(settings[column]?.['align'] ?? 'left'))),
            ),
          ),
        ),
      );
    }
    case 'divider':
      return h('hr', { key });
    default:
      return h('p', { key }, `[${String(block['type'])}]`);
  }
}

const STYLE = `
:root { color-scheme: light dark; --text: #1d1c1d; --muted: #616061; --line: #ddd; --page: #fff; --accent: #1264a3; --primary: #007a5a; }
@media (prefers-color-scheme: dark) { :root { --text: #d1d2d3; --muted: #ababad; --line: #35373b; --page: #1a1d21; --accent: #1d9bd1; --primary: #148567; } }
body { margin: 0; padding: 16px 20px; background: var(--page); color: var(--text); font: 15px/1.46 Lato, 'Noto Sans', 'DejaVu Sans', sans-serif; }
article { display: grid; grid-template-columns: 36px minmax(0, 1fr); gap: 8px; margin-bottom: 14px; }
.avatar { width: 36px; height: 36px; border-radius: 8px; background: #2456b4; color: #fff; display: grid; place-items: center; font-weight: 700; }
.name { font-weight: 900; } .app { font-size: 10px; background: var(--line); color: var(--muted); border-radius: 2px; padding: 1px 3px; margin-left: 4px; }
p, h3, ul { margin: 4px 0; overflow-wrap: anywhere; } h3 { font-size: 18px; } pre { border: 1px solid var(--line); border-radius: 4px; padding: 8px; font-size: 12px; overflow-x: auto; }
.context { color: var(--muted); font-size: 13px; display: grid; gap: 2px; margin: 6px 0; overflow-wrap: anywhere; } .mention { color: var(--accent); }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; } button { font: inherit; font-weight: 700; font-size: 13px; color: inherit; background: var(--page); border: 1px solid var(--line); border-radius: 4px; padding: 5px 12px; max-width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
button.primary { background: var(--primary); color: #fff; border-color: var(--primary); }
table { border-collapse: collapse; margin: 6px 0; display: block; overflow-x: auto; } td { border: 1px solid var(--line); padding: 6px 10px; white-space: nowrap; } td p { margin: 0; }
img { max-width: min(560px, 100%); border-radius: 8px; border: 1px solid var(--line); } figcaption { font-size: 13px; color: var(--muted); } figure { margin: 4px 0; }
`;

/** Messages of an app as a page. */
export function slackPage(messages: readonly ShownMessage[]): string {
  const body = messages.map(({ blocks, image }, key) =>
    h(
      'article',
      { key },
      h('div', { className: 'avatar' }, 'S'),
      h(
        'div',
        null,
        h('div', null, h('span', { className: 'name' }, 'ShopIQ'), h('span', { className: 'app' }, 'APP')),
        image
          ? h(
              'figure',
              null,
              h('figcaption', null, image.title),
              h('img', { alt: image.alt, src: `data:image/png;base64,${Buffer.from(image.png).toString('base64')}` }),
            )
          : (blocks as unknown as Node[]).map(toHtml),
      ),
    ),
  );
  return `<!doctype html><meta name="viewport" content="width=device-width"><style>${STYLE}</style>${renderToStaticMarkup(h('main', null, body))}`;
}
