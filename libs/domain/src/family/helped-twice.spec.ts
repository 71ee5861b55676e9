import { describe, expect, it } from '@jest/globals';
import { helpedAsTwo, helpedTwice } from './helped-twice.ts';

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

describe('a child helped under two records that are one', () => {
  const under = (child: string, episode = 'episode-1') => ({ family: 'family-mother', episode, child });

  it('is helped twice in the episode of the two', () => {
    expect(helpedAsTwo([under('ava'), under('ava-again')])).toBe('family-mother');
  });

  it('is not where it is helped under one, or in two episodes', () => {
    expect(helpedAsTwo([under('ava')])).toBeUndefined();
    expect(helpedAsTwo([])).toBeUndefined();
    expect(helpedAsTwo([under('ava'), under('ava-again', 'episode-2')])).toBeUndefined();
  });
});
