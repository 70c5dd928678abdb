import { describe, expect, it } from 'vitest';
import { toQuestion } from './words';

describe('what somebody wrote in Slack', () => {
  it.each([
    ['<@UBOT> net sales last month?', 'net sales last month?'],
    ['  <@UBOT>   how many\norders ', 'how many orders'],
    ['orders over 50 &lt; 100 &amp; paid', 'orders over 50 < 100 & paid'],
    ['what does <@U2|ann> sell in <#C1|general>', 'what does @ann sell in #general'],
    ['<@U2> sells', '@U2 sells'],
    ['visits of <https://shop.example/a?b=c|shop.example> and <https://x.example>', 'visits of shop.example and https://x.example'],
    ['<!here> sales since <!date^1392734382^{date}|Feb 18>', 'here sales since Feb 18'],
    ['', ''],
  ])('%s is the question %s', (text, question) => {
    expect(toQuestion(text, 'UBOT')).toBe(question);
  });

  it('is cut where the web cuts it', () => {
    expect(toQuestion('a'.repeat(9000), 'UBOT')).toHaveLength(4000);
  });
});
