import { expect, it } from '@jest/globals';
import { WhileStanding } from './while-standing.ts';

it('what was worked out is remembered by its name, and worked out anew once anything moved', () => {
  let stand = '1';
  let worked = 0;
  const known = new WhileStanding(() => stand);
  const ask = (name: string) => known.once(name, () => `${name} ${(worked += 1)}`);
  expect([ask('a'), ask('b'), ask('a')]).toEqual(['a 1', 'b 2', 'a 1']);
  stand = '2';
  expect([ask('a'), ask('a')]).toEqual(['a 3', 'a 3']);
  stand = '1';
  expect(ask('b')).toBe('b 4');
});
