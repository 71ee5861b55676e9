import { describe, expect, it } from '@jest/globals';
import { saysNothing, visible } from './visible.ts';

describe('a text', () => {
  it.each([
    ['', 'of nothing'],
    [' \u00A0\t\n', 'of spaces'],
    ['\u200B\u2060', 'of spaces without width'],
    ['\u200D\uFEFF', 'of joiners'],
    ['\u202E\u2066\u200F', 'of marks of direction'],
    ['\u3164\uFFA0', 'of fillers'],
    ['\u2800', 'of a blank of Braille'],
    ['\u0301\uFE0F', 'of marks on nothing'],
  ])('says nothing: %j, %s', (text) => {
    expect(saysNothing(text)).toBe(true);
  });

  it.each(['Ava', 'مريم', 'कि', 'Zoe\u0308', '\u{1F984}', 'می\u200Cخواهم', '.'])(
    'says something: %j',
    (text) => {
      expect(saysNothing(text)).toBe(false);
    },
  );

  it('is as long as what somebody can see of it', () => {
    expect(visible(' \u200BA\u200Bva\u2060 ')).toBe('Ava');
    expect(visible('कि')).toBe('कि');
  });
});
