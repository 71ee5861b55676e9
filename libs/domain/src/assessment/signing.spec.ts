import { describe, it } from '@jest/globals';
import type { AssessmentCommand, AssessmentEvent, PersonEvent } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { final, one, ready, started, unheard, voice } from '../testing/assessment.ts';
import { someone } from '../testing/examples.ts';
import { helpOver, hills, then } from '../testing/plan.ts';
import { given } from '../testing/specification.ts';
import { assessment } from './assessment.ts';

const open = given(assessment, ...ready);
const complete = given(assessment, ...ready, final);
const without = (changes: Partial<Facts>): Partial<Facts> => ({ ...hills, ...changes });
const taken = { ...one, takenBy: 'worker-1' };
const notFinal = { assessment: 'assessment-1' };

describe('a complete assessment', () => {
  const sign = (signedBy = ['mia']): AssessmentCommand => ({
    type: 'SignAssessment',
    data: { ...taken, signedBy },
  });
  it('is signed by people of the family, and not by children alone', () => {
    complete.when(sign(), then, hills).then({ type: 'FamilySigned', data: { ...taken, signedBy: ['mia'] } });
    open.when(sign(), then, hills).refuses('ASSESSMENT_NOT_FINAL', notFinal);
    complete.when(sign(['tom']), then, hills).refuses('NOT_A_MEMBER', { person: 'tom' });
    complete.when(sign(['ava']), then, hills).refuses('NO_CAPACITY', { field: 'signedBy' });
    complete.when(sign(['mia', 'mia']), then, hills).refuses('DUPLICATE_VALUE');
    complete.when(sign(), then, without(helpOver)).refuses('EPISODE_CLOSED');
  });
  it('is not signed by whoever declines', () => {
    const data = { ...taken, person: 'mia', reason: 'It is not about us.' };
    complete.when({ type: 'DeclineSignature', data }, then, hills).then({ type: 'SignatureDeclined', data });
    open.when({ type: 'DeclineSignature', data }, then, hills).refuses('ASSESSMENT_NOT_FINAL', notFinal);
    const blank = { ...data, reason: ' ' };
    complete.when({ type: 'DeclineSignature', data: blank }, then, hills).refuses('REQUIRED');
  });
});

describe('a copy of the assessment', () => {
  const copy = (to = 'mia') => ({ ...one, to, how: 'LETTER', givenBy: 'worker-1' });
  const give = (to?: string): AssessmentCommand => ({ type: 'GiveAssessmentCopy', data: copy(to) });

  it('is given to somebody of the family, once it is complete', () => {
    complete.when(give(), then, hills).then({ type: 'AssessmentCopyGiven', data: copy() });
    open.when(give(), then, hills).refuses('ASSESSMENT_NOT_FINAL', notFinal);
    complete.when(give('tom'), then, hills).refuses('NOT_A_MEMBER');
    complete.when(give('lost'), then, hills).refuses('AFTER_DEATH');
  });
  it('is given to nobody whom a bar keeps from anybody of the family', () => {
    const bar: PersonEvent = {
      type: 'ContactBarRecorded',
      data: { barred: 'tom', scope: 'NO_INFORMATION' },
    };
    const barred = without({
      members: ['mia', 'tom', 'ava', 'ben'],
      belonged: ['mia', 'tom', 'ava', 'ben'],
      persons: new Map(hills.persons).set('ben', someone({ standing: new Map([['bar', bar]]) })),
    });
    complete.when(give('tom'), then, barred).refuses('CONTACT_BAR', {});
  });
  it('is given to nobody whom a bar keeps from somebody who was heard, though not of the family', () => {
    const bar: PersonEvent = { type: 'ContactBarRecorded', data: { barred: 'mia', scope: 'NO_CONTACT' } };
    const tom = someone({ standing: new Map([['bar', bar]]) });
    const barred = without({ persons: new Map(hills.persons).set('tom', tom) });
    complete.when(give(), then, barred).then({ type: 'AssessmentCopyGiven', data: copy() });
    const others: AssessmentEvent[] = [
      voice('tom'),
      unheard('tom'),
      { type: 'FamilySigned', data: { ...taken, signedBy: ['tom'] } },
      { type: 'SignatureDeclined', data: { ...taken, person: 'tom' } },
    ];
    for (const named of others)
      given(assessment, ...ready, final, named)
        .when(give(), then, barred)
        .refuses('CONTACT_BAR', {});
    const leftOut = [{ child: 'ben', refusedBy: ['tom'], reason: 'No.' }];
    given(assessment, started({ leftOut }), ...ready.slice(1), final)
      .when(give(), then, barred)
      .refuses('CONTACT_BAR', {});
  });
  it('is given to nobody from whom it was withheld, under whichever of their records', () => {
    const kept = { ...one, from: 'mia-2', reason: 'Told by her.', nobodyElse: false, decidedBy: 'worker-1' };
    const linked = without({ links: new Map([['mia', ['mia', 'mia-2']]]) });
    given(assessment, ...ready, final, { type: 'AssessmentCopyWithheld', data: kept })
      .when(give(), then, linked)
      .refuses('COPY_WITHHELD', { person: 'mia' });
    for (const nobodyElse of [false, true]) {
      const from: AssessmentEvent = {
        type: 'AssessmentCopyWithheld',
        data: { ...kept, from: 'tom', nobodyElse },
      };
      const told = given(assessment, ...ready, final, from).when(give(), then, hills);
      if (nobodyElse) told.refuses('COPY_WITHHELD', { person: 'mia' });
      else told.then({ type: 'AssessmentCopyGiven', data: copy() });
    }
  });
  it('is withheld with a reason', () => {
    const kept = { from: 'tom', reason: 'An order stands.', nobodyElse: false, decidedBy: 'worker-1' };
    const data = { ...one, ...kept };
    const withhold = (changes: object): AssessmentCommand => ({
      type: 'WithholdAssessmentCopy',
      data: { ...data, ...changes },
    });
    complete.when(withhold({}), then, hills).then({ type: 'AssessmentCopyWithheld', data });
    complete.when(withhold({ reason: '' }), then, hills).refuses('RATIONALE_REQUIRED');
    complete.when(withhold({ from: 'nobody' }), then, hills).refuses('NOT_FOUND');
  });
});
