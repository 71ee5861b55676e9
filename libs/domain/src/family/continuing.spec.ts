import { describe, expect, it } from '@jest/globals';
import type { FamilyCommand, FamilyEvent, RegisterSplitFamily } from '#libs/contracts';
import { around, episode, opening, registered, family as id } from '../testing/hill-family.ts';
import { today } from '../testing/examples.ts';
import { given, placed } from '../testing/specification.ts';
import { day, became, left, tom, withTom, goes } from '../testing/split-family.ts';
import { besides, goesOn } from '../testing/two-families.ts';
import { family } from './family.ts';

describe('an episode that goes on in another family', () => {
  const given1 = [...withTom, ...goes];
  it('is decided about there', () => {
    const refuses = (command: FamilyCommand) =>
      given(family, ...given1)
        .when(command, {}, around)
        .refuses('EPISODE_CONTINUED', { episode, family: 'family-new-1' });
    refuses({ type: 'CloseEpisode', data: { family: id, episode, reason: 'OUTCOMES_MET', outcomes: [] } });
    refuses({ type: 'ChangeAccountableAgency', data: { family: id, episode, to: 'organisation-care' } });
    refuses({
      type: 'ReopenEpisode',
      data: {
        family: id,
        episode,
        reason: 'FAMILY_ASKED',
        agency: opening.agency,
        keyworker: opening.keyworker,
        familyAgreed: true,
      },
    });
  });
  it('still takes what was told late of the time before', () => {
    const told = { family: id, episode, from: 'POLICE', summary: 'Attended.' };
    given(family, ...given1)
      .when({ type: 'ReceiveInformation', data: told })
      .then({ type: 'InformationReceived', data: { episode, from: 'POLICE', summary: 'Attended.' } });
  });
  it('is held until the other family has it: meanwhile no other opens', () => {
    const [ava = opening.children[0]] = opening.children;
    const data = { ...opening, children: ava ? [ava] : [] };
    const held = { family: id, episode, child: 'ava', keyworker: 'worker-1' };
    const joined: FamilyEvent = { type: 'MemberJoined', data: { person: 'ava', role: 'CHILD' } };
    given(family, ...given1, joined)
      .when({ type: 'OpenEpisode', data }, {}, { ...around, openEpisodes: [held] })
      .refuses('ALREADY_OPEN', { keyworker: 'worker-1', episode });
    const taken = { ...held, family: 'family-new-1', child: 'ben' };
    given(family, ...given1, joined)
      .when(
        { type: 'OpenEpisode', data: { ...data, keyworker: 'left' } },
        {},
        { ...around, openEpisodes: [taken] },
      )
      .refuses('WORKER_NOT_ELIGIBLE');
    const open: FamilyCommand = { type: 'OpenEpisode', data };
    const state = [...given1, joined].reduce(
      (before, event, revision) => family.evolve(before, placed(event, revision)),
      family.initial,
    );
    expect(family.needs(open, state)).toMatchObject({ openEpisodesIn: id });
  });
});

describe('a family that was part of another', () => {
  const into = { stream: 'family-new-1', reference: 'F-3' };
  const roles = ['mia', 'ava', 'ben'].map((person) => ({
    person,
    role: person === 'mia' ? 'MOTHER' : 'CHILD',
  }));
  const register = (changed: Partial<RegisterSplitFamily> = {}): FamilyCommand => ({
    type: 'RegisterSplitFamily',
    data: { splitFrom: id, members: roles, ...changed },
  });
  const begun: FamilyEvent[] = [
    { type: 'FamilyRegistered', data: { reference: 'F-3', splitFrom: id } },
    ...roles.map((member): FamilyEvent => ({ type: 'MemberJoined', data: { ...member, from: day } })),
  ];

  it('has the members, in their roles, and goes on with the episode as it stood', () => {
    given(family)
      .when(register(), into, besides({ [id]: [...withTom, ...goes] }))
      .then(...begun, goesOn(id, { copiedAsOf: 13 }));
    given(family)
      .when(register(), into, besides({ [id]: [...registered, tom, became(), left('mia')] }))
      .then(...begun);
  });
  it('is without those of whom nothing can be recorded any more', () => {
    const erased = new Set(['mia']);
    given(family)
      .when(register(), into, besides({ [id]: [...withTom, ...goes] }, { erased }))
      .then(...begun.slice(0, 1), ...begun.slice(2), goesOn(id, { copiedAsOf: 13 }));
  });
  it('is registered once, with all who went, of a family that split into it', () => {
    given(family, ...begun)
      .when(register(), into, besides({ [id]: [...withTom, ...goes] }))
      .then();
    given(family)
      .when(register({ members: roles.slice(1) }), into, besides({ [id]: [...withTom, ...goes] }))
      .refuses('REQUIRED', { field: 'members' });
    given(family)
      .when(register(), into, besides({ [id]: withTom }))
      .refuses('NOT_FOUND', { family: id });
    given(family).when(register(), into, besides({})).refuses('NOT_FOUND', { family: id });
  });
  it('goes on with levels, statuses, cover, those left out and steps that count still', () => {
    const about = { episode };
    const more: FamilyEvent[] = [
      { type: 'StatutoryStatusNoted', data: { ...about, child: 'ben', status: 'CIN_S17' } },
      {
        type: 'TemporaryCoverArranged',
        data: { ...about, worker: 'worker-3', until: '2026-07-01', reason: 'ABSENC' },
      },
      { type: 'MemberJoined', data: { person: 'unborn', role: 'UNBORN' } },
      {
        type: 'SiblingExcludedAtParentRequest',
        data: {
          ...about,
          child: 'unborn',
          askedBy: [{ person: 'mia', capacity: 'CARER' }],
          reason: 'No.',
          takenBy: 'worker-1',
        },
      },
      {
        type: 'StepUpProposed',
        data: {
          ...about,
          step: 'step-1',
          children: ['ben'],
          target: 'CP',
          urgent: true,
          reason: 'Harm.',
          proposedBy: 'worker-1',
        },
      },
      {
        type: 'StepDownProposed',
        data: { ...about, step: 'step-2', children: ['ava'], from: 'CIN_S17', reason: 'Well.' },
      },
      { type: 'StepDownAccepted', data: { ...about, step: 'step-2', receivingWorker: 'worker-3' } },
    ];
    const snapshot = goesOn(id, {
      children: [
        { child: 'ava', level: 'L2', levelDecision: 'event-5', levelSince: day },
        {
          ...{ child: 'ben', level: 'L3', levelDecision: 'event-6', levelSince: day },
          ...{ statutoryStatus: 'CIN_S17', statusNoted: 'event-10', statusSince: today.recordedAt },
        },
      ],
      cover: 'worker-3',
      coverUntil: '2026-07-01',
      excluded: ['unborn'],
      copiedAsOf: 20,
      steps: [
        { step: 'step-1', proposal: 'event-14', status: 'PROPOSED', children: ['ben'], target: 'CP' },
        {
          step: 'step-2',
          proposal: 'event-15',
          status: 'ACCEPTED',
          children: ['ava'],
          from: 'CIN_S17',
          receivingWorker: 'worker-3',
        },
      ],
    });
    given(family)
      .when(register(), into, besides({ [id]: [...withTom, ...more, ...goes] }))
      .then(...begun, snapshot);
    const close = (reason: string): FamilyCommand => ({
      type: 'CloseEpisode',
      data: {
        family: into.stream,
        episode,
        reason,
        outcomes: ['ava', 'ben'].map((child) => ({ child, outcome: 'Well.' })),
      },
    });
    given(family, ...begun, snapshot)
      .when(close('OUTCOMES_MET'))
      .refuses('STEP_OPEN');
    const answered: FamilyEvent = {
      type: 'StepUpAccepted',
      data: {
        episode,
        step: 'step-1',
        receivingAgency: 'organisation-care',
        receivingWorker: 'social-worker',
      },
    };
    given(family, ...begun, snapshot, answered)
      .when(close('STEP_UP_CP'))
      .then({
        type: 'EpisodeClosed',
        data: {
          episode,
          reason: 'STEP_UP_CP',
          outcomes: ['ava', 'ben'].map((child) => ({ child, outcome: 'Well.' })),
        },
      });
  });
  it('has the keyworker whom the episode had, who may hand it over', () => {
    const data = {
      family: into.stream,
      episode,
      to: 'worker-3',
      agency: 'organisation-school',
      agreementReviewed: true,
      reason: 'FAMILY_MOVED',
    };
    const { family: _, ...handedOver } = data;
    given(family, ...begun, goesOn(id))
      .when({ type: 'HandOverKeyworker', data }, {}, around)
      .then({ type: 'KeyworkerHandedOver', data: { ...handedOver, from: 'worker-1' } });
    given(family, ...begun, goesOn(id))
      .when({ type: 'OpenEpisode', data: { ...opening, family: into.stream } }, {}, around)
      .refuses('ALREADY_OPEN', { keyworker: 'worker-1', episode });
  });
});
