import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personas } from '#libs/access';
import { decodeStoredEvent } from '#libs/contracts';
import { rowsAt } from './refused-file.ts';
import type { ImportReport } from './report.ts';
import { expected, fileNamed, ImportingRecord } from './testing/imported.ts';

const OCTOBER = 'requests-2026-10.csv';
const DIRTY = 'requests-2026-10-dirty.csv';
const NOVEMBER = 'requests-2026-11-again.csv';

interface Refused {
  readonly refused: readonly { line: number; column: string; code: string }[];
}

let importing: ImportingRecord;
beforeAll(async () => {
  importing = await ImportingRecord.open();
});
afterAll(() => importing.close());

const size = async (): Promise<number> => (await importing.record.store.head()) + 1;
const places = (report: ImportReport) =>
  report.refused.map(({ line, column, code }) => ({ line, column, code }));

describe('three files, one after another', () => {
  let october: ImportReport;

  it('writes nothing of a file with faults, and tells exactly those', async () => {
    const before = await size();
    const report = await importing.import(DIRTY);
    const { refused } = expected<Refused>('requests-2026-10-dirty.expected.json');
    expect(places(report)).toEqual(refused.map(({ line, column, code }) => ({ line, column, code })));
    expect(report).toMatchObject({ requests: 60, imported: 0, events: 0, size: before, matched: [] });
    expect(report.refused[0]).toMatchObject({ message: 'That is not an NHS number.' });
    expect(await size()).toBe(before);
  });

  it('takes all of October, and would have said so beforehand', async () => {
    const before = await size();
    const dry = await importing.import(OCTOBER, { dryRun: true });
    expect(await size()).toBe(before);
    october = await importing.import(OCTOBER);
    expect(october).toMatchObject({
      requests: 400,
      imported: 400,
      unchanged: 0,
      refused: [],
      families: { known: 0, new: 400 },
      events: (await size()) - before,
      position: (await size()) - 1,
      size: await size(),
    });
    expect({ ...dry, events: 0, position: 0, size: 0 }).toEqual({
      ...october,
      events: 0,
      position: 0,
      size: 0,
    });
  });

  it('records each as received when it was, late for the reason that it came in a file', async () => {
    const [event] = (await importing.events('RequestReceived')).filter(({ occurredAt }) =>
      occurredAt.value?.startsWith('2026-10-07T09:45:00'),
    );
    expect(event).toMatchObject({
      lateReason: 'BATCH',
      source: 'IMPORT',
      actor: { role: 'COORDINATOR' },
      data: { children: [{ resolution: 'NEW' }], parent: { resolution: 'NEW' } },
    });
  });

  it('registers the people with their numbers and address, and the family with its members', async () => {
    const { readers } = importing.record;
    const [received] = await importing.events('RequestReceived');
    const { family } = received?.data as { family: string };
    const members = readers.families.members(family);
    expect(members.map(({ role }) => role)).toEqual(['CHILD', 'FATHER']);
    const people = members.map(({ person }) => readers.people.person(person));
    expect(people).toMatchObject([
      { given: 'Noah', family: 'Smith-Jones', dateOfBirth: '2011-05-16', adult: false },
      { given: 'Isla', family: 'Smith-Jones', dateOfBirth: null, adult: true },
    ]);
    expect(readers.people.byIdentifier('NHS', '9997783530')).toEqual([members[0]?.person]);
  });

  it('adds nothing when the same file comes again', async () => {
    const before = await size();
    expect(await importing.import(OCTOBER)).toMatchObject({
      imported: 0,
      unchanged: 400,
      refused: [],
      events: 0,
    });
    expect(await size()).toBe(before);
  });

  it('recognises exactly those of November who are known, and puts exactly the doubtful to a person', async () => {
    const report = await importing.import(NOVEMBER);
    const answer = expected<{ same: number[]; review: number[]; families: object }>(
      'requests-2026-11-again.expected.json',
    );
    expect(report.matched).toEqual(answer.same);
    expect(report.possibleDuplicates).toEqual(answer.review);
    expect(report.families).toEqual(answer.families);
    expect(report).toMatchObject({ requests: 80, imported: 80, refused: [] });
  });

  it('shows score and reasons of each doubt, between two people who are registered', async () => {
    const { people } = importing.record.readers;
    const doubts = people.possibleDuplicates();
    expect(doubts.length).toBeGreaterThanOrEqual(34);
    for (const { first, second, score, reasons } of doubts) {
      expect(people.people([first, second]).size).toBe(2);
      expect(score).toBeGreaterThan(0);
      expect(reasons).not.toHaveLength(0);
    }
  });

  it('leaves a record of whose records were looked at', async () => {
    const viewings: string[] = [];
    for await (const { events } of importing.record.accessStore.readAll())
      for (const { document } of events) {
        const { data, subjects } = decodeStoredEvent(document);
        viewings.push(
          `${String((data['reads'] as string[])[0])} ${subjects.length > 0 ? 'somebody' : 'nobody'}`,
        );
      }
    expect(viewings).toContain('importRequests somebody');
  });

  it('takes a request in which the rows stand in another order for the same, and one with another answer for none', async () => {
    const [header = '', ...rows] = fileNamed(OCTOBER).toString('utf8').trimEnd().split('\r\n');
    const file = (...lines: string[]) => Buffer.from([header, ...lines, ''].join('\r\n'));
    const siblings = rows.filter((row) => row.startsWith('RFS-1-00003'));
    expect(await importing.import(file(...siblings.toReversed()))).toMatchObject({ unchanged: 1, events: 0 });
    const [first = ''] = rows;
    const others = siblings.map((row) => row.replace('Enjoys football.', 'Enjoys music.'));
    expect(places(await importing.import(file(first, ...others)))).toEqual([
      { line: 3, column: 'request_ref', code: 'REFERENCE_REUSED' },
    ]);
    expect(places(await importing.import(file(first.replace('Noah', 'Noel'))))).toEqual([
      { line: 2, column: 'request_ref', code: 'REFERENCE_REUSED' },
    ]);
  });
});

describe('a file with faults of which the good requests may be taken', () => {
  it('takes those, and gives the others as they came for mending', async () => {
    const report = await importing.import(DIRTY, { acceptValid: true });
    expect(report).toMatchObject({ requests: 60, imported: 40 });
    expect(report.refused).toHaveLength(21);
    const dirty = fileNamed(DIRTY);
    const beside = Buffer.from(await rowsAt(report.refusedRows, dirty));
    expect(beside.subarray(0, 400)).toEqual(dirty.subarray(0, 400));
    const again = await importing.import(beside);
    expect(again.refused.map(({ code }) => code)).toEqual(
      report.refused.map(({ code }) => code).filter((code) => code !== 'DUPLICATE_ROW'),
    );
    expect(again).toMatchObject({ requests: 21, unchanged: 1, events: 0 });
  });

  it('is refused as a whole where it cannot be read', async () => {
    const report = await importing.import(Buffer.from('request_ref,name\r\nRFS-1,Noah\r\n'), {
      acceptValid: true,
    });
    expect(report).toMatchObject({ requests: 0, imported: 0, events: 0, refusedRows: [] });
    expect(report.refused[0]).toMatchObject({ line: 1, code: 'INVALID_INPUT' });
  });
});

describe('who may import', () => {
  it.each(['auditor', 'partner', 'practitioner', 'system'] as const)('is not the %s', async (persona) => {
    await expect(importing.import(OCTOBER, { principal: personas[persona] })).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
  });

  it('sends no more than the door takes', async () => {
    await expect(importing.import(OCTOBER, { limit: 1_000 })).rejects.toMatchObject({ code: 'TOO_LONG' });
  });
});
