import { describe, expect, it } from '@jest/globals';
import type { PersonCommand, PersonEvent } from '#libs/contracts';
import { ava, avaAnd, avaRegistered } from '../testing/ava.ts';
import { someone } from '../testing/examples.ts';
import { given } from '../testing/specification.ts';
import { kinNamedBy } from './kin.ts';
import { person } from './person.ts';

const known = given(person, avaRegistered);
describe('relationships and parental responsibility', () => {
  const relate = (other: string): PersonCommand => ({
    type: 'RecordRelationship',
    data: { person: 'ava', other, type: 'CHILD', from: '2015-05-01' },
  });
  const holds = (holder: string): PersonCommand => ({
    type: 'RecordParentalResponsibility',
    data: { person: 'ava', holder, basis: 'BIRTH_MOTHER' },
  });
  const related: PersonEvent = {
    type: 'RelationshipRecorded',
    data: { other: 'mia', type: 'CHILD', from: '2015-05-01' },
  };
  const held: PersonEvent = {
    type: 'ParentalResponsibilityRecorded',
    data: { holder: 'mia', basis: 'BIRTH_MOTHER' },
  };

  it('are between two people who are there', () => {
    known.when(relate('mia'), {}, avaAnd('mia')).then(related);
    known.when(relate('mia'), {}, ava()).refuses('NOT_FOUND', { person: 'mia' });
    known.when(holds('mia'), {}, avaAnd('mia')).then(held);
    known.when(holds('mia'), {}, ava()).refuses('NOT_FOUND', { person: 'mia' });
  });
  it('are never with oneself', () => {
    known.when(relate('ava'), {}, ava()).refuses('NOT_SAME_AS_SELF');
    known.when(holds('ava'), {}, ava()).refuses('NOT_SAME_AS_SELF');
  });
  it('may be held by a parent who is a child too', () => {
    known.when(holds('mia'), {}, avaAnd('mia', { adult: false, dateOfBirth: '2010-01-01' })).then(held);
  });
  it('are not given after the death of either', () => {
    known
      .when(holds('mia'), {}, avaAnd('mia', { dateOfDeath: '2026-01-05' }))
      .refuses('AFTER_DEATH', { person: 'mia' });
    known.when(relate('mia'), {}, avaAnd('mia', { dateOfDeath: '2026-01-05' })).then(related);
    const undated: PersonCommand = {
      type: 'RecordRelationship',
      data: { person: 'ava', other: 'mia', type: 'CHILD' },
    };
    known.when(undated, {}, avaAnd('mia', { dateOfDeath: '2026-01-05' })).refuses('AFTER_DEATH');
  });
  it('are not recorded again as they stand', () => {
    const both = new Map([...ava(related, held).persons, ['mia', someone()]]);
    known.when(relate('mia'), {}, { persons: both }).then();
    known.when(holds('mia'), {}, { persons: both }).then();
  });
  it('end where they stand', () => {
    const part: PersonCommand = {
      type: 'EndRelationship',
      data: { person: 'ava', other: 'mia', type: 'CHILD', to: '2026-01' },
    };
    const loses: PersonCommand = {
      type: 'EndParentalResponsibility',
      data: { person: 'ava', holder: 'mia', to: '2026-01' },
    };
    known
      .when(part, {}, ava(related))
      .then({ type: 'RelationshipEnded', data: { other: 'mia', type: 'CHILD', to: '2026-01' } });
    known
      .when(loses, {}, ava(held))
      .then({ type: 'ParentalResponsibilityEnded', data: { holder: 'mia', to: '2026-01' } });
    known.when(part, {}, ava()).refuses('NOT_RECORDED');
    known.when(loses, {}, ava()).refuses('NOT_RECORDED');
  });

  describe('between more than two', () => {
    const says = (...events: PersonEvent[]) => ava(...events).persons.get('ava') ?? someone();
    const is = (other: string, type: string): PersonEvent => ({
      type: 'RelationshipRecorded',
      data: { other, type },
    });
    const around = (mia: PersonEvent[], may: PersonEvent[] = []) => ({
      persons: new Map([...ava().persons, ['mia', says(...mia)], ['may', says(...may)]]),
    });

    it('make nobody their own grandparent, on whichever record they stand', () => {
      // Ava is to be Mia’s child.
      for (const [mia, may] of [
        [[is('may', 'CHILD')], [is('ava', 'CHILD')]],
        [[], [is('mia', 'PARENT'), is('ava', 'CHILD')]],
      ] satisfies PersonEvent[][][])
        known.when(relate('mia'), {}, around(mia ?? [], may)).refuses('OWN_ANCESTOR');
      known.when(relate('mia'), {}, around([is('may', 'CHILD')], [is('ava', 'SIBLING')])).then(related);
    });
    it('hold no parental responsibility in a ring', () => {
      const by = (holder: string): PersonEvent => ({
        type: 'ParentalResponsibilityRecorded',
        data: { holder, basis: 'BIRTH_MOTHER' },
      });
      known.when(holds('mia'), {}, around([by('may')], [by('ava')])).refuses('OWN_ANCESTOR');
      known.when(holds('mia'), {}, around([by('may')], [by('tom')])).then(held);
    });
    it('are asked about as far as records name them', () => {
      const fact = says(is('mia', 'CHILD'), is('tom', 'SIBLING'), is('may', 'MOTHER'));
      expect(kinNamedBy(fact).sort()).toEqual(['may', 'mia']);
    });
  });
});
