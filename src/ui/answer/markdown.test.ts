import { expect, it } from 'vitest';
import { parseBlocks, parseInline, trimUnfinished } from './markdown';

it('cuts prose into paragraphs, headings and lists', () => {
  expect(parseBlocks('Net sales were up.\nStill.\n\n## Why\n- One\n- Two\n1. First')).toEqual([
    { kind: 'paragraph', text: 'Net sales were up. Still.' },
    { kind: 'heading', text: 'Why' },
    { kind: 'list', isOrdered: false, items: ['One', 'Two'] },
    { kind: 'list', isOrdered: true, items: ['First'] },
  ]);
});

it('keeps references inside strong text', () => {
  expect(parseInline('Sales were **[[t1/0/net_sales]]** in `BRL`.')).toEqual([
    { kind: 'text', text: 'Sales were ' },
    { kind: 'strong', text: '[[t1/0/net_sales]]' },
    { kind: 'text', text: ' in ' },
    { kind: 'code', text: 'BRL' },
    { kind: 'text', text: '.' },
  ]);
});

it('leaves links, images and HTML as text', () => {
  expect(parseInline('![x](http://evil/?q=1) <img src=x>')).toEqual([{ kind: 'text', text: '![x](http://evil/?q=1) <img src=x>' }]);
});

it('hides a half reference and closes open emphasis while streaming', () => {
  expect(trimUnfinished('Sales were [[t1/0/ne')).toBe('Sales were ');
  expect(trimUnfinished('Sales were [')).toBe('Sales were ');
  expect(trimUnfinished('Sales were **high')).toBe('Sales were **high**');
  expect(trimUnfinished('Sales were **')).toBe('Sales were ');
  expect(trimUnfinished('Sales were **[[t1/0/net]]')).toBe('Sales were **[[t1/0/net]]**');
  expect(trimUnfinished('Done **[[t1/0/a]]**.')).toBe('Done **[[t1/0/a]]**.');
});
