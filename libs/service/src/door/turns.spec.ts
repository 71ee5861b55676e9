import { expect, it } from '@jest/globals';
import type { Shaped } from './order.ts';
import { Turns } from './turns.ts';

const link = (survivor: string, other: string): Pick<Shaped, 'command' | 'stream'> => {
  const data = {
    survivor,
    other,
    evidence: ['SAME_NHS_NUMBER'],
    requestedBy: 'worker-1',
    approvedBy: 'worker-2',
  };
  return { stream: 'identity-1', command: { type: 'LinkPersonsAsSame', data } };
};

it('a link and what holds the same two people wait for one another, whichever of them is the survivor', async () => {
  const turns = new Turns(async () => undefined);
  const done: string[] = [];
  const did = (what: string) => async () => void done.push(what);
  const held = turns.holding(['person-a', 'person-b'], did('told'));
  const linked = turns.take(link('b', 'a'), did('linked'));
  const again = turns.holding(['person-a', 'person-b'], did('told again'));
  await Promise.all([held, linked, again]);
  expect(done.toSorted()).toEqual(['linked', 'told', 'told again']);
});
