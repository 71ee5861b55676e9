import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { linkTables, readAs, recordsOf } from './links.ts';
import { Database } from './database.ts';
import { Counted } from './testing/counted.ts';

const person = fc.constantFrom('p-1', 'p-2', 'p-3', 'p-4', 'p-5', 'p-6');
const link = fc.record({
  other: person,
  survivor: person,
  since: fc.nat(9),
  lasts: fc.integer({ min: 1, max: 9 }),
});
const links = fc.uniqueArray(link, {
  maxLength: 8,
  selector: ({ other, survivor, since }) => `${other} ${survivor} ${since}`,
});

it('several persons are each read under the first of their records, found in one statement', () => {
  const database = new Database(':memory:');
  database.exec(linkTables);
  fc.assert(
    fc.property(links, fc.uniqueArray(person), fc.nat(12), (all, asked, position) => {
      database.exec('DELETE FROM links');
      for (const { other, survivor, since, lasts } of all)
        database.run('INSERT INTO links VALUES (?, ?, ?, ?, ?)', 'i', other, survivor, since, since + lasts);
      const rows = new Counted({ tables: () => database });
      const found = readAs(rows.tables(), asked, position);
      expect(rows.statements).toBe(1);
      expect([...found.keys()].sort()).toEqual([...asked].sort());
      for (const each of asked) expect(found.get(each)).toBe(recordsOf(database, each, position)[0]);
    }),
  );
  database.close();
});
