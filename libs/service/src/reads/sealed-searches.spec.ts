import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Rejected, uuidv5 } from '#libs/contracts';
import type { Order } from '../door/door.ts';
import type { Sync } from './search-journal.ts';
import { SealedSearches } from './sealed-searches.ts';

const SEARCH = '5f0e4d55-5b2e-4b0e-9d0a-0d8f6a3b2c11';
const at = '2026-03-10T12:00:00.000Z';
const actor = { user: 'u-1', role: 'COORDINATOR', agency: 'organisation-county' } as const;
const search = { id: SEARCH, at, actor, persons: ['ava'] };

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'searches-'));
  file = join(folder, 'sealed-searches');
});
afterEach(() => rmSync(folder, { recursive: true }));

const isLeft = () => readFileSync(file, 'utf8') !== '';

/** Searches of a store of the key, and the orders they give, each answered so. */
function searches(
  key: string,
  answer: () => Promise<never>,
  sync?: Sync,
): { opened: SealedSearches; orders: Order[] } {
  const orders: Order[] = [];
  const send = (order: Order): Promise<never> => {
    orders.push(order);
    return answer();
  };
  const mint = (seed: string): string => `${key} ${seed}`;
  const sight = { sealsOver: () => ['family-1'] };
  const opened = new SealedSearches({
    door: { send },
    sight,
    vault: { mint },
    file,
    caughtUp: async () => 1,
    ...(sync && { sync }),
  });
  return { opened, orders };
}

const refused = async (): Promise<never> => {
  throw new Rejected('NOT_FOUND');
};
const failing = (reason: Error) => async (): Promise<never> => {
  throw reason;
};

/** The orders that one search gives in a store of the key. */
async function ordersUnder(key: string, persons: readonly string[] = ['ava']): Promise<Order[]> {
  const { opened, orders } = searches(key, refused);
  await opened.note({ ...search, persons });
  await opened.close();
  return orders;
}

describe('a search that met somebody whose record is sealed', () => {
  it('is noted under each seal, as whoever searched and when', async () => {
    const data = { record: 'family-1', matched: 'ava', foundIn: 'SEARCH' };
    const occurredAt = { precision: 'INSTANT', value: at };
    expect(await ordersUnder('one')).toMatchObject([{ type: 'NoteSealedMatch', data, actor, occurredAt }]);
  });

  it('is noted once, and under an id that only this store could make again', async () => {
    const [first] = await ordersUnder('one');
    const [again] = await ordersUnder('one');
    const [elsewhere] = await ordersUnder('two');
    expect(again?.commandId).toBe(first?.commandId);
    expect(elsewhere?.commandId).not.toBe(first?.commandId);
    expect(first?.commandId).not.toBe(uuidv5(SEARCH, 'family-1 ava'));
  });

  it('stands in a file from before its answer until it is noted', async () => {
    const { opened } = searches('one', refused);
    void opened.note(search);
    expect(isLeft()).toBe(true);
    await opened.close();
    expect(isLeft()).toBe(false);
  });

  it('is written as one that met nobody is, which gives no order', async () => {
    const { opened, orders } = searches('one', refused);
    void opened.note({ ...search, persons: [] });
    expect(isLeft()).toBe(true);
    await opened.close();
    expect([orders, isLeft()]).toEqual([[], false]);
  });

  it('is noted by the next process, as it was, where one was killed before it could', async () => {
    const killed = searches('one', () => new Promise<never>(() => undefined));
    await killed.opened.note(search);
    await new Promise(setImmediate);
    appendFileSync(file, '{"id":"cut sho');
    const next = searches('one', refused);
    await next.opened.close();
    expect(next.orders).toEqual(killed.orders);
    expect(next.orders).toHaveLength(1);
    expect(isLeft()).toBe(false);
  });

  it.each<[string, Error]>([
    ...(['STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN', 'KEY_SERVICE_UNAVAILABLE', 'STALE'] as const).map(
      (code): [string, Error] => [code, new Rejected(code)],
    ),
    ['UPGRADE_NEEDED', new Rejected('UPGRADE_NEEDED')],
    ['a fault', new TypeError('a fault')],
  ])('is left to the next process where it could not be written: %s', async (_, reason) => {
    const { opened } = searches('one', failing(reason));
    void opened.note(search);
    void opened.note({ ...search, id: uuidv5(SEARCH, 'another'), persons: [] });
    await opened.close();
    const next = searches('one', refused);
    await next.opened.close();
    expect(next.orders.map(({ data }) => data)).toMatchObject([{ matched: 'ava' }]);
    expect(isLeft()).toBe(false);
  });

  it('is noted a minute later where it could not be written, by the same process', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    try {
      const answers = [failing(new Rejected('STORE_UNAVAILABLE')), refused];
      const { opened, orders } = searches('one', () => (answers.shift() ?? refused)());
      await opened.note(search);
      while (orders.length === 0) await new Promise(setImmediate);
      await new Promise(setImmediate);
      expect(isLeft()).toBe(true);
      jest.advanceTimersByTime(60_000);
      await opened.close();
      expect(orders).toHaveLength(2);
      expect(isLeft()).toBe(false);
    } finally {
      jest.useRealTimers();
    }
  });

  it('is answered once its line is durable, and not where it cannot be', async () => {
    let synced = (): void => undefined;
    const held = searches('one', refused, () => new Promise((resolve) => (synced = resolve)));
    let isAnswered = false;
    const noting = held.opened.note(search).then(() => (isAnswered = true));
    await new Promise(setImmediate);
    expect([isLeft(), isAnswered]).toEqual([true, false]);
    synced();
    await noting;
    await held.opened.close();
    const unsure = searches('one', refused, async () => {
      throw new Error('EIO');
    });
    await expect(unsure.opened.note(search)).rejects.toThrow('EIO');
    await unsure.opened.close();
    expect(unsure.orders).toEqual([]);
  });

  it('is noted by the next process wherever the file was cut, or spoilt, after what was durable when it was answered', async () => {
    const killed = searches('one', () => new Promise<never>(() => undefined));
    await killed.opened.note(search);
    const durable = readFileSync(file).length;
    void killed.opened.note({ ...search, id: uuidv5(SEARCH, 'unanswered') });
    const whole = readFileSync(file);
    for (let cut = durable; cut < whole.length; cut++)
      for (const lost of [Buffer.alloc(0), Buffer.alloc(8), Buffer.from('\u0000\n')]) {
        writeFileSync(file, Buffer.concat([whole.subarray(0, cut), lost]));
        const next = searches('one', refused);
        await next.opened.close();
        expect(next.orders).toEqual(killed.orders);
        expect(isLeft()).toBe(false);
      }
  });
});
