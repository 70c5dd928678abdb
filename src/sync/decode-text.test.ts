import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextDecoding } from './decode-text';

function decode(bytes: Uint8Array, cuts: number[] = []): { text: string; warnings: string[] } {
  const warnings: string[] = [];
  const decoding = new TextDecoding((warning) => warnings.push(warning));
  let text = '';
  let start = 0;
  for (const cut of [...cuts.map((value) => value % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    text += decoding.decode(bytes.subarray(start, cut));
    start = cut;
  }
  return { text: text + decoding.end(), warnings };
}

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('TextDecoding', () => {
  it('reads UTF-8 whole however it is cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.nat()), (text, cuts) => {
        fc.pre(!text.startsWith('\ufeff') && !text.startsWith('\ufffe'));
        expect(decode(utf8(text), cuts)).toEqual({ text, warnings: [] });
      }),
    );
  });

  it('drops the byte order mark and reads UTF-16 both ways round', () => {
    expect(decode(utf8('\ufeffa,é')).text).toBe('a,é');
    const little = Buffer.from('\ufeffName,Größe\n', 'utf16le');
    expect(decode(little, [1, 5]).text).toBe('Name,Größe\n');
    expect(decode(Buffer.from(little).swap16(), [3]).text).toBe('Name,Größe\n');
  });

  it('takes a file that is not UTF-8 for Windows-1252 and says so', () => {
    const bytes = Buffer.concat([
      Buffer.from('Name,City,Price\nZo'),
      Buffer.from([0xeb]),
      Buffer.from(',K'),
      Buffer.from([0xf6]),
      Buffer.from('ln,5 '),
      Buffer.from([0x80]),
    ]);
    for (const cuts of [[], [19], [5, 20]]) {
      expect(decode(bytes, cuts)).toEqual({
        text: 'Name,City,Price\nZoë,Köln,5 €',
        warnings: ['The file is not UTF-8; it was read as Windows-1252 (Western European).'],
      });
    }
  });

  it('keeps UTF-8 with a few broken bytes UTF-8', () => {
    const bytes = Buffer.concat([utf8('Zoë, Köln, '), Buffer.from([0xff]), utf8(' und Łódź')]);
    const { text, warnings } = decode(bytes);
    expect(text).toBe('Zoë, Köln, \ufffd und Łódź');
    expect(warnings).toEqual(['Some characters are not valid UTF-8; they were read as \ufffd.']);
  });

  it('reads a file of one or two bytes, and none', () => {
    expect(decode(utf8('a')).text).toBe('a');
    expect(decode(utf8('')).text).toBe('');
  });
});
