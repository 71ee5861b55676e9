import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Scenario } from '../support/scenario.ts';

// A mother leaves with her child while they are being helped: the help goes with them, and the child steps up there. They
// come back; a word from the school is recorded; and then they part for good, so that the merge is reversed.

interface Family {
  reference: string;
  splitFrom: string | null;
  splitInto: string[];
  mergedInto: string | null;
  mergedFrom: string[];
  members: { person: string; role: string }[];
  episode: {
    id: string;
    status: string;
    continuedFrom: string | null;
    continuedIn: string | null;
    keyworker: string;
    children: { child: string; level: string }[];
  } | null;
}
interface Levels {
  spans: { level: string; from: { value: string }; to: { value: string } | null }[];
}
interface Gaps {
  gaps: object[];
  daysWithoutOwner: number;
}

let scenario: Scenario;
let hills: string;
let part: string;
let mother: string;
let father: string;
let child: string;
let episode: string;
let worker: string;
/** The last position of each chapter: before the split, apart, together again, and apart for good. */
let together: string;
let apart: string;
let again: string;
let forGood: string;
let eventsBefore: string[];
let shown: { hills: Family; part: Family };
let shownApart: { hills: Family; part: Family };

const family = (reference: string, position?: string) =>
  scenario.read<Family>('family', { reference, ...(position !== undefined && { asOf: { position } }) });
const both = async (position?: string) => ({
  hills: await family(hills, position),
  part: await family(part, position),
});
const peopleOf = ({ members }: Family) => members.map(({ person }) => person).sort();

/** The end of a chapter: all that follows has followed. */
async function chapterEnds(): Promise<string> {
  for (let size = -1; size < (await scenario.size());) {
    size = await scenario.size();
    await scenario.followed();
  }
  return String((await scenario.size()) - 1);
}

async function person(given: string, adult: boolean, dateOfBirth: string): Promise<string> {
  const names = [{ use: 'LEGAL', given, family: 'Hill' }];
  return (await scenario.send('register-person', { names, adult, dateOfBirth, identifiers: null })).id;
}

beforeAll(async () => {
  scenario = await Scenario.begin('2026-03-02T09:00:00Z');
  await scenario.send('register-organisation');
  scenario.names.set('approver', (await scenario.send('register-worker', { user: 'coordinator' })).id);
  worker = (await scenario.send('register-worker')).id;
  mother = await person('Mia', true, '1990-02-03');
  father = await person('Tom', true, '1988-07-01');
  child = await person('Ava', false, '2018-05-04');
  scenario.names.set('mother', mother);
  const members = [
    { person: mother, role: 'MOTHER', livesHere: 'FULL' },
    { person: father, role: 'FATHER', livesHere: 'FULL' },
    { person: child, role: 'CHILD', livesHere: 'FULL' },
  ];
  hills = (await scenario.send('register-family', { members, request: null })).id;
  scenario.standAt('2026-03-03T10:00:00Z');
  await scenario.send('open-episode', { request: null, route: 'SELF' });
  episode = scenario.names.get('episode') ?? '';
  together = await chapterEnds();

  scenario.standAt('2026-03-10T10:00:00Z');
  part = (await scenario.send('split-family')).id;
  scenario.names.set('part', part).set('family', hills);
  await chapterEnds();
  scenario.standAt('2026-03-12T10:00:00Z');
  await scenario.send('step-up', { family: part });
  apart = await chapterEnds();
  shownApart = await both();

  scenario.standAt('2026-03-20T10:00:00Z');
  scenario.names.set('family', hills);
  await scenario.send('merge-families');
  await chapterEnds();
  scenario.names.set('family', hills);
  await scenario.send('receive-information');
  again = await chapterEnds();
  shown = await both();
  eventsBefore = await scenario.events();

  scenario.standAt('2026-03-27T10:00:00Z');
  scenario.names.set('family', hills);
  await scenario.send('reverse-family-merge');
  forGood = await chapterEnds();
}, 60_000);
afterAll(() => scenario[Symbol.asyncDispose]());

describe('a family that splits while it is helped, and comes together again', () => {
  it('was one family that is helped', async () => {
    const then = await family(hills, together);
    expect(peopleOf(then)).toEqual([mother, father, child].sort());
    expect(then).toMatchObject({
      splitInto: [],
      episode: { id: episode, status: 'OPEN', children: [{ child, level: 'L2' }] },
    });
  });

  it('is two after the split, of which the one goes on with the help, under its id and its keyworker', async () => {
    const then = await both(apart);
    expect(peopleOf(then.hills)).toEqual([father]);
    expect(peopleOf(then.part)).toEqual([mother, child].sort());
    expect(then.hills).toMatchObject({ splitInto: [part] });
    expect(then.part).toMatchObject({
      splitFrom: hills,
      episode: {
        id: episode,
        status: 'OPEN',
        continuedFrom: hills,
        keyworker: worker,
        children: [{ child, level: 'L3' }],
      },
    });
  });

  it('is one again after the merge, at the level that was decided while they were apart', async () => {
    const then = await both(again);
    expect(peopleOf(then.hills)).toEqual([mother, father, child].sort());
    expect(then.hills).toMatchObject({
      mergedFrom: [part],
      episode: { id: episode, status: 'OPEN', keyworker: worker, children: [{ child, level: 'L3' }] },
    });
    expect(then.part).toMatchObject({ mergedInto: hills });
  });

  it('is told of the child as one line of levels, whichever family had the help', async () => {
    const { spans } = await scenario.read<Levels>('level-history', { child });
    expect(
      spans.map(({ level, from, to }) => [level, from.value.slice(0, 10), to?.value.slice(0, 10)]),
    ).toEqual([
      ['L2', '2026-03-03', '2026-03-12'],
      ['L3', '2026-03-12', undefined],
    ]);
  });

  it('is without an owner on no day', async () => {
    expect(await scenario.read<Gaps>('ownership-gaps')).toMatchObject({ gaps: [], daysWithoutOwner: 0 });
    for (let position = Number(together); position <= Number(forGood); position++) {
      const { hills: one, part: other } = await bothIfThere(String(position));
      const open = [one, other].filter((each) => each?.episode?.status === 'OPEN');
      expect({
        position,
        holds: open.length >= 1,
        owned: open.every((each) => each?.episode?.keyworker === worker),
      }).toEqual({
        position,
        holds: true,
        owned: true,
      });
    }
  });
});

/** A part is not there before the split was taken up. */
async function bothIfThere(position: string): Promise<{ hills?: Family; part?: Family }> {
  const part1 = await family(part, position).catch(() => undefined);
  return { hills: await family(hills, position), ...(part1 !== undefined && { part: part1 }) };
}

describe('a merge that is reversed', () => {
  it('leaves both families as they were before it, without loss', async () => {
    const since = await both();
    for (const name of ['hills', 'part'] as const) {
      const { asOf: _, episode: had, ...before } = shownApart[name] as Family & { asOf: object };
      const { asOf: __, episode: has, ...now } = since[name] as Family & { asOf: object };
      expect(now).toEqual(before);
      expect(has?.children).toEqual(had?.children);
    }
    expect(since.part).toMatchObject({
      mergedInto: null,
      episode: { id: episode, status: 'OPEN', keyworker: worker, children: [{ child, level: 'L3' }] },
    });
  });

  it('leaves every earlier answer as it was', async () => {
    const then = await both(again);
    for (const name of ['hills', 'part'] as const) {
      const { asOf: _, ...was } = shown[name] as Family & { asOf: object };
      expect(then[name]).toMatchObject(was);
    }
  });

  it('keeps every event in its place, with its id', async () => {
    expect((await scenario.events()).slice(0, eventsBefore.length)).toEqual(eventsBefore);
  });
});
