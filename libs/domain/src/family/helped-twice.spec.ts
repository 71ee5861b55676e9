import { describe, expect, it } from '@jest/globals';
import { helpedTwice } from './helped-twice.ts';

const first = { family: 'family-mother', episode: 'episode-1', opened: 10 };
const second = { family: 'family-father', episode: 'episode-2', opened: 20 };

describe('a child helped in two open episodes', () => {
  it('is, in both families, by whatever made it two', () => {
    expect(helpedTwice([second, first])).toEqual(['family-father', 'family-mother']);
    expect(helpedTwice([first, { ...second, family: first.family }])).toEqual(['family-mother']);
  });

  it('is said once of two that opened at once, by the later', () => {
    expect(helpedTwice([first, second], 'episode-2')).toHaveLength(2);
    expect(helpedTwice([first, second], 'episode-1')).toEqual([]);
  });

  it('is no child who is helped in one, under two records or none', () => {
    expect(helpedTwice([first, first])).toEqual([]);
    expect(helpedTwice([first], 'episode-1')).toEqual([]);
    expect(helpedTwice([])).toEqual([]);
  });
});
