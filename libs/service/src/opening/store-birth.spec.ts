import { describe, expect, it } from '@jest/globals';
import { Rejected, type RefusalCode } from '#libs/contracts';
import type { Door, Order } from '../door/door.ts';
import { giveBirth } from './store-birth.ts';

const BIRTH = { origin: 'example.org/family-help', authority: '919', mode: 'PRODUCTION', clock: 'MACHINE' };

/** Refuses the first order so, and takes the next; keeps what it was sent. */
function refusingOnce(code: RefusalCode): { door: Door; sent: Order[] } {
  const sent: Order[] = [];
  const door: Door = {
    send: async (order) => {
      if (sent.push(order) === 1) throw new Rejected(code);
      return { position: 0, token: '', revision: 0, events: 1, id: '' };
    },
  };
  return { door, sent };
}

describe('the birth of a store', () => {
  it.each<RefusalCode>(['PENDING', 'OUTCOME_UNKNOWN', 'STORE_UNAVAILABLE'])(
    'is sent again, as it was, where its database answers %s',
    async (code) => {
      const { door, sent } = refusingOnce(code);
      await giveBirth(door, BIRTH);
      expect(sent).toHaveLength(2);
      expect(sent[1]).toEqual(sent[0]);
    },
  );

  it('is not sent again where it was refused', async () => {
    const { door, sent } = refusingOnce('STORE_REFUSED');
    await expect(giveBirth(door, BIRTH)).rejects.toMatchObject({ code: 'STORE_REFUSED' });
    expect(sent).toHaveLength(1);
  });
});
