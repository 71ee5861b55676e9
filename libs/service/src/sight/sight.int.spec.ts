import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Principal } from '#libs/access';
import type { Readers } from '#libs/read-models';
import { openRecord, type FamilyRecord } from '../record.ts';
import { readSettings } from '../settings/settings.ts';
import { Sight } from './sight.ts';
import { tellWholeStory } from '../testing/whole-story.ts';

let folder: string;
let record: FamilyRecord;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sight-'));
  const settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: '2026-03-10T12:00:00Z' });
  record = await openRecord(settings, { inline: true });
});
afterAll(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
});

const agency = 'organisation-a';
const principals = (workers: readonly string[]): Principal[] => [
  { user: 'u-1', role: 'COORDINATOR', agency },
  { user: 'u-2', role: 'PARTNER', agency },
  ...workers.map((worker): Principal => ({ user: worker, role: 'KEYWORKER', agency, worker })),
];

/** All that is told of seals to these callers. */
function told(sight: Sight, readers: Readers): unknown {
  const seals = readers.seals.inForce();
  const custodians = [...new Set(seals.flatMap((seal) => seal.custodians))];
  const records = [...seals.map((seal) => seal.record), ...sight.sealed().families];
  return [
    sight.sealed(),
    ...principals(custodians).map((each) => [
      sight.sealedFrom(each),
      sight.unlistedFor(each),
      sight.keptBy(each),
      records.map((named) => [sight.isSealed(each, named), sight.heldUnder(each, named)]),
    ]),
    records.map((named) => [sight.isCovered(named), sight.sealsOver(named), sight.keepersOf(named)]),
  ];
}

it('sight that remembers tells after each order what one that knows nothing yet does', async () => {
  const { door, managers, store, projector, readers } = record;
  const kept = new Sight(readers);
  const seen = new Set<number>();
  const send: typeof door.send = async (order) => {
    const answer = await door.send(order);
    await projector.reached(await store.head());
    expect(told(kept, readers)).toEqual(told(new Sight(readers), readers));
    seen.add(kept.sealed().persons.size);
    return answer;
  };
  await tellWholeStory({ door: { send }, managers, store });
  expect(seen.size).toBeGreaterThan(1);
}, 120_000);

it('what is sealed is worked out once while nothing moves, and for each custody', () => {
  const asked: string[] = [];
  const by = new Set<string>();
  let stand = 0;
  const seals = ['a', 'b'].map((record) => ({
    record,
    custodians: [`worker-${record}`],
    ground: 'ADOPTION',
  }));
  const ask =
    <T>(what: string, answer: T) =>
    (): T => {
      asked.push(what);
      return answer;
    };
  const readers = {
    stand: (...models: string[]) => {
      by.add(models.join());
      return String(stand);
    },
    seals: { inForce: ask('seals', seals) },
    people: { recordsOfAll: (persons: string[]) => new Map(persons.map((each) => [each, [each]])) },
    families: {
      livingWith: () => [],
      membersOfAll: () => [],
      everyFamilyOf: (persons: string[]) => {
        asked.push(persons.join());
        return [];
      },
    },
    timeline: {
      mergedInto: () => [],
      requestsNaming: ask('requests', []),
      subjectsIdentifiedAs: () => [],
    },
  };
  const sight = new Sight(readers as object as Readers);
  const seenBy = (worker: string) => {
    const { persons } = sight.sealedFrom({ user: 'u', role: 'KEYWORKER', agency, worker });
    return [...persons];
  };
  const nobody = [seenBy('worker-c'), seenBy('worker-d'), seenBy('worker-c')];
  expect(nobody).toEqual([
    ['a', 'b'],
    ['a', 'b'],
    ['a', 'b'],
  ]);
  expect(asked).toEqual(['seals', 'a,b', 'requests']);
  expect([seenBy('worker-a'), seenBy('worker-a')]).toEqual([['b'], ['b']]);
  expect(asked).toEqual(['seals', 'a,b', 'requests', 'b', 'requests']);
  // It asks no other model than those.
  expect([...by]).toEqual(['seals', 'people,families,timeline']);
  stand++;
  seenBy('worker-c');
  expect(asked).toEqual([...['seals', 'a,b', 'requests', 'b', 'requests'], ...['seals', 'a,b', 'requests']]);
});
