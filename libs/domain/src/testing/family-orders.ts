import fc from 'fast-check';
import type { FamilyCommand } from '#libs/contracts';
import { family as id, indicators } from './hill-family.ts';

const level = fc.constantFrom('L2' as const, 'L3' as const, 'L4' as const);
const child = fc.constantFrom('ava', 'ben');
const children = fc.subarray(['ava', 'ben'], { minLength: 1 });
const worker = fc.constantFrom('worker-1', 'worker-3');
const agency = fc.constantFrom('organisation-school', 'organisation-care');

/** An order that is still to name an episode and a step. */
export type Order = (command: { episode: string; step: string }) => FamilyCommand;

const why = { rationale: 'Seen.', decidedBy: 'worker-2' };
/** Any order that can be given to the Hill family, sensible or not. */
export const anyOrder: fc.Arbitrary<Order> = fc.oneof(
  fc.tuple(children, level, worker).map(([ids, at, keyworker]): Order => () => ({
    type: 'OpenEpisode',
    data: {
      family: id,
      children: ids.map((each) => ({
        child: each,
        level: at,
        indicators: indicators[at],
        rationale: 'Seen.',
      })),
      route: 'REQUEST',
      district: 'herts.ff.dacorum',
      agency: 'organisation-school',
      keyworker,
      familyAgreed: true,
      decidedBy: 'worker-2',
    },
  })),
  fc.tuple(child, level).map(([one, at]): Order => ({ episode }) => ({
    type: 'AddChildToEpisode',
    data: { family: id, episode, child: one, level: at, indicators: indicators[at], ...why },
  })),
  fc.tuple(child, level).map(([one, at]): Order => ({ episode }) => ({
    type: 'DecideLevelOfNeed',
    data: { family: id, episode, child: one, level: at, indicators: indicators[at], ...why },
  })),
  fc
    .tuple(fc.constantFrom('StepUp' as const, 'StepDown' as const), child, level, level)
    .map(([type, one, from, to]): Order => ({ episode }) => ({
      type,
      data: { family: id, episode, child: one, from, to, indicators: indicators[to], ...why },
    })),
  fc.tuple(worker, agency).map(([to, of]): Order => ({ episode }) => ({
    type: 'HandOverKeyworker',
    data: { family: id, episode, to, agency: of, agreementReviewed: true, reason: 'LEFTRL' },
  })),
  agency.map((to): Order => ({ episode }) => ({
    type: 'ChangeAccountableAgency',
    data: { family: id, episode, to },
  })),
  children.map((ids): Order => ({ episode }) => ({
    type: 'ProposeStepUp',
    data: {
      family: id,
      episode,
      children: ids,
      target: 'CP',
      urgent: true,
      reason: 'Harm.',
      proposedBy: 'worker-1',
    },
  })),
  children.map((ids): Order => ({ episode }) => ({
    type: 'ProposeStepDown',
    data: { family: id, episode, children: ids, from: 'CIN_S17', reason: 'Settled.' },
  })),
  level.map((to): Order => ({ episode, step }) => ({
    type: 'AcceptStepUp',
    data: {
      family: id,
      episode,
      step,
      receivingAgency: 'organisation-care',
      receivingWorker: 'social-worker',
      to,
      indicators: indicators[to],
      rationale: 'Seen.',
    },
  })),
  level.map((to): Order => ({ episode, step }) => ({
    type: 'AcceptStepDown',
    data: {
      family: id,
      episode,
      step,
      receivingWorker: 'worker-3',
      to,
      indicators: indicators[to],
      rationale: 'Seen.',
    },
  })),
  fc
    .constantFrom('DeclineStepUp' as const, 'EscalateStepUp' as const, 'DeclineStepDown' as const)
    .map((type): Order => ({ episode, step }) => ({
      type,
      data: { family: id, episode, step, reason: 'Not met.' },
    })),
  fc.constantFrom('CP_PLAN', 'CIN_S17', 'NONE').map((status): Order => ({ episode }) => ({
    type: 'NoteStatutoryStatus',
    data: { family: id, episode, child: 'ava', status },
  })),
  fc
    .tuple(children, fc.constantFrom('OUTCOMES_MET', 'STEP_UP_CP'))
    .map(([ids, reason]): Order => ({ episode }) => ({
      type: 'CloseEpisode',
      data: { family: id, episode, reason, outcomes: ids.map((each) => ({ child: each, outcome: 'Well.' })) },
    })),
  fc.tuple(worker, agency).map(([keyworker, of]): Order => ({ episode }) => ({
    type: 'ReopenEpisode',
    data: { family: id, episode, reason: 'FAMILY_ASKED', agency: of, keyworker, familyAgreed: true },
  })),
  fc.constant<Order>(({ episode }) => ({
    type: 'ReceiveInformation',
    data: { family: id, episode, from: 'POLICE', summary: 'Attended.' },
  })),
  fc.constantFrom('worker-1', 'worker-3', 'left').map((worker): Order => ({ episode }) => ({
    type: 'ArrangeTemporaryCover',
    data: { family: id, episode, worker, reason: 'ABSENC' },
  })),
  fc.constant<Order>(({ episode }) => ({
    type: 'EndTemporaryCover',
    data: { family: id, episode, reason: 'KEYWORKER_BACK' },
  })),
  fc.constantFrom('herts.ff.dacorum', 'herts.ff.stevenage').map((to): Order => () => ({
    type: 'ChangeDistrict',
    data: { family: id, to },
  })),
  fc.constant<Order>(({ episode }) => ({
    type: 'AcknowledgeDrift',
    data: { family: id, episode, rule: 'OPEN_LONG', acknowledgedBy: 'worker-2', reason: 'Agreed.' },
  })),
  child.map((person): Order => () => ({
    type: 'RemoveMember',
    data: { family: id, person, reason: 'MOVED_OUT' },
  })),
);
