import { describe, it } from '@jest/globals';
import type { AssessmentEvent } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import {
  abandon,
  abandoned,
  analysis,
  final,
  finalise,
  finding,
  identify,
  need,
  one as of1,
  profile,
  ready,
  speak,
  start,
  started,
  strength,
  unheard,
  voice,
} from '../testing/assessment.ts';
import { on, people } from '../testing/examples.ts';
import { episodeOpened } from '../testing/hill-family.ts';
import { asOf, helpOver, hills, then } from '../testing/plan.ts';
import { given } from '../testing/specification.ts';
import { assessment } from './assessment.ts';

const nothing = given(assessment);
const open = given(assessment, started());
const without = (changes: Partial<Facts>): Partial<Facts> => ({ ...hills, ...changes });
const live = { isLive: true, agencies: [] };
const anew = { assessment: 'assessment-new-1' };

describe('an assessment', () => {
  it('is started for help that is open, from its opening on', () => {
    nothing.when(start(), then, hills).then(started(anew));
    nothing.when(start(), then, without(helpOver)).refuses('EPISODE_CLOSED', { episode: 'episode-1' });
    nothing.when(start(), { ...then, ...on('2026-05-31') }, hills).refuses('END_BEFORE_START');
    nothing.when(start({ startedBy: 'left' }), then, hills).refuses('WORKER_NOT_ELIGIBLE');
  });
  it('is on a form of its own kind', () => {
    nothing
      .when(start({ formVersion: 'GCP-2026.1' }), then, hills)
      .refuses('NOT_OF_THE_TYPE', { field: 'formVersion' });
  });
  it('rests on agreement for every child whom it assesses', () => {
    const [ava] = hills.agreements ?? [];
    const agreements = new Map(ava === undefined ? [] : [ava]);
    nothing.when(start(), then, without({ agreements })).refuses('NO_AGREEMENT', { person: 'ben' });
    const leftOut = [{ child: 'ben', refusedBy: ['mia'], reason: 'He has had enough of it.' }];
    nothing
      .when(start({ children: ['ava'], leftOut }), then, without({ agreements }))
      .then(started({ ...anew, children: ['ava'], leftOut }));
  });
  it('is of all who are helped, but of whom it was refused by somebody who may', () => {
    const of = (children: string[]) => start({ children });
    nothing.when(of(['ava']), then, hills).refuses('REQUIRED', { field: 'children' });
    nothing.when(of(['ava', 'ben', 'ava']), then, hills).refuses('DUPLICATE_VALUE');
    nothing.when(of(['ava', 'ben', 'tom']), then, hills).refuses('NOT_IN_EPISODE', { child: 'tom' });
    const refused = (refusedBy: string[], reason = 'No.') =>
      start({ children: ['ava'], leftOut: [{ child: 'ben', refusedBy, reason }] });
    nothing.when(refused(['tom']), then, hills).refuses('NOT_A_MEMBER', { person: 'tom' });
    nothing.when(refused(['ben']), then, hills).refuses('NO_CAPACITY', { field: 'leftOut.0.refusedBy' });
    nothing.when(refused(['mia'], ' '), then, hills).refuses('RATIONALE_REQUIRED');
    const died = people(['ava', {}], ['ben', { dateOfDeath: '2026-06-02' }], ['mia', { adult: true }]);
    nothing.when(of(['ava']), then, without(died)).then(started({ ...anew, children: ['ava'] }));
  });
  it('is of those who are helped and whose records are there still', () => {
    const gone = without({ erased: new Set(['ben']), agreements: new Map([['ava', live]]) });
    nothing.when(start({ children: ['ava'] }), then, gone).then(started({ ...anew, children: ['ava'] }));
    nothing.when(start(), then, gone).refuses('SUBJECT_ERASED', { subject: 'ben' });
    const findings = [finding('ava')];
    const all = given(assessment, started(), need, strength, voice('ava'), analysis);
    all
      .when(finalise({ findings }), then, gone)
      .then({ type: 'AssessmentFinalised', data: { ...of1, findings, finalisedBy: 'worker-1' } });
    all.when(finalise(), then, gone).refuses('SUBJECT_ERASED', { subject: 'ben' });
  });
  it('of the whole family is open once, with the keyworker to turn to', () => {
    open.when(start(), then, hills).refuses('ALREADY_OPEN', {
      keyworker: 'worker-1',
      assessment: 'assessment-1',
    });
    given(assessment, started(), abandoned).when(start(), then, hills).then(started(anew));
    given(assessment, ...ready, final)
      .when(start(), then, hills)
      .then(started(anew));
  });
  it('of one matter is open once a child, beside that of the family and of another matter', () => {
    const gcp = { ...profile, scope: 'ONE_MATTER' };
    open.when(start(profile), then, hills).then(started({ ...gcp, ...anew }));
    const profiled = given(assessment, started(gcp));
    const types = (type: string) => without({ assessmentTypes: new Map([['assessment-1', type]]) });
    profiled.when(start(profile), then, types(profile.type)).refuses('ALREADY_OPEN');
    profiled.when(start(profile), then, hills).refuses('ALREADY_OPEN');
    profiled.when(start(profile), then, types('YOUNG_CARER')).then(started({ ...gcp, ...anew }));
    profiled
      .when(start({ ...profile, children: ['ben'] }), then, types(profile.type))
      .then(started({ ...gcp, ...anew, children: ['ben'] }));
  });
});

describe('what an assessment finds', () => {
  it('is found while it is open, of people of the family, by a worker at work', () => {
    open.when(identify(), then, hills).then(need);
    nothing.when(identify(), then, hills).refuses('UNKNOWN_ASSESSMENT', { assessment: 'assessment-1' });
    open.when(identify({ person: 'tom' }), then, hills).refuses('NOT_A_MEMBER');
    open.when(identify({ person: 'lost' }), then, hills).refuses('AFTER_DEATH');
    open.when(identify({ seen: ' ' }), then, hills).refuses('REQUIRED', { field: 'seen' });
    open.when(identify({ bees: ['BEE.HEA', 'BEE.HEA'] }), then, hills).refuses('DUPLICATE_VALUE');
    open.when(identify({ identifiedBy: 'left' }), then, hills).refuses('WORKER_NOT_ELIGIBLE');
    open.when(speak('ava'), then, hills).then(voice('ava'));
    open.when(speak('tom'), then, hills).refuses('NOT_A_MEMBER');
    open.when(identify(), then, without(helpOver)).refuses('EPISODE_CLOSED');
    open.when(identify(), then, without({ agreements: new Map() })).then(need);
  });
  it('is told late of a day on which it was open, and of no later day', () => {
    const complete = given(assessment, ...ready, { ...final, ...on('2026-06-20') });
    complete.when(identify(), then, hills).then(need);
    complete
      .when(identify(), { ...then, ...on('2026-06-21') }, hills)
      .refuses('ASSESSMENT_OVER', { assessment: 'assessment-1' });
    given(assessment, started(), abandoned).when(identify(), then, hills).refuses('ASSESSMENT_OVER');
  });
  it('says another reason why nobody was heard in words', () => {
    const { data } = unheard('ben') as Extract<typeof need, { type: 'VoiceNotObtained' }>;
    const other = (note?: string) =>
      ({
        type: 'RecordVoiceNotObtained',
        data: { ...data, reason: 'OTHER', ...(note !== undefined && { note }) },
      }) as const;
    open.when({ type: 'RecordVoiceNotObtained', data }, then, hills).then(unheard('ben'));
    open.when(other(), then, hills).refuses('REQUIRED', { field: 'note' });
    open
      .when(other('At his father’s.'), then, hills)
      .then({ type: 'VoiceNotObtained', data: { ...data, reason: 'OTHER', note: 'At his father’s.' } });
  });
});

describe('a complete assessment', () => {
  const all = given(assessment, ...ready);
  const lacks = (missing: string, ...events: readonly AssessmentEvent[]) =>
    given(assessment, ...events)
      .when(finalise(), then, hills)
      .refuses('ASSESSMENT_INCOMPLETE', { missing });

  it('has a need, a strength and an analysis', () => {
    all.when(finalise(), then, hills).then(final);
    lacks('need', started(), strength, voice('ava'), unheard('ben'), analysis);
    lacks('strength', started(), need, voice('ava'), unheard('ben'), analysis);
    lacks('analysis', started(), need, strength, voice('ava'), unheard('ben'));
    given(assessment, ...ready, final)
      .when(finalise(), then, hills)
      .refuses('ASSESSMENT_OVER');
  });
  it('has of each child who is helped still a voice, or why not, and a finding', () => {
    given(assessment, started(), need, strength, voice('ava'), analysis)
      .when(finalise(), then, hills)
      .refuses('ASSESSMENT_INCOMPLETE', { missing: 'voice', child: 'ben' });
    const ava = { child: 'ava', level: 'L2', send: 'NO_SIGN' };
    const ofAva = finalise({ findings: [ava] });
    all.when(ofAva, then, hills).refuses('REQUIRED', { field: 'findings' });
    all.when(finalise({ findings: [ava, ava] }), then, hills).refuses('DUPLICATE_VALUE');
    all
      .when(finalise({ findings: [ava, { ...ava, child: 'tom' }] }), then, hills)
      .refuses('NOT_ASSESSED', { child: 'tom' });
    const left = asOf({
      type: 'ChildRemovedFromEpisode',
      data: { episode: 'episode-1', child: 'ben', reason: 'AGED_OUT', decidedBy: 'worker-2' },
    } as Parameters<typeof asOf>[0]);
    const without1 = given(assessment, started(), need, strength, voice('ava'), analysis);
    const ofOne = { ...one(final), findings: [ava] };
    without1.when(ofAva, then, without(left)).then({ type: 'AssessmentFinalised', data: ofOne });
    const died = people(['ava', {}], ['ben', { dateOfDeath: '2026-06-02' }]);
    without1.when(ofAva, then, without(died)).then({ type: 'AssessmentFinalised', data: ofOne });
  });
  it('is heard of under any record that is the child’s', () => {
    const links = new Map([['ben', ['ben', 'ben-2']]]);
    given(assessment, started(), need, strength, voice('ava'), voice('ben-2'), analysis)
      .when(finalise(), then, without({ links }))
      .then(final);
  });
  it('of the whole family proposes a level, and says what was found of special educational needs', () => {
    const say = (changes: object) => {
      const [ava, ben] = one(final).findings;
      return finalise({
        findings: [
          { ...ava, child: 'ava' },
          { child: ben?.child ?? '', ...changes },
        ],
      });
    };
    all.when(say({ send: 'NO_SIGN' }), then, hills).refuses('REQUIRED', { field: 'findings.1.level' });
    all.when(say({ level: 'L2' }), then, hills).refuses('REQUIRED', { field: 'findings.1.send' });
    const gcp = started({ ...profile, scope: 'ONE_MATTER' });
    const findings = [{ child: 'ava' }];
    given(assessment, gcp, need, strength, voice('ava'), analysis)
      .when(finalise({ findings }), then, hills)
      .then({ type: 'AssessmentFinalised', data: { ...one(final), findings } });
  });
});

describe('an assessment that is given up', () => {
  it('is for a reason, and is given up once', () => {
    open.when(abandon('FAMILY_DECLINED'), then, hills).then(abandoned);
    given(assessment, started(), abandoned).when(abandon('FAMILY_DECLINED'), then, hills).then();
    given(assessment, ...ready, final)
      .when(abandon('FAMILY_DECLINED'), then, hills)
      .refuses('ASSESSMENT_OVER');
    nothing.when(abandon('FAMILY_DECLINED'), then, hills).refuses('UNKNOWN_ASSESSMENT');
  });
  it('ends with its help, where it was begun as that closed, and for no other reason then', () => {
    open
      .when(abandon('EPISODE_CLOSED'), then, without(helpOver))
      .then({ type: 'AssessmentAbandoned', data: { ...of1, reason: 'EPISODE_CLOSED' } });
    open.when(abandon('FAMILY_DECLINED'), then, without(helpOver)).refuses('EPISODE_CLOSED');
    open.when(abandon('EPISODE_CLOSED'), then, hills).refuses('EPISODE_OPEN');
  });
});

describe('help that was opened again later', () => {
  it('is assessed as that help', () => {
    const later = asOf(...episodeOpened('episode-2'));
    nothing
      .when(start({ episode: 'episode-2' }), then, without(later))
      .then(started({ ...anew, episode: 'episode-2' }));
  });
});

function one(event: typeof final) {
  return (event as Extract<typeof final, { type: 'AssessmentFinalised' }>).data;
}
