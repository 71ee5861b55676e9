import { describe, expect, it } from '@jest/globals';
import type { PersonEvent, RefusalCode } from '#libs/contracts';
import type { PersonFact } from '../aggregate.ts';
import { avaRegistered } from '../testing/ava.ts';
import { noFacts, on, someone, today } from '../testing/examples.ts';
import { refusalOf } from '../testing/specification.ts';
import { corrected } from './corrected.ts';
import { personFact } from './standing.ts';

const around = { ...today, ...on('2026-06-16'), stream: 'person-child', revision: 1 };
const UNBORN: PersonFact = { adult: false, expectedDeliveryDate: '2026-06-20', standing: new Map() };
const BORN = someone();
const dead = (dateOfDeath: string) => someone({ dateOfDeath });
const correct = (event: PersonEvent, known: PersonFact) =>
  corrected(event, around, { ...noFacts, persons: new Map([['child', known]]) });

const born = (dateOfBirth: string): PersonEvent => ({
  type: 'BirthRecorded',
  data: { dateOfBirth, sex: 'F' },
});
const registered = (dateOfBirth: string): PersonEvent => ({
  type: 'PersonRegistered',
  data: { reference: 'N-1', names: [], dateOfBirth, sex: 'F', adult: false },
});
const expected = (expectedDeliveryDate: string): PersonEvent => ({
  type: 'ExpectedDeliveryDateRevised',
  data: { expectedDeliveryDate },
});
const died = (dateOfDeath: string): PersonEvent => ({
  type: 'DeathRecorded',
  data: { dateOfDeath, verification: 'CERTIFICATE' },
});
const address = (from: string): PersonEvent => ({
  type: 'AddressRecorded',
  data: { type: 'HOME', line: '1 High Street', from },
});
const name = (from: string, to: string): PersonEvent => ({
  type: 'PersonNameRecorded',
  data: { use: 'ALIAS', family: 'Hill', from, to },
});
const send = (ehcRequestedOn: string, ehcPlanOn: string): PersonEvent => ({
  type: 'SendStatusRecorded',
  data: { status: 'EHCP', ehcRequestedOn, ehcPlanOn },
});

const refused: readonly [what: string, PersonEvent, RefusalCode, PersonFact][] = [
  ['a birth that lies ahead', born('2026-06-17'), 'DATE_IN_FUTURE', BORN],
  ['a birth of another pregnancy', born('2025-06-16'), 'BEFORE_CONCEPTION', UNBORN],
  ['a birth after the death', born('2026-06-16'), 'DEATH_BEFORE_BIRTH', dead('2026-06-15')],
  ['a registered birth after the death', registered('2020-06-16'), 'DEATH_BEFORE_BIRTH', dead('2019')],
  ['an expected date beyond a pregnancy', expected('2027-06-16'), 'BEFORE_CONCEPTION', UNBORN],
  [
    'a pregnancy that ends tomorrow',
    { type: 'PregnancyEndedWithoutBirth', data: { endedOn: '2026-06-17' } },
    'DATE_IN_FUTURE',
    BORN,
  ],
  ['a death that lies ahead', died('2026-06-17'), 'DATE_IN_FUTURE', BORN],
  ['a death before the birth', died('2015-04-30'), 'DEATH_BEFORE_BIRTH', BORN],
  ['an address that begins tomorrow', address('2026-06-17'), 'DATE_IN_FUTURE', BORN],
  ['a name that ends before it begins', name('2026-02', '2026-01'), 'END_BEFORE_START', BORN],
  ['a plan before it was asked for', send('2026-02-01', '2026-01-01'), 'END_BEFORE_START', BORN],
];

describe('a fact of a person', () => {
  it.each(refused)('is not corrected to %s', (_, event, code, known) => {
    expect(refusalOf(() => correct(event, known)).code).toBe(code);
  });
  it('is not corrected to make somebody their own ancestor', () => {
    const is = (other: string, type: string): PersonEvent => ({
      type: 'RelationshipRecorded',
      data: { other, type },
    });
    const known = (person: string, event: PersonEvent) =>
      [person, personFact([avaRegistered, event])] as const;
    const persons = new Map(
      [
        known('child', is('mia', 'CHILD')),
        known('mia', is('may', 'CHILD')),
        known('may', is('tom', 'CHILD')),
      ].flatMap(([person, fact]) => (fact === undefined ? [] : [[person, fact] as const])),
    );
    const mend = (event: PersonEvent) => corrected(event, around, { ...noFacts, persons });
    expect(refusalOf(() => mend(is('tom', 'MOTHER'))).code).toBe('OWN_ANCESTOR');
    expect(mend(is('mia', 'MOTHER'))).toEqual(is('mia', 'MOTHER'));
    expect(mend(is('tom', 'GRANDCHILD'))).toEqual(is('tom', 'GRANDCHILD'));
  });
  it('names nobody else by a correction but whom the record knows', () => {
    const bar = (barred: string): PersonEvent => ({
      type: 'ContactBarRecorded',
      data: { barred, scope: 'NO_CONTACT' },
    });
    const carer: PersonEvent = { type: 'YoungCarerRegistered', data: { caresFor: 'mia' } };
    const kept: PersonEvent = {
      type: 'AddressRecorded',
      data: { type: 'HOME', line: '1 High Street', confidentialFrom: ['mia'] },
    };
    const known = { ...noFacts, begun: new Set(['person-mia']), persons: new Map([['child', BORN]]) };
    for (const event of [bar('mia'), carer, kept]) {
      expect(corrected(event, around, known)).toEqual(event);
      expect(refusalOf(() => correct(event, BORN)).code).toBe('NOT_FOUND');
    }
    expect(refusalOf(() => corrected(bar('child'), around, known)).code).toBe('NOT_SAME_AS_SELF');
  });
  it.each([
    ['a birth', born('2026-06-15'), UNBORN],
    ['a death', died('2026-06-15'), BORN],
    ['an address', address('2026-06'), BORN],
    ['a name', name('2025', '2026-01'), BORN],
    ['a plan', send('2025-02-01', '2026-01-01'), BORN],
  ])('is corrected to %s that could have been recorded', (_, event, known) => {
    expect(correct(event, known)).toEqual(event);
  });
});
