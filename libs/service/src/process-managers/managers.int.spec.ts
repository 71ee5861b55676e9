import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Rejected, streamSubject, type StoredEvent } from '#libs/contracts';
import type { Door } from '../door/door.ts';
import {
  manager,
  NOON,
  openedOf,
  order,
  refusal,
  school,
  smallRecord,
  type SmallRecord,
} from '../testing/small-record.ts';
import { workFailures } from '../told.ts';
import { ProcessManagers, type ManagerParts } from './managers.ts';
import { systemActor, type ProcessManager } from './manager.ts';

let record: SmallRecord;
let folder: string;
let running: ProcessManagers[];
/** Whom the flag is about as well, by what came to be known meanwhile. */
let since: readonly string[];
beforeEach(async () => {
  record = await smallRecord();
  folder = mkdtempSync(join(tmpdir(), 'managers-'));
  running = [];
  since = [];
});
afterEach(async () => {
  await Promise.all(running.map((each) => each.close()));
  await record.close();
  rmSync(folder, { recursive: true });
});

/** Raises a flag about each organisation that is registered: a follower that any test can cause. */
const flagging: ProcessManager = {
  name: 'flagging',
  causes: ['OrganisationRegistered'],
  steps: async ({ id, stream }) => [
    {
      name: 'flag',
      order: {
        type: 'RaiseDataQualityFlag',
        data: { flag: 'PLACE_MISMATCH', persons: [streamSubject(stream), ...since], cause: id },
      },
      starts: `flag-${record.vault.mint(`${id}`, 9)}`,
    },
  ],
};

function managers(changed: Partial<ManagerParts> = {}): ProcessManagers {
  const file = join(folder, `${running.length}.json`);
  const made = new ProcessManagers({ ...record, managers: [flagging], file, ...changed });
  running.push(made);
  return made;
}

async function register(): Promise<number> {
  return (await record.door.send(order('RegisterOrganisation', school, { actor: manager }))).position;
}

const flags = (): Promise<StoredEvent[]> => openedOf(record, 'DataQualityFlagRaised');

describe('what follows from an event', () => {
  it('is caused by it, and says so where that is sealed: of a flag, what caused it may be what it says', async () => {
    const followers = managers();
    followers.start();
    await followers.reached(await register());
    const [cause] = await record.events();
    const [flag] = await flags();
    expect(flag).toMatchObject({
      source: 'SYSTEM',
      actor: { role: 'SYSTEM' },
      data: { cause: cause?.id },
    });
    expect([flag?.causationId, flag?.correlationId]).toEqual([flag?.commandId, flag?.commandId]);
  });

  it('happens once, though two follow at the same time and both start anew', async () => {
    const position = await register();
    for (const each of [managers(), managers()]) each.start();
    await Promise.all(running.map((each) => each.reached(position)));
    const again = managers();
    again.start();
    await again.reached(position);
    expect(await flags()).toHaveLength(1);
  });

  it('is done, where it was done by what was known before: it is not parked, nor done again', async () => {
    const position = await register();
    for (const known of [[], ['0'.repeat(26)]]) {
      since = known;
      const followers = managers();
      followers.start();
      await followers.reached(position);
      expect(followers.parked()).toEqual([]);
    }
    expect(await flags()).toHaveLength(1);
  });

  it('is not looked at again after a start', async () => {
    const position = await register();
    const first = managers();
    first.start();
    await first.reached(position);
    await first.close();
    const looked: string[] = [];
    const watching: ProcessManager = {
      ...flagging,
      steps: async ({ id }) => {
        looked.push(id);
        return [];
      },
    };
    const second = managers({ managers: [watching], file: join(folder, '0.json') });
    second.start();
    await second.reached(await register());
    expect(looked).toHaveLength(1);
  });

  it('is looked at from the start of the log where the checkpoint is lost', async () => {
    const position = await register();
    const followers = managers();
    followers.start();
    await followers.reached(position);
    expect(await flags()).toHaveLength(1);
  });
});

describe('a checkpoint that cannot be read', () => {
  it.each(['{"position": ', '{"position": 3}', ''])(
    'is never taken for one in which nothing waits: %j',
    (damaged) => {
      writeFileSync(join(folder, '0.json'), damaged);
      expect(() => managers()).toThrow(expect.objectContaining({ code: 'STORE_REFUSED' }));
      expect(readFileSync(join(folder, '0.json'), 'utf8')).toBe(damaged);
    },
  );

  it('is not passed over either where it is no file', () => {
    mkdirSync(join(folder, '0.json'));
    expect(() => managers()).toThrow(expect.objectContaining({ code: 'STORE_REFUSED' }));
  });
});

describe('a step that is not done', () => {
  const refusing: Door = { send: () => Promise.reject(new Rejected('NOT_FOUND')) };

  it('is parked where it is refused, kept over a start, and can be retried', async () => {
    const position = await register();
    const first = managers({ door: refusing });
    first.start();
    await first.reached(position);
    const [parked] = first.parked();
    expect(first.parked()).toEqual([
      { manager: 'flagging', step: 'flag', cause: (await record.events())[0]?.id, code: 'NOT_FOUND' },
    ]);
    await first.close();

    const second = managers({ file: join(folder, '0.json') });
    expect(second.parked()).toEqual(first.parked());
    if (parked !== undefined) await second.retry(parked, 'u-7');
    expect(second.parked()).toEqual([]);
    expect(await flags()).toHaveLength(1);
    expect(JSON.parse(readFileSync(join(folder, '0.json'), 'utf8'))).toMatchObject({ parked: [] });
  });

  it('stays parked where it is refused again', async () => {
    const position = await register();
    const followers = managers({ door: refusing });
    followers.start();
    await followers.reached(position);
    const [parked] = followers.parked();
    if (parked === undefined) throw new TypeError('nothing is parked');
    expect(await refusal(followers.retry(parked, 'u-7'))).toEqual({ code: 'NOT_FOUND' });
    expect(followers.parked()).toHaveLength(1);
  });

  it('is parked, not done, where its cause is older than a day by the store\u2019s clock', async () => {
    const position = await register();
    record.clock.standAt('2026-03-11T12:00:00.001Z');
    const followers = managers();
    followers.start();
    await followers.reached(position);
    expect(followers.parked()).toMatchObject([{ code: 'TOO_OLD' }]);
    expect(await flags()).toEqual([]);
    const [parked] = followers.parked();
    if (parked !== undefined) await followers.retry(parked, 'u-7');
    expect(await flags()).toMatchObject([{ actor: { ...systemActor, onBehalfOf: 'u-7' } }]);
  });

  it('is done where its cause is a day old and no older', async () => {
    const position = await register();
    record.clock.standAt('2026-03-11T12:00:00.000Z');
    const followers = managers();
    followers.start();
    await followers.reached(position);
    expect(await flags()).toHaveLength(1);
    expect(record.clock.now() > NOON).toBe(true);
  });

  it.each([
    [1, []],
    [5, [{ code: 'STORE_UNAVAILABLE' }]],
  ])(
    'is tried until it is answered where the store is out of reach, %i times, and lasting trouble is told once',
    async (failures, expected) => {
      const told: unknown[] = [];
      const tell = (failed: unknown) => void told.push(failed);
      workFailures.subscribe(tell);
      const position = await register();
      let tries = 0;
      const door: Door = {
        send: (sent) =>
          tries++ < failures ? Promise.reject(new Rejected('STORE_UNAVAILABLE')) : record.door.send(sent),
      };
      const followers = managers({ door });
      followers.start();
      await followers.reached(position);
      workFailures.unsubscribe(tell);
      expect(await flags()).toHaveLength(1);
      expect(followers.parked()).toEqual([]);
      expect(told).toEqual(expected);
    },
  );

  it('is parked where looking at its cause fails, and does not hold up what comes after', async () => {
    const failing: ProcessManager = {
      ...flagging,
      name: 'failing',
      steps: () => Promise.reject(new TypeError('a fault')),
    };
    const followers = managers({ managers: [failing, flagging] });
    followers.start();
    await followers.reached(await register());
    expect(followers.parked()).toMatchObject([{ manager: 'failing', step: '*', code: 'INTERNAL' }]);
    expect(await flags()).toHaveLength(1);
  });

  it('cannot be retried where it is not parked', async () => {
    await register();
    const [cause] = await record.events();
    const asked = { manager: 'flagging', step: 'flag', cause: cause?.id ?? '' };
    expect(await refusal(managers().retry(asked, 'u-7'))).toEqual({ code: 'NOT_FOUND' });
  });
});
