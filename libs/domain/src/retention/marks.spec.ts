import { describe, expect, it } from '@jest/globals';
import { readCodeSets, referenceOf } from '#libs/reference';
import { lifeOf } from './life.ts';
import type { Mention } from './mention.ts';
import { keepingOf } from './retention.ts';

const REQUEST = 'request-1';
const reference = referenceOf(readCodeSets());
const rules = reference.codes('retention-rule');
const CONSIDERED = ['CONCERN', 'CP_S47_ENQUIRY'];

const told = (type: Mention['type'], data: object, persons: string[] = [], stream = REQUEST): Mention => ({
  ...{ stream, type, persons, day: '2026-03-10' },
  data: data,
});
const form = (...children: object[]): Mention => told('RequestReceived', { children }, ['ava']);
const identified = (subject: string, person?: string): Mention =>
  told('IdentifiedOnRequest', { subject, ...(person && { person }) }, person === undefined ? [] : [person]);
const registered = told('PersonRegistered', {}, ['ava'], 'person-ava');
const concern = (...children: string[]): Mention =>
  told('SafeguardingConcernIdentified', children.length > 0 ? { children } : {}, children);
const passed = told('PassedToChildrensServices', { route: 'MASH_FORM' });
const triaged = (outcome: string): Mention => told('RequestTriaged', { outcome });
const stepUp = (target: string): Mention =>
  told('StepUpProposed', { children: ['ava'], target }, ['ava'], 'family-1');

const marksOf = (adult: boolean, ...mentions: Mention[]): string[] =>
  [...lifeOf(['ava'], { adult }, mentions, reference).marks].filter((mark) => mark !== 'KNOWN');

describe('a child about whom protection was considered', () => {
  it.each<[string, Mention[]]>([
    ['about whom there was a concern', [form({}), concern('ava')]],
    ['of a request with a concern that names nobody', [form({ person: 'ava' }), concern()]],
    ['whom children’s services were told of', [form({ person: 'ava' }), passed]],
    [
      'who was stepped up to children’s services',
      [form({ person: 'ava' }), triaged('STEP_UP_CHILDRENS_SERVICES')],
    ],
    ['whose first request named nobody with a record', [registered, told('RequestReceived', {}), concern()]],
    ['whose brother alone had a record then', [registered, form({ person: 'ben' }, {}), concern()]],
    ['of a form whose child was found to be her', [form({ subject: 's' }), identified('s', 'ava'), passed]],
    ['whom a step up would protect', [stepUp('CP')]],
    ['whom a step up to the team for it would protect', [stepUp('MACPT')]],
  ])('is one %s', (_, mentions) => {
    expect(marksOf(false, ...mentions)).toEqual(CONSIDERED);
  });

  it.each<[string, boolean, Mention[]]>([
    ['whose brother the concern was about', false, [form({ person: 'ava' }, {}), concern('ben')]],
    ['whose brother alone the request was about', false, [form({ person: 'ben' }), concern(), passed]],
    [
      'of a form on which her brother is the only one with a record',
      false,
      [form({ subject: 's' }, { subject: 't' }), identified('s', 'ben'), identified('t'), concern(), passed],
    ],
    ['of a request that was decided otherwise', false, [form({ person: 'ava' }), triaged('SINGLE_AGENCY')]],
    ['who is grown up', true, [registered, form({}), concern(), passed]],
    ['who was stepped up to another service', false, [stepUp('IFST')]],
  ])('is nobody %s', (_, adult, mentions) => {
    expect(marksOf(adult, ...mentions)).toEqual([]);
  });

  it('is kept as such, though nobody ever helped', () => {
    const life = lifeOf(
      ['eve'],
      { adult: false, dateOfBirth: '2024-01-01' },
      [told('RequestReceived', { children: [{ person: 'eve' }] }, ['eve']), concern('eve')],
      reference,
    );
    expect(keepingOf([life], rules)).toEqual({ rule: 'CHILD_PROTECTION', until: '2061-03-10' });
  });

  it('had no contact by what is told without naming the child', () => {
    const later = { ...passed, day: '2030-01-01' };
    const life = lifeOf(['ava'], { adult: false }, [form({ person: 'ava' }), later], reference);
    expect(life).toMatchObject({ lastContact: '2026-03-10', marks: new Set(['KNOWN', ...CONSIDERED]) });
  });
});
