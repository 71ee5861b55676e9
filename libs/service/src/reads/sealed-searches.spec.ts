import { describe, expect, it } from '@jest/globals';
import { uuidv5 } from '#libs/contracts';
import type { Order } from '../door/door.ts';
import { SealedSearches } from './sealed-searches.ts';

const SEARCH = '5f0e4d55-5b2e-4b0e-9d0a-0d8f6a3b2c11';
const actor = { user: 'u-1', role: 'COORDINATOR', agency: 'organisation-county' } as const;

/** The orders that one search gives in a store of the key. */
async function ordersUnder(key: string): Promise<Order[]> {
  const orders: Order[] = [];
  const send = async (order: Order): Promise<never> => {
    orders.push(order);
    throw new Error('nothing is kept here');
  };
  const mint = (seed: string): string => `${key} ${seed}`;
  const searches = new SealedSearches({ send }, { sealsOver: () => ['family-1'] }, { mint });
  searches.note({ id: SEARCH, actor, persons: ['ava'] });
  await searches.close();
  return orders;
}

describe('a search that met somebody whose record is sealed', () => {
  it('is noted under each seal, as whoever searched', async () => {
    const data = { record: 'family-1', matched: 'ava', foundIn: 'SEARCH' };
    expect(await ordersUnder('one')).toMatchObject([{ type: 'NoteSealedMatch', data, actor }]);
  });

  it('is noted once, and under an id that only this store could make again', async () => {
    const [first] = await ordersUnder('one');
    const [again] = await ordersUnder('one');
    const [elsewhere] = await ordersUnder('two');
    expect(again?.commandId).toBe(first?.commandId);
    expect(elsewhere?.commandId).not.toBe(first?.commandId);
    expect(first?.commandId).not.toBe(uuidv5(SEARCH, 'family-1 ava'));
  });
});
