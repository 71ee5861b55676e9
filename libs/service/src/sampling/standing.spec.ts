import { expect, it } from '@jest/globals';
import type { Readers } from '#libs/read-models';
import { nothingUnseen } from '#libs/read-models';
import { standingsOf } from './standing.ts';

const HELD = {
  'e-1': 'family-1',
  'e-2': 'family-2',
  'e-3': 'family-4',
  'e-4': 'family-4',
  'e-5': 'family-5',
};
const MERGED = { 'family-2': 'family-3', 'family-3': 'family-1' };

/** Readers of a small record, and how often anything is asked of them. */
function record() {
  const asked: string[] = [];
  const ask = <T>(what: string, answer: T): T => {
    asked.push(what);
    return answer;
  };
  const mergedInto = (family: string) => (MERGED as Record<string, string>)[family] ?? null;
  const survivors = (family: string): string[] => {
    const next = mergedInto(family);
    return next === null ? [family] : [family, ...survivors(next)];
  };
  const readers: object = {
    families: {
      familiesOfEpisodes: (episodes: string[]) =>
        ask('holders', new Map(Object.entries(HELD).filter(([episode]) => episodes.includes(episode)))),
      familiesNamed: (families: string[]) =>
        ask(
          'families',
          families.map((family) => ({ family, mergedInto: mergedInto(family) })),
        ),
    },
    timeline: { withSurvivors: (families: string[]) => ask('survivors', families.flatMap(survivors)) },
    forgetting: {
      erased: (subjects: string[]) =>
        ask(
          'erased',
          subjects.filter((subject) => subject === '5').map((subject) => ({ subject })),
        ),
    },
  };
  return { readers: readers as Readers, asked };
}

const drawn = (episode: string, heldBy: string) => ({ episode, heldBy });
const CASES = [
  drawn('e-1', 'family-1'),
  drawn('e-2', 'family-2'),
  drawn('e-3', 'family-1'),
  drawn('e-4', 'family-2'),
  drawn('e-5', 'family-5'),
  drawn('e-6', 'family-1'),
];
const now = { position: 9, knownAt: null, effectiveAt: null, provisional: false };

it('says of each case what became of it, by links of families in turn', () => {
  const standings = standingsOf(CASES, record().readers, now);
  expect(standings.map(({ standing, family }) => ({ standing, family }))).toEqual([
    { standing: 'AS_DRAWN', family: 'family-1' },
    { standing: 'MERGED', family: 'family-1' },
    { standing: 'CONTINUED', family: 'family-4' },
    { standing: 'MERGED', family: 'family-4' },
    { standing: 'ERASED', family: 'family-5' },
    { standing: 'UNKNOWN', family: null },
  ]);
});

it('says of what is not there for whoever asks what it says of what nobody has', () => {
  const unseen = { ...nothingUnseen, families: new Set(['family-4', 'family-2']) };
  const standings = standingsOf(CASES, record().readers, { ...now, unseen });
  expect(standings.map(({ standing }) => standing)).toEqual([
    ...['AS_DRAWN', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN', 'ERASED', 'UNKNOWN'],
  ]);
});

it('asks of all of them at once, however many', () => {
  const { readers, asked } = record();
  standingsOf(CASES, readers, now);
  expect(asked.sort()).toEqual(['erased', 'families', 'holders', 'survivors']);
});
