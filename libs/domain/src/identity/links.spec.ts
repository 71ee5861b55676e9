import { describe, it } from '@jest/globals';
import type {
  EventOf,
  IdentityCommand,
  LinkPersonsAsSame,
  ReversePersonLink,
  SplitPersonRecord,
} from '#libs/contracts';
import type { Facts, PersonFact } from '../aggregate.ts';
import { keyworker, named, people, someone, today } from '../testing/examples.ts';
import { given } from '../testing/specification.ts';
import { identity } from './identity.ts';

// Mia Hill stands in the record twice.

const four = { requestedBy: 'worker-1', approvedBy: 'worker-2' };
const pair = { survivor: 'mia', other: 'mia-again' };
const same: LinkPersonsAsSame = { ...pair, evidence: ['One NHS number.'], ...four };
const linked: EventOf<'PersonsLinkedAsSame'> = {
  type: 'PersonsLinkedAsSame',
  data: { ...same, deathReviewed: false },
};
const link = (changed: Partial<LinkPersonsAsSame> = {}): IdentityCommand => ({
  type: 'LinkPersonsAsSame',
  data: { ...same, ...changed },
});
const reverse = (changed: Partial<ReversePersonLink> = {}): IdentityCommand => ({
  type: 'ReversePersonLink',
  data: { link: 'identity-1', reason: 'Sisters.', ...four, ...changed },
});
const split = (changed: Partial<SplitPersonRecord> = {}): IdentityCommand => ({
  type: 'SplitPersonRecord',
  data: {
    from: 'mia',
    into: 'zoe',
    reallocated: ['of-mia'],
    reason: 'Two notes mixed.',
    ...four,
    ...changed,
  },
});

const number = (value: string, verification = 'PDS_TRACED'): Partial<PersonFact> => ({
  standing: new Map([
    ['identifier', { type: 'IdentifierRecorded', data: { scheme: 'NHS', value, verification } }],
  ]),
});
const recorded = (stream: string, position = 9) => named({ stream, type: 'MemberJoined', position });
const around: Partial<Facts> = {
  ...people(['mia', {}], ['mia-again', {}]),
  workers: new Map([
    ['worker-1', keyworker],
    ['worker-2', { ...keyworker, user: today.actor.user }],
    ['left', { ...keyworker, activeTo: '2026-06-15' }],
  ]),
  begun: new Set(['person-mia', 'person-zoe']),
  events: new Map([
    ['of-mia', recorded('person-mia')],
    ['of-mia-again', recorded('person-mia-again')],
    ['of-mia-before', recorded('person-mia', 6)],
    ['of-family', recorded('family-1')],
    ['event-0', named({ stream: 'identity-1', type: 'PersonsLinkedAsSame', position: 7 })],
  ]),
};
const two = (mia: Partial<PersonFact>, again: Partial<PersonFact>): Partial<Facts> => ({
  ...around,
  persons: new Map([
    ['mia', someone(mia)],
    ['mia-again', someone(again)],
  ]),
});

describe('two records linked as one person’s', () => {
  it('are linked with the evidence, once', () => {
    given(identity).when(link(), {}, around).then(linked);
    given(identity, linked).when(link(), {}, around).refuses('LINKED_ALREADY');
  });
  it('are linked after they were put to a person, or taken for two', () => {
    const asked = { first: 'mia', second: 'mia-again', score: 930, reasons: ['NAMES_ALIKE'] };
    const detected: EventOf<'PossibleDuplicateDetected'> = { type: 'PossibleDuplicateDetected', data: asked };
    given(identity, detected).when(link(), {}, around).then(linked);
    const again: IdentityCommand = { type: 'DetectPossibleDuplicate', data: { ...asked, score: 950 } };
    const begun = new Set(['person-mia', 'person-mia-again']);
    given(identity, detected, linked).when(again, {}, { begun }).then();
    const apart: IdentityCommand = {
      type: 'ConfirmNotDuplicate',
      data: { link: 'identity-1', reason: 'No.' },
    };
    given(identity, detected, linked).when(apart).refuses('LINKED_ALREADY');
  });
  it('are not one and the same record', () => {
    given(identity)
      .when(link({ other: 'mia' }), {}, around)
      .refuses('NOT_SAME_AS_SELF');
  });
  it('are never linked the other way round as well, nor in a circle', () => {
    const links = new Map([['mia', ['mia', 'mia-again']]]);
    const back = link({ survivor: 'mia-again', other: 'mia' });
    given(identity, linked)
      .when(back, {}, { ...around, links })
      .refuses('LINKED_ALREADY');
  });
  it('have one survivor: a record that is read as another’s is not linked again', () => {
    const links = new Map([['mia-again', ['zoe', 'mia-again']]]);
    given(identity)
      .when(link(), {}, { ...around, links })
      .refuses('LINKED_ALREADY');
    const chain = new Map([['mia-again', ['mia-again', 'mia-first']]]);
    given(identity)
      .when(link(), {}, { ...around, links: chain })
      .then(linked);
  });
  it('are never linked across a seal, nor split so', () => {
    const one = { ...around, seals: new Map([['mia', ['mia']]]) };
    const both = { ...around, seals: new Map([...one.seals, ['mia-again', ['mia']]]) };
    given(identity).when(link(), {}, one).refuses('ACROSS_A_SEAL');
    given(identity).when(link(), {}, both).then(linked);
    given(identity).when(split(), {}, one).refuses('ACROSS_A_SEAL');
  });
  it('are asked for and approved by two active workers', () => {
    given(identity)
      .when(link({ approvedBy: 'worker-1' }), {}, around)
      .refuses('SELF_APPROVAL');
    given(identity)
      .when(link({ approvedBy: 'left' }), {}, around)
      .refuses('WORKER_NOT_ELIGIBLE');
    given(identity)
      .when(link({ requestedBy: 'nobody' }), {}, around)
      .refuses('NOT_FOUND', { worker: 'nobody' });
  });
  it('need evidence that says something', () => {
    given(identity)
      .when(link({ evidence: [' '] }), {}, around)
      .refuses('REQUIRED', { field: 'evidence.0' });
  });
  it('have no two verified NHS numbers, unless somebody looked at them', () => {
    const numbers = two(number('9997783530'), number('9434765919'));
    given(identity).when(link(), {}, numbers).refuses('NUMBERS_CONFLICT');
    given(identity)
      .when(link({ numbersReviewed: true }), {}, numbers)
      .then({ ...linked, data: { ...linked.data, numbersReviewed: true } });
    given(identity)
      .when(link(), {}, two(number('9997783530'), number('9997783530')))
      .then(linked);
    given(identity)
      .when(link(), {}, two(number('9997783530'), number('9434765919', 'UNVERIFIED')))
      .then(linked);
  });
  it('are not of a dead and a living person, unless somebody looked at it', () => {
    const one = two({ dateOfDeath: '2026-05' }, {});
    given(identity).when(link(), {}, one).refuses('DEAD_AND_ALIVE');
    given(identity)
      .when(link({ deathReviewed: true }), {}, one)
      .then({ ...linked, data: { ...same, deathReviewed: true } });
    given(identity)
      .when(link(), {}, two({ dateOfDeath: '2026-05' }, { dateOfDeath: '2026-05' }))
      .then(linked);
  });
  it('are both there', () => {
    given(identity)
      .when(link(), {}, { ...around, ...people(['mia', {}]) })
      .refuses('NOT_FOUND');
  });
});

describe('a link that is reversed', () => {
  const reversed: EventOf<'PersonLinkReversed'> = {
    type: 'PersonLinkReversed',
    data: { ...pair, reason: 'Sisters.', ...four },
  };
  const giving = (event: string, person: string) => reverse({ reallocations: [{ event, person }] });

  it('leaves two people, who may be linked again', () => {
    given(identity, linked).when(reverse(), {}, around).then(reversed);
    given(identity, linked, reversed).when(link(), {}, around).then(linked);
  });
  it('gives what was recorded since to whose it is', () => {
    given(identity, linked)
      .when(giving('of-mia', 'mia-again'), {}, around)
      .then({
        ...reversed,
        data: { ...reversed.data, reallocations: [{ event: 'of-mia', person: 'mia-again' }] },
      });
  });
  it('gives nothing recorded before the link, of somebody else, of a family, or to a third person', () => {
    const refuses = (command: IdentityCommand, event: string) =>
      given(identity, linked).when(command, {}, around).refuses('NOT_THEIRS', { event });
    refuses(giving('of-mia-before', 'mia-again'), 'of-mia-before');
    refuses(giving('of-family', 'mia-again'), 'of-family');
    refuses(giving('nothing', 'mia-again'), 'nothing');
    refuses(giving('of-mia', 'zoe'), 'of-mia');
  });
  it('gives each event once', () => {
    const twice = [
      { event: 'of-mia', person: 'mia-again' },
      { event: 'of-mia', person: 'mia' },
    ];
    given(identity, linked)
      .when(reverse({ reallocations: twice }), {}, around)
      .refuses('DUPLICATE_VALUE');
  });
  it('is one that stands, for a reason, by two workers', () => {
    given(identity).when(reverse(), {}, around).refuses('NOT_FOUND');
    given(identity, linked, reversed).when(reverse(), {}, around).refuses('NOT_RECORDED');
    given(identity, linked)
      .when(reverse({ reason: ' ' }), {}, around)
      .refuses('RATIONALE_REQUIRED');
    given(identity, linked)
      .when(reverse({ approvedBy: 'worker-1' }), {}, around)
      .refuses('SELF_APPROVAL');
  });
});

describe('a record that holds two people', () => {
  it('gives the other what is the other’s', () => {
    const event: EventOf<'PersonRecordSplit'> = {
      type: 'PersonRecordSplit',
      data: { from: 'mia', into: 'zoe', reallocated: ['of-mia'], reason: 'Two notes mixed.', ...four },
    };
    given(identity).when(split(), {}, around).then(event);
    const before = { ...event, data: { ...event.data, reallocated: ['of-mia-before'] } };
    given(identity, event)
      .when(split({ reallocated: ['of-mia-before'] }), {}, around)
      .then(before);
  });
  it('gives only what stands in it, each once, to someone else who is there', () => {
    given(identity)
      .when(split({ reallocated: ['of-mia-again'] }), {}, around)
      .refuses('NOT_THEIRS');
    given(identity)
      .when(split({ reallocated: ['of-mia', 'of-mia'] }), {}, around)
      .refuses('DUPLICATE_VALUE');
    given(identity)
      .when(split({ into: 'mia' }), {}, around)
      .refuses('NOT_SAME_AS_SELF');
    given(identity)
      .when(split({ into: 'nobody' }), {}, around)
      .refuses('NOT_FOUND');
  });
  it('is split by two workers, for a reason, and never while the two are linked', () => {
    given(identity)
      .when(split({ approvedBy: 'worker-1' }), {}, around)
      .refuses('SELF_APPROVAL');
    given(identity)
      .when(split({ reason: '' }), {}, around)
      .refuses('RATIONALE_REQUIRED');
    given(identity, linked).when(split(), {}, around).refuses('LINKED_ALREADY');
  });
});
