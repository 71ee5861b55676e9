import { describe, expect, it } from '@jest/globals';
import type { CommandOf, DisclosureCommand, DisclosureEvent } from '#libs/contracts';
import { referenceOf, readCodeSets } from '#libs/reference';
import {
  agreed,
  around,
  decide,
  decided,
  request,
  requested,
  SURGERY,
  told,
  withheld,
  type Decide,
  SCHOOL,
} from '../testing/agreed.ts';
import { keyworker } from '../testing/examples.ts';
import { after, given } from '../testing/specification.ts';
import { disclosure } from './disclosure.ts';

const nothing = given(disclosure);

describe('a disclosure', () => {
  it('is asked for, by an agency or for a person, and by one of them', () => {
    nothing.when(request, {}, around).then(requested);
    given(disclosure, requested).when(request, {}, around).then();
    const both = { ...request, data: { ...request.data, recipientPerson: 'tom' } } as DisclosureCommand;
    nothing.when(both, {}, around).refuses('REQUIRED', { field: 'recipientAgency' });
    const silent = { ...request, data: { ...request.data, purpose: ' ' } } as DisclosureCommand;
    nothing.when(silent, {}, around).refuses('REQUIRED', { field: 'purpose' });
  });
  it('is about people of a family who are there, each once, for an agency that is', () => {
    nothing.when(decide({ family: 'family-2' }), {}, agreed).refuses('NOT_FOUND', { stream: 'family-2' });
    nothing.when(decide({ persons: ['eva'] }), {}, agreed).refuses('NOT_FOUND', { stream: 'person-eva' });
    nothing.when(decide({ persons: ['ava', 'ava'] }), {}, agreed).refuses('DUPLICATE_VALUE');
    nothing.when(decide({ classes: ['general', 'general'] }), {}, agreed).refuses('DUPLICATE_VALUE');
    nothing
      .when(decide({ recipientAgency: 'organisation-ended' }), {}, agreed)
      .refuses('ORGANISATION_NOT_ACTIVE');
    nothing.when(decide({ decidedBy: 'left' }), {}, agreed).refuses('WORKER_NOT_ELIGIBLE');
  });
  it('is decided on as it was asked for', () => {
    const asking = given(disclosure, requested);
    const command = decide({ disclosure: 'disclosure-1' });
    asking.when(command, {}, agreed).then(decided(true));
    asking
      .when(decide({ disclosure: 'disclosure-1', recipientAgency: SURGERY }), {}, agreed)
      .refuses('OTHER_RECIPIENT');
    asking
      .when(decide({ disclosure: 'disclosure-1', persons: ['ava', 'mia'] }), {}, agreed)
      .refuses('NOT_ASKED_ABOUT', { person: 'mia' });
    nothing.when(command, {}, agreed).refuses('NOT_FOUND');
  });
  it('is decided once, with a reason', () => {
    given(disclosure, decided(true)).when(decide(), {}, agreed).refuses('DISCLOSURE_DECIDED');
    nothing.when(decide({ reason: '' }), {}, agreed).refuses('RATIONALE_REQUIRED', { field: 'reason' });
  });
});

describe('the agreement that a disclosure rests on', () => {
  const refused = (changes: Partial<Decide>, facts = agreed) =>
    nothing.when(decide(changes), {}, facts).refuses('NO_AGREEMENT', { person: 'ava' });

  it('stands, and lets the recipient be told', () => {
    nothing.when(decide(), {}, agreed).then(decided(true));
    refused({}, around);
    refused({}, { ...around, agreements: new Map([['ava', { isLive: false, agencies: [] }]]) });
    refused({ recipientAgency: SURGERY });
    refused({ basis: 'PUBLIC_TASK' }, around);
  });
  it('need not stand where the basis holds without it', () => {
    for (const basis of ['VITAL', 'LEGAL'])
      nothing.when(decide({ basis }), {}, around).then(decided(false, { basis }));
  });
  it('is sought where the basis says nothing of it', () => {
    const older = readCodeSets().map((set) =>
      set.name === 'sharing-basis'
        ? { ...set, codes: set.codes.map(({ belongsTo: _, ...code }) => code) }
        : set,
    );
    refused({ basis: 'VITAL' }, { ...around, reference: referenceOf(older) });
  });
  it('is everybody’s', () => {
    nothing.when(decide({ persons: ['ava', 'mia'] }), {}, agreed).refuses('NO_AGREEMENT', { person: 'mia' });
  });
});

describe('not to share', () => {
  it('is decided and recorded as well, agreed or not', () => {
    nothing.when(decide({ decision: 'WITHHOLD' }), {}, around).then(withheld);
  });
  it('says why it is better for the child, where there is a duty to share that is in use', () => {
    const inUse = readCodeSets().map((set) =>
      set.name === 'sharing-basis'
        ? {
            ...set,
            codes: set.codes.map((code) =>
              code.belongsTo === 'DUTY' ? { ...code, validFrom: '2026-06-01' } : code,
            ),
          }
        : set,
    );
    const facts = { ...around, reference: referenceOf(inUse) };
    const duty = { decision: 'WITHHOLD', basis: 'CA2004_INFO_DUTY' };
    nothing.when(decide(duty), {}, facts).refuses('RATIONALE_REQUIRED', { field: 'detrimentReason' });
    const said = { ...duty, detrimentReason: 'It would lead the father to the refuge.' };
    nothing.when(decide(said), {}, facts).then(decided(false, said));
    const told = { basis: 'CA2004_INFO_DUTY' };
    nothing.when(decide(told), {}, facts).then(decided(false, told));
  });
});

describe('a manager', () => {
  const override = (changes: Partial<CommandOf<'OverrideDisclosure'>['data']> = {}): DisclosureCommand => ({
    type: 'OverrideDisclosure',
    data: {
      disclosure: 'disclosure-1',
      decision: 'DISCLOSE',
      basis: 'PUBLIC_TASK',
      reason: 'A child is at risk.',
      manager: 'worker-2',
      ...changes,
    },
  });
  const overridden: DisclosureEvent = {
    type: 'DisclosureOverridden',
    data: {
      family: 'family-1',
      persons: ['ava'],
      recipientAgency: SCHOOL,
      classes: ['general'],
      decision: 'DISCLOSE',
      basis: 'PUBLIC_TASK',
      reason: 'A child is at risk.',
      manager: 'worker-2',
      needsAgreement: false,
    },
  };
  const wasWithheld = given(disclosure, withheld);

  it('decides to share without agreement', () => {
    wasWithheld.when(override(), {}, around).then(overridden);
  });
  it('does not rest that on the agreement that is not there', () => {
    wasWithheld.when(override({ basis: 'CONSENT' }), {}, around).refuses('NO_AGREEMENT', { person: 'ava' });
  });
  it('decides not to share after all, but not once it was shared', () => {
    given(disclosure, decided(true))
      .when(override({ decision: 'WITHHOLD' }), {}, around)
      .then({ ...overridden, data: { ...overridden.data, decision: 'WITHHOLD' } });
    given(disclosure, decided(true), told)
      .when(override({ decision: 'WITHHOLD' }), {}, around)
      .refuses('DISCLOSED_ALREADY');
  });
  it('is one, is another than who decided, and says why', () => {
    wasWithheld.when(override({ manager: 'worker-1' }), {}, around).refuses('WORKER_NOT_ELIGIBLE', {
      worker: 'worker-1',
      because: 'NOT_A_MANAGER',
    });
    given(disclosure, decided(false, { decision: 'WITHHOLD', decidedBy: 'worker-2' }))
      .when(override(), {}, around)
      .refuses('SELF_APPROVAL');
    const oneAccount = { ...keyworker, role: 'TEAM_MANAGER', user: 'user-1' };
    const workers = new Map(['worker-1', 'worker-2'].map((worker) => [worker, oneAccount]));
    wasWithheld.when(override(), {}, { ...around, workers }).refuses('SELF_APPROVAL');
    expect(disclosure.needs(override(), after(disclosure, [decided(true)])).workers).toEqual([
      'worker-2',
      'worker-1',
    ]);
    wasWithheld.when(override({ reason: '' }), {}, around).refuses('RATIONALE_REQUIRED', { field: 'reason' });
  });
  it('overrides what was decided', () => {
    nothing.when(override(), {}, around).refuses('NOT_FOUND');
    given(disclosure, requested).when(override(), {}, around).refuses('DISCLOSURE_UNDECIDED');
  });
});
