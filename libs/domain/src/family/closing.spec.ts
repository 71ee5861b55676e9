import { describe, it } from '@jest/globals';
import type { CloseEpisode, FamilyCommand, FamilyEvent } from '#libs/contracts';
import { on, people } from '../testing/examples.ts';
import { given } from '../testing/specification.ts';
import {
  around,
  closed,
  episode,
  episodeOpened,
  family as id,
  helped,
  registered,
} from '../testing/hill-family.ts';
import { family } from './family.ts';

const outcomes = [
  { child: 'ava', outcome: 'Sleeps well.' },
  { child: 'ben', outcome: 'Back in school.', bees: ['BEE.AMB'] },
];
const close = (data: Partial<CloseEpisode> = {}): FamilyCommand => ({
  type: 'CloseEpisode',
  data: { family: id, episode, reason: 'OUTCOMES_MET', outcomes, ...data },
});
const reopen = (keyworker = 'worker-3', agency = 'organisation-school'): FamilyCommand => ({
  type: 'ReopenEpisode',
  data: { family: id, episode, reason: 'NEEDS_RETURNED', agency, keyworker, familyAgreed: true },
});
const proposed: FamilyEvent = {
  type: 'StepUpProposed',
  data: {
    episode,
    step: 'step-1',
    children: ['ben'],
    target: 'CIN_S17',
    urgent: false,
    reason: 'Worse.',
    proposedBy: 'worker-1',
  },
};
const accepted: FamilyEvent = {
  type: 'StepUpAccepted',
  data: { episode, step: 'step-1', receivingAgency: 'organisation-care', receivingWorker: 'social-worker' },
};
const declined: FamilyEvent = {
  type: 'StepUpDeclined',
  data: { episode, step: 'step-1', reason: 'Not met.' },
};
const reopened: FamilyEvent = { type: 'EpisodeReopened', data: { episode, reason: 'NEEDS_RETURNED' } };
const hills = given(family, ...helped);
const ended = given(family, ...helped, closed);

describe('closing an episode', () => {
  it('says why, and how each child fared', () => {
    hills.when(close()).then(closed);
  });
  it('says that a child died only where one of its children did', () => {
    const reason = 'CHILD_DIED';
    hills.when(close({ reason }), {}, people(['ava', {}], ['ben', {}])).refuses('NO_DEATH_RECORDED');
    hills
      .when(close({ reason }), {}, people(['ava', {}], ['ben', { dateOfDeath: '2026-03-01' }]))
      .then({ type: 'EpisodeClosed', data: { episode, reason, outcomes } });
  });
  it('names each child of the episode exactly once', () => {
    const [ava = { child: '', outcome: '' }, ben = ava] = outcomes;
    hills.when(close({ outcomes: [ava] })).refuses('REQUIRED', { field: 'outcomes' });
    hills.when(close({ outcomes: [ava, ben, ava] })).refuses('DUPLICATE_VALUE', { field: 'outcomes' });
    hills
      .when(close({ outcomes: [ava, ben, { ...ava, child: 'mia' }] }))
      .refuses('NOT_IN_EPISODE', { child: 'mia' });
    hills.when(close({ outcomes: [ava, { ...ben, outcome: ' ' }] })).refuses('REQUIRED', {
      field: 'outcomes.1.outcome',
    });
  });
  it('has a known day, not before it opened', () => {
    hills
      .when(close(), { occurredAt: { precision: 'UNKNOWN' } })
      .refuses('REQUIRED', { field: 'occurredAt' });
    hills.when(close(), on('2026-05-31')).refuses('END_BEFORE_START', { field: 'occurredAt' });
    hills.when(close(), on('2026-06-01')).then(closed);
  });
  it('waits for the answer to a step', () => {
    given(family, ...helped, proposed)
      .when(close())
      .refuses('STEP_OPEN');
    given(family, ...helped, proposed, declined)
      .when(close())
      .then(closed);
    const escalated: FamilyEvent = {
      type: 'StepUpEscalated',
      data: { episode, step: 'step-1', reason: 'Harm.' },
    };
    given(family, ...helped, proposed, declined, escalated)
      .when(close())
      .refuses('STEP_OPEN');
  });
  it('as stepped up comes after a statutory service has accepted', () => {
    for (const reason of ['STEP_UP_S17', 'STEP_UP_CP']) {
      const steppedUp: FamilyEvent = { type: 'EpisodeClosed', data: { episode, reason, outcomes } };
      hills.when(close({ reason })).refuses('STEP_NOT_ACCEPTED');
      given(family, ...helped, proposed)
        .when(close({ reason }))
        .refuses('STEP_NOT_ACCEPTED');
      given(family, ...helped, proposed, declined)
        .when(close({ reason }))
        .refuses('STEP_NOT_ACCEPTED');
      given(family, ...helped, proposed, accepted)
        .when(close({ reason }))
        .then(steppedUp);
    }
  });
  it('as stepped up needs another acceptance after it was reopened', () => {
    given(family, ...helped, proposed, accepted, closed, reopened, ...episodeOpened().slice(-2))
      .when(close({ reason: 'STEP_UP_S17' }))
      .refuses('STEP_NOT_ACCEPTED');
  });
  it('happens once', () => {
    ended.when(close()).refuses('EPISODE_CLOSED', { episode });
    given(family, ...registered)
      .when(close())
      .refuses('UNKNOWN_EPISODE', { episode });
  });
});

describe('after closure', () => {
  const late: FamilyCommand = {
    type: 'ReceiveInformation',
    data: { family: id, episode, from: 'POLICE', summary: 'Officers attended.', peoplePresent: ['Mr A'] },
  };
  const received: FamilyEvent = {
    type: 'InformationReceived',
    data: { episode, from: 'POLICE', summary: 'Officers attended.', peoplePresent: ['Mr A'] },
  };

  it('information is still received, about any time', () => {
    hills.when(late).then(received);
    ended.when(late, on('2020-01-01')).then(received);
  });
  it('information may be about the family, and of no episode', () => {
    const { episode: _, ...data } = late.data;
    given(family, ...registered)
      .when({ type: 'ReceiveInformation', data })
      .then({
        type: 'InformationReceived',
        data: { from: 'POLICE', summary: 'Officers attended.', peoplePresent: ['Mr A'] },
      });
  });
  it('information says something, of a family and an episode that are there', () => {
    hills.when({ ...late, data: { ...late.data, summary: '' } }).refuses('REQUIRED', { field: 'summary' });
    given(family, ...registered)
      .when(late)
      .refuses('UNKNOWN_EPISODE');
    given(family).when(late).refuses('NOT_FOUND');
  });
  it('nothing else is done', () => {
    const about = { family: id, episode };
    const why = { indicators: ['L3.07'], rationale: 'Worse.', decidedBy: 'worker-2' };
    const commands: FamilyCommand[] = [
      { type: 'DecideLevelOfNeed', data: { ...about, ...why, child: 'ben', level: 'L3' } },
      { type: 'StepUp', data: { ...about, ...why, child: 'ava', from: 'L2', to: 'L3' } },
      { type: 'StepDown', data: { ...about, ...why, child: 'ben', from: 'L3', to: 'L2' } },
      {
        type: 'ProposeStepUp',
        data: {
          ...about,
          children: ['ben'],
          target: 'CP',
          urgent: true,
          reason: 'Harm.',
          proposedBy: 'worker-1',
        },
      },
      { type: 'ProposeStepDown', data: { ...about, children: ['ben'], from: 'CIN_S17', reason: 'Better.' } },
      { type: 'EscalateStepUp', data: { ...about, step: 'step-1', reason: 'Harm.' } },
      { type: 'DeclineStepUp', data: { ...about, step: 'step-1', reason: 'Not met.' } },
      { type: 'DeclineStepDown', data: { ...about, step: 'step-1', reason: 'Not yet.' } },
      {
        type: 'AcceptStepUp',
        data: {
          ...about,
          ...why,
          step: 'step-1',
          to: 'L4',
          receivingAgency: 'organisation-care',
          receivingWorker: 'social-worker',
        },
      },
      {
        type: 'AcceptStepDown',
        data: { ...about, ...why, step: 'step-1', to: 'L3', receivingWorker: 'worker-1' },
      },
      { type: 'NoteStatutoryStatus', data: { ...about, child: 'ben', status: 'CIN_S17' } },
    ];
    for (const command of commands) ended.when(command, {}, around).refuses('EPISODE_CLOSED', { episode });
  });
});

describe('reopening an episode', () => {
  it('gives it an agency and a keyworker in the same append', () => {
    ended.when(reopen(), {}, around).then(
      reopened,
      { type: 'AccountableAgencyAssigned', data: { episode, agency: 'organisation-school' } },
      {
        type: 'KeyworkerAssigned',
        data: { episode, worker: 'worker-3', agency: 'organisation-school', familyAgreed: true },
      },
    );
  });
  it('is refused when it is open, or another one is', () => {
    hills.when(reopen(), {}, around).refuses('EPISODE_OPEN', { episode });
    given(family, ...helped, closed, ...episodeOpened('episode-9'))
      .when(reopen(), {}, around)
      .refuses('ALREADY_OPEN', { keyworker: 'worker-1', episode: 'episode-9' });
  });
  it('is refused while a child of it is helped in another family', () => {
    const openEpisodes = [{ family: 'family-2', episode: 'episode-2', child: 'ben', keyworker: 'worker-9' }];
    ended
      .when(reopen(), {}, { ...around, openEpisodes })
      .refuses('ALREADY_OPEN', { keyworker: 'worker-9', episode: 'episode-2' });
  });
  it('is refused when a child of it has left the family', () => {
    const left: FamilyEvent = { type: 'MemberLeft', data: { person: 'ben', reason: 'GREW_UP' } };
    given(family, ...helped, closed, left)
      .when(reopen(), {}, around)
      .refuses('NOT_A_MEMBER', { person: 'ben' });
  });
  it('is refused without owners who may take it on', () => {
    ended.when(reopen(''), {}, around).refuses('NO_OWNER');
    ended.when(reopen('untrained'), {}, around).refuses('WORKER_NOT_ELIGIBLE');
    ended
      .when(reopen('suspended'), {}, around)
      .refuses('WORKER_NOT_ELIGIBLE', { worker: 'suspended', because: 'SUSPENDED' });
    ended
      .when(reopen('of-closed-agency', 'organisation-ended'), {}, around)
      .refuses('ORGANISATION_NOT_ACTIVE');
  });
});
