import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLossless } from './parse-lossless';

describe('parseLossless', () => {
  it('keeps ids beyond 2^53 and amounts that a float would change digit by digit', () => {
    expect(
      parseLossless(
        '{"id":820982911946154508,"list":[-9007199254740993,7],"price":1.2345678901234567890,"paid":123456789012345.678,"rest":12.600000000000001,"whole":12.00000000000000000,"few":0.1,"much":1e300}',
      ),
    ).toEqual({
      id: '820982911946154508',
      list: ['-9007199254740993', 7],
      price: '1.2345678901234567890',
      paid: '123456789012345.678',
      rest: 12.600000000000001,
      whole: 12,
      few: 0.1,
      much: 1e300,
    });
  });

  it('leaves digits within text alone', () => {
    const text = JSON.stringify({ note: ': 1234567890123456, "quoted" 9007199254740993', list: ['1234567890123456789'] });
    expect(parseLossless(text)).toEqual(JSON.parse(text));
  });

  it('reads other JSON as it is', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        // Numbers of many digits are another test's matter.
        fc.pre(!/\d{16}/.test(text));
        expect(parseLossless(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});
