import { describe, expect, it } from '@jest/globals';
import { chanceOf, shareOf } from './chance.ts';

const draws = (seed: string) => {
  const chance = chanceOf(seed);
  return Array.from({ length: 20 }, () => chance.whole(1, 1_000_000));
};

describe('chance', () => {
  it('gives the same for the same seed, and other numbers for another', () => {
    expect(draws('a')).toEqual(draws('a'));
    expect(draws('a')).not.toEqual(draws('b'));
  });

  it('is the same on every machine', () => {
    expect(draws('county').slice(0, 3)).toEqual([393264, 945013, 801746]);
  });

  it('branches without taking anything from what comes after', () => {
    const [one, other] = [chanceOf('a'), chanceOf('a')];
    one.branch('b').whole(1, 10);
    expect(one.whole(1, 1_000_000)).toBe(other.whole(1, 1_000_000));
  });

  it('picks the heavier choice more often', () => {
    const chance = chanceOf('weights');
    const chosen = Array.from({ length: 1000 }, () =>
      chance.weighted([
        [9, 'often'],
        [1, 'seldom'],
      ]),
    );
    const often = chosen.filter((each) => each === 'often').length;
    expect(often).toBeGreaterThan(860);
    expect(often).toBeLessThan(940);
  });

  it('draws log-normal numbers about their median', () => {
    const chance = chanceOf('normal');
    const numbers = Array.from({ length: 2001 }, () => chance.logNormal(10, 0.5)).sort(
      (one, other) => one - other,
    );
    expect(numbers[1000]).toBeGreaterThan(9.3);
    expect(numbers[1000]).toBeLessThan(10.7);
    expect(numbers[0]).toBeGreaterThan(0);
  });

  it('says yes to just the share it was given', () => {
    const isChosen = shareOf(0.124, chanceOf('share'));
    const chosen = Array.from({ length: 1000 }, () => isChosen()).filter(Boolean).length;
    expect([124, 125]).toContain(chosen);
  });
});
