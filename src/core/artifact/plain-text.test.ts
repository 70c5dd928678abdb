import { describe, expect, it } from 'vitest';
import { LINK_REMOVED, toPlainLine, withPlainDigits, withoutLinks, withoutUnseen } from './plain-text';

describe('withoutLinks takes out', () => {
  it.each([
    ['a Markdown image', 'Sales ![x](https://evil.example/p.png?d=165) rose.'],
    ['a Markdown link', 'See [the report](https://evil.example/?q=1).'],
    ['a reference image', '![x][1]\n\n[1]: https://evil.example/a'],
    ['an autolink', 'Go to <https://evil.example>.'],
    ['a bare address', 'Go to https://evil.example/a?b=c now.'],
    ['an address without scheme', 'Go to www.evil.example or //evil.example/x.'],
    ['a domain with a path', 'Go to evil.example/collect?d=165.'],
    ['a deep domain that carries data', 'Look up 165.data.evil.example today.'],
    ['an address in numbers', 'Go to 10.0.0.1/x.'],
    ['an e-mail address', 'Write to a@evil.example.'],
    ['a script URL', 'Click javascript:alert(1).'],
    ['a script URL with a gap', 'Click javascript :alert(1).'],
    ['a data URL', 'Open data:text/html;base64,PHNjcmlwdD4=.'],
    ['HTML', 'Sales <img src=x onerror=alert(1)> and <a href="https://evil.example">more</a>.'],
    ['HTML that is not closed', 'Sales <img src="https://evil.example/x'],
    ['a look-alike scheme', 'Go to һttрs://evil.example/x.'],
    ['look-alike marks', 'Go to https∶∕∕evil.example.'],
    ['entities', 'Go to &#104;ttps://evil.example.'],
    ['a domain behind very many labels', `Go to ${'a.'.repeat(40)}evil.example/x.`],
    ['a domain behind a label longer than any', `Go to ${'a'.repeat(200)}.evil.example/x.`],
    ['an e-mail address of a very long name', `Write to ${'a'.repeat(200)}@evil.example.`],
    ['an image with a very long name', `Sales ![${'x'.repeat(900)}](https://evil.example/p.png).`],
    ['a full-width scheme', 'Go to ｈｔｔｐｓ：／／evil.example.'],
  ])('%s', (_title, text) => {
    const cleaned = withoutLinks(text);
    expect(cleaned.removed).toBeGreaterThan(0);
    expect(cleaned.text).not.toMatch(/https?:|javascript\s*:|data:|<img|<a |!\[|\]\(|evil\.example\/|@evil|www\./i);
  });

  it('nothing of plain sentences with references, lists, names and prices', () => {
    const texts = [
      'Net sales were **[[t1/0/netSales]]** (up [[t1/0/netSales_changePct]]).',
      'Blue mug: 12 oz, 3.5 in/9 cm; Salt & Pepper <3, A/B test, 24/7, etc.',
      '- Amazon.com leads\n- Bol.com follows',
      'Ratio 1:2 at 11:00, e.g. on 2026-01-31.',
      'The average was 4.56 (of 5).',
      '[number not verified]',
    ];
    for (const text of texts) expect(withoutLinks(text)).toEqual({ text, removed: 0 });
  });

  it('the words of a link stay, and the sentence keeps its full stop', () => {
    expect(withoutLinks('See [the report](https://evil.example/x) now.').text).toBe('See the report now.');
    expect(withoutLinks('See https://evil.example/x.').text).toBe(`See ${LINK_REMOVED}.`);
  });
});

describe('withoutUnseen', () => {
  it('takes out what hides in text or commands a terminal', () => {
    expect(withoutUnseen('9\u200b9\u200d9\u2060')).toBe('999');
    expect(withoutUnseen('\u202e$123\u202c')).toBe('$123');
    expect(withoutUnseen('\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007 \u001b[31mred\u001b[0m')).toBe('click red');
    expect(withoutUnseen('line\n\tnext')).toBe('line\n\tnext');
    expect(withoutUnseen('a\u{e0041}b')).toBe('ab');
  });
});

describe('withPlainDigits', () => {
  it('reads digits of every script', () => {
    expect(withPlainDigits('１２３ ٤٥٦ ७८९ 𝟏𝟐𝟗 0')).toBe('123 456 789 129 0');
  });
});

describe('toPlainLine', () => {
  it('makes one line and cuts it', () => {
    expect(toPlainLine('a\n\u0007b   c', 20)).toBe('a b c');
    expect(toPlainLine('x'.repeat(30), 10)).toHaveLength(10);
  });
});
