import { describe, expect, it } from '@jest/globals';
import { Database } from '../database.ts';
import { FamiliesReader } from '../families/reader.ts';
import { families } from '../families/projection.ts';
import { recordProjections } from '../projections.ts';
import { tablesOf } from '../testing/contents.ts';
import { AVA, FAMILY, hillFamily } from '../testing/hill.ts';
import { project, Projected } from '../testing/project.ts';

/** Tables that every model has, and those that say what was recorded, or what is of no one stream. */
const AS_RECORDED = [
  ...['projection', 'parked', 'stale', 'clock'],
  ...['names', 'events', 'family_events', 'person_events', 'shared'],
];
const BY_ITSELF = ['versions', 'level_ranks', 'settings', 'meanings', 'moved', 'late', 'lines', 'legs'];
/** Tables of streams whose events are never corrected. */
const STANDING = [
  'glass_uses',
  'glass_uses_since',
  'holds',
  'holds_since',
  'erasures',
  'erasures_since',
  'named',
  'erased',
  'tombstones',
  'registered',
  'rules',
  'restrictions',
  'samples',
  'samples_since',
  'cases',
  'replacements',
  'audits',
  'audits_since',
  'answers',
  'audit_actions',
  'audit_actions_since',
  'concerns',
];
/** Tables whose rows several streams tell of: told again by what follows an amendment of any of them. */
const COMPOSED: Readonly<Record<string, readonly string[]>> = { requests: ['spans', 'spans_since'] };

describe('what a correction changes in the models', () => {
  it.each(recordProjections)('is told again in every table of $name', (projection) => {
    const tables = Object.keys(tablesOf(new Projected(projection).model.tables));
    const retold = projection.retold.flatMap((each) => each.tables.map(({ table }) => table));
    const left = tables.filter(
      (name) =>
        ![
          ...AS_RECORDED,
          ...BY_ITSELF,
          ...STANDING,
          ...retold,
          ...(COMPOSED[projection.name] ?? []),
        ].includes(name),
    );
    expect(left).toEqual([]);
  });

  it.each(recordProjections)('is found by an index in $name, however long the log is', (projection) => {
    const database = new Database(':memory:');
    database.exec(projection.tables);
    for (const { table, where } of projection.retold.flatMap(({ tables }) => tables)) {
      const plan = database.all<{ detail: string }>(`EXPLAIN QUERY PLAN DELETE FROM ${table} WHERE ${where}`);
      expect({ table, reads: plan.filter(({ detail }) => detail.startsWith(`SCAN ${table}`)) }).toEqual({
        table,
        reads: [],
      });
    }
    database.close();
  });

  it('begins at the correction: what was listed before is listed as it was', () => {
    const story = hillFamily();
    const entry = story.events.find(({ type }) => type === 'LevelOfNeedDecided')?.id ?? '';
    const replaced = { levelOfNeedDecided: { level: 'L3' } };
    const data = { entry, entryType: 'LevelOfNeedDecided', entryVersion: 1, reason: 'TYPO', replaced };
    const correction = story.tell(FAMILY, { type: 'EntryCorrected', data });
    const reader = new FamiliesReader(project(families, story.events));
    const levelAt = (position: number) => reader.list({}, position).edges.map(({ node }) => node.level);
    expect(levelAt(correction)).toEqual(['L3']);
    expect(levelAt(correction - 1)).toEqual(['L2']);
    expect(reader.openEpisodesOf([AVA])).toHaveLength(1);
  });
});
