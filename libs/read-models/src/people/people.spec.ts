import { describe, expect, it } from '@jest/globals';
import { AVA, BEN, hillFamily, MUM, register } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import type { Story } from '../testing/story.ts';
import { nameInUse } from './name-in-use.ts';
import { people } from './projection.ts';
import { PeopleReader } from './reader.ts';

const read = (story: Story): PeopleReader => new PeopleReader(project(people, story.events));
const number = (scheme: string, value: string) => ({
  type: 'IdentifierRecorded' as const,
  data: { scheme, value, verification: 'UNVERIFIED' },
});

function withNumbers(): Story {
  const story = hillFamily();
  story.tell(`person-${AVA}`, [number('NHS', '9990000018'), number('TEMP_UPN', 'Z91920000700A')]);
  return story;
}

describe('people', () => {
  it('are known by their latest legal name, an alias notwithstanding', () => {
    const story = hillFamily();
    story.tell(`person-${AVA}`, [
      { type: 'PersonNameRecorded', data: { use: 'LEGAL', given: 'Ava', family: 'Hill-Stone' } },
      { type: 'PersonNameRecorded', data: { use: 'ALIAS', given: 'A', family: 'H' } },
    ]);
    expect(read(story).person(AVA)).toEqual({
      person: AVA,
      reference: 'N-AVA',
      registered: 2,
      given: 'Ava',
      family: 'Hill-Stone',
      dateOfBirth: '2019-02-28',
      expectedDeliveryDate: null,
      sex: 'F',
      adult: false,
      dateOfDeath: null,
      pregnancyEndedOn: null,
    });
    expect(read(story).byReference('N-AVA')).toBe(AVA);
  });

  it('are known by the name they are known as, and never by a former one', () => {
    const story = hillFamily();
    story.tell(`person-${AVA}`, [
      { type: 'PersonNameRecorded', data: { use: 'KNOWN_AS', given: 'Alex', family: 'Hill' } },
      { type: 'PersonNameRecorded', data: { use: 'FORMER', given: 'Ava', family: 'Hill' } },
    ]);
    expect(read(story).person(AVA)).toMatchObject({ given: 'Alex', family: 'Hill' });
    expect(nameInUse([{ use: 'FORMER', to: null }])).toBeUndefined();
    expect(nameInUse([{ use: 'LEGAL', to: '2025' }])).toBeUndefined();
    expect(nameInUse([{ use: 'ALIAS', to: null }])).toEqual({ use: 'ALIAS', to: null });
  });

  it('are found by their birth date once they are born', () => {
    const story = hillFamily();
    story.tell(`person-${BEN}`, [
      {
        type: 'PersonRegistered',
        data: {
          reference: 'N-BEN',
          names: [{ use: 'LEGAL', family: 'Hill' }],
          expectedDeliveryDate: '2026-10-01',
          sex: 'U',
        },
      },
      { type: 'ExpectedDeliveryDateRevised', data: { expectedDeliveryDate: '2026-10-09' } },
    ]);
    expect(read(story).person(BEN)).toMatchObject({ expectedDeliveryDate: '2026-10-09', dateOfBirth: null });
    story.tell(`person-${BEN}`, { type: 'BirthRecorded', data: { dateOfBirth: '2026-10-03', sex: 'M' } });
    expect(read(story).person(BEN)).toMatchObject({ dateOfBirth: '2026-10-03', sex: 'M' });
    const described = { family: 'Hill', dateOfBirth: '2026-10-03' };
    expect(
      read(story)
        .match(described)
        .map(({ person }) => person),
    ).toContain(BEN);
  });

  it('are not dead whose death was retracted, nor born whose pregnancy ended', () => {
    const story = hillFamily();
    story.tell(`person-${AVA}`, [
      { type: 'DeathRecorded', data: { dateOfDeath: '2026-03' } },
      { type: 'DeathRecordRetracted', data: { reason: 'Her namesake' } },
      { type: 'PregnancyEndedWithoutBirth', data: { endedOn: '2026-03' } },
    ]);
    expect(read(story).person(AVA)).toMatchObject({ dateOfDeath: null, pregnancyEndedOn: '2026-03' });
  });

  it('are there, nameless, once their fields are erased', () => {
    const story = hillFamily();
    story.tell(`person-${BEN}`, { type: 'PersonRegistered', data: { reference: 'N-BEN' } });
    const reader = read(story);
    expect(reader.person(BEN)).toMatchObject({ reference: 'N-BEN', given: null, family: null, adult: null });
    expect(reader.everyone().map(({ person }) => person)).toEqual([AVA, MUM, BEN]);
  });

  it('are found by a number until it is withdrawn, a temporary one as a pupil number too', () => {
    const story = withNumbers();
    expect(read(story).byIdentifier('NHS', '9990000018')).toEqual([AVA]);
    expect(read(story).byIdentifier('UPN', 'Z91920000700A')).toEqual([AVA]);
    story.tell(`person-${AVA}`, {
      type: 'IdentifierWithdrawn',
      data: { scheme: 'NHS', value: '9990000018', reason: 'WRONG_PERSON' },
    });
    expect(read(story).byIdentifier('NHS', '9990000018')).toEqual([]);
  });

  it('are found by a number as of any position, whatever became of it later', () => {
    const story = hillFamily();
    const recorded = story.tell(`person-${AVA}`, number('NHS', '9990000018'));
    const entry = story.events.at(-1)?.id ?? '';
    const replaced = { identifierRecorded: { value: '9990000026' } };
    const data = { entry, entryType: 'IdentifierRecorded', entryVersion: 1, reason: 'TYPO', replaced };
    const corrected = story.tell(`person-${AVA}`, { type: 'EntryCorrected', data });
    const linked = story.tell('identity-a', {
      type: 'PersonsLinkedAsSame',
      data: { survivor: MUM, other: AVA, reason: 'One person' },
    });
    const reader = read(story);
    const found = (value: string, ...at: number[]) => reader.byIdentifier('NHS', value, ...at);
    expect(found('9990000018', recorded - 1)).toEqual([]);
    expect(found('9990000018', corrected - 1)).toEqual([AVA]);
    expect(found('9990000018', corrected)).toEqual([]);
    expect(found('9990000026', corrected - 1)).toEqual([]);
    expect(found('9990000026', linked - 1)).toEqual([AVA]);
    expect(found('9990000026')).toEqual([MUM]);
    expect(reader.recordsOf(AVA, linked - 1)).toEqual([AVA]);
  });

  it('are matched by number with everything else shown that speaks for or against it', () => {
    const [match] = read(withNumbers()).match({ nhsNumber: '9990000018', family: 'Hill', given: 'Omar' });
    expect(match).toEqual({
      person: AVA,
      relation: 'REVIEW',
      score: 500,
      reasons: ['SAME_NHS_NUMBER', 'OTHER_NAMES'],
    });
  });

  it('are matched by names that look alike or sound alike, the likeliest first', () => {
    const story = hillFamily();
    const born = { dateOfBirth: '2019-02-28', adult: false };
    register(story, 'p-steven', { given: 'Steven', family: 'Philips' }, born);
    register(story, 'p-stephen', { given: 'Stephen', family: 'Phillips' }, born);
    register(story, 'p-other', { given: 'Omar', family: 'Phillips' }, born);
    const matches = read(story).match({ given: 'Stephen', family: 'Phillips', dateOfBirth: '2019-02-28' });
    expect(matches.map(({ person, reasons }) => [person, reasons[1]])).toEqual([
      ['p-stephen', 'SAME_NAMES'],
      ['p-steven', 'NAMES_SOUND_ALIKE'],
    ]);
  });

  it('are matched whatever the case, accents and spacing', () => {
    const story = hillFamily();
    register(story, BEN, { given: 'Zoë', family: 'O’Brien Łaski' }, { adult: true });
    expect(read(story).match({ given: 'ZOE', family: 'o’brien  laski' })[0]).toMatchObject({
      person: BEN,
      score: 250,
      reasons: ['NO_SHARED_NUMBER', 'SAME_NAMES'],
    });
  });

  it('are matched where given and family name are exchanged, and day and month as well, to be looked at', () => {
    const story = hillFamily();
    register(story, BEN, { given: 'Omar', family: 'Reed' }, { dateOfBirth: '2018-03-05', adult: false });
    const reader = read(story);
    const match = (given: string, family: string, dateOfBirth: string) =>
      reader.match({ given, family, dateOfBirth }).find(({ person }) => person === BEN);
    expect(match('Reed', 'Omar', '2018-05-03')).toEqual({
      person: BEN,
      relation: 'REVIEW',
      score: 250,
      reasons: ['NO_SHARED_NUMBER', 'NAMES_EXCHANGED', 'BIRTH_DATE_EXCHANGED'],
    });
    expect(match('Reed', 'Omar', '2018-03-05')).toMatchObject({ relation: 'REVIEW', score: 375 });
    expect(match('Omar', 'Reed', '2018-05-03')).toMatchObject({ relation: 'REVIEW', score: 375 });
    expect(match('Reed', 'Omar', '2018-06-05')).toMatchObject({ relation: 'OTHER', score: 125 });
    expect(match('Omar', 'Reed', '2018-03-05')).toMatchObject({ relation: 'REVIEW', score: 500 });
  });

  it('are not searched by a birth date alone', () => {
    expect(read(hillFamily()).match({ dateOfBirth: '2019-02-28' })).toEqual([]);
  });

  it('who may be one person wait, with score and reasons, until someone decides', () => {
    const story = hillFamily();
    const detected = { first: AVA, second: BEN, score: 500, reasons: ['NAMES_ALIKE', 'SAME_BIRTH_DATE'] };
    const at = story.tell('identity-1', { type: 'PossibleDuplicateDetected', data: detected });
    const row = { identity: 'identity-1', ...detected, request: null, detected: at };
    expect(read(story).possibleDuplicates()).toEqual([row]);
    expect(read(story).possibleDuplicates(BEN)).toEqual([row]);
    expect(read(story).possibleDuplicates(MUM)).toEqual([]);
    story.tell('identity-1', {
      type: 'ConfirmedNotDuplicate',
      data: { first: AVA, second: BEN, reason: 'Twins' },
    });
    expect(read(story).possibleDuplicates()).toEqual([]);
  });
});
