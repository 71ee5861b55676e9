import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openJournal } from '../sqlite/journal.ts';
import { someEvents } from '../testing/events.ts';
import { newFolder } from '../testing/on-disk.ts';
import type { CopiedEvent } from './copied-log.ts';
import { Filling, NotFilled } from './filling.ts';

let folder: Awaited<ReturnType<typeof newFolder>>;
beforeEach(async () => {
  folder = await newFolder();
});
afterEach(() => folder.clear());

const FAMILY = 'family-1';
const copied = (count: number): CopiedEvent[] =>
  someEvents(FAMILY, 0, count).map((event, revision) => ({
    ...event,
    stream: FAMILY,
    revision,
    endsAppend: revision % 2 === 1,
  }));

/** So few that the caller's thread fills, and so many that another does. */
describe.each([
  ['the caller’s thread', 1],
  ['a thread of its own', 1_000_000],
])('a log that is filled on %s', (_, foreseen) => {
  it('holds every event as it was given, whatever went on its way together', async () => {
    const events = copied(1_000);
    const filling = await Filling.begin<number>(folder.file, foreseen);
    for (const [index, event] of events.entries()) {
      filling.add(event, index);
      if (index % 90 === 0) await filling.passOn();
    }
    await filling.close();
    const journal = openJournal(folder.file);
    const rows = journal.wholeAfter(-1, 2_000);
    journal.close();
    expect(
      rows.map(({ id, revision, endsAppend }) => ({ id, revision, endsAppend: Boolean(endsAppend) })),
    ).toEqual(events.map(({ id, revision, endsAppend }) => ({ id, revision, endsAppend })));
    expect(rows.map(({ document }) => Buffer.from(document))).toEqual(
      events.map(({ document }) => Buffer.from(document)),
    );
  });

  it.each<[string, (events: CopiedEvent[]) => void]>([
    ['is in it already', (events) => events.splice(7, 1, { ...events[7], id: events[2]?.id } as CopiedEvent)],
    ['does not follow in its stream', (events) => events.splice(7, 1)],
  ])('tells of the first event that %s where it came from, though others came after it', async (_, spoil) => {
    const events = copied(300);
    spoil(events);
    const filling = await Filling.begin<string>(folder.file, foreseen);
    const filled = async (): Promise<void> => {
      for (const [index, event] of events.entries()) {
        filling.add(event, `line ${index}`);
        if (index % 100 === 99) await filling.passOn();
      }
      await filling.close();
    };
    const failure: unknown = await filled().catch((error: unknown) => error);
    await filling.abandon();
    expect(failure).toBeInstanceOf(NotFilled);
    expect(failure).toMatchObject({ place: 'line 7', cause: { kind: 'CONFLICT' } });
  });

  it('is refused where there is a file of that name', async () => {
    const first = await Filling.begin(folder.file, foreseen);
    await first.abandon();
    await expect(Filling.begin(folder.file, foreseen)).rejects.toThrow();
  });
});
