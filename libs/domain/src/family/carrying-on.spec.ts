import { describe, it } from '@jest/globals';
import type { FamilyCommand, FamilyEvent } from '#libs/contracts';
import { given } from '../testing/specification.ts';
import { around, episode, family as id, helped } from '../testing/hill-family.ts';
import { family } from './family.ts';

const outcomes = [
  { child: 'ava', outcome: 'Sleeps well.' },
  { child: 'ben', outcome: 'Back in school.' },
];
const close = (reason: string): FamilyCommand => ({
  type: 'CloseEpisode',
  data: { family: id, episode, reason, outcomes },
});
const noted = (status: string): FamilyEvent => ({
  type: 'StatutoryStatusNoted',
  data: { episode, child: 'ben', status },
});
const ended = (reason: string): FamilyEvent => ({
  type: 'EpisodeClosed',
  data: { episode, reason, outcomes },
});
const OVER = [
  'OUTCOMES_MET',
  'NEEDS_MET_SINGLE_AGENCY',
  'DISENGAGED_NEEDS_UNMET',
  'AGED_OUT',
  'NO_NEED_FOUND',
];

describe('closing an episode over a child with a statutory status', () => {
  it('is refused for a reason that says that help is over', () => {
    for (const status of ['CIN_S17', 'CP_S47_ENQUIRY', 'CP_PLAN', 'CLA'])
      for (const reason of OVER)
        given(family, ...helped, noted(status))
          .when(close(reason), {}, around)
          .refuses('STATUTORY_STANDS', { child: 'ben', status });
  });
  it('goes for a reason that says who goes on, or that nothing was, and where the family withdraws', () => {
    for (const reason of ['BECAME_CLA', 'MOVED_OUT_TRANSFERRED', 'OPENED_IN_ERROR', 'AGREEMENT_WITHDRAWN'])
      given(family, ...helped, noted('CP_PLAN'))
        .when(close(reason), {}, around)
        .then(ended(reason));
  });
  it('goes once the status is over, and for brothers and sisters of a child who died with it', () => {
    for (const status of ['NONE', 'CARE_LEAVER'])
      given(family, ...helped, noted('CP_PLAN'), noted(status))
        .when(close('OUTCOMES_MET'), {}, around)
        .then(ended('OUTCOMES_MET'));
    const persons = new Map(around.persons).set('ben', { dateOfDeath: '2026-06-10', standing: new Map() });
    given(family, ...helped, noted('CP_PLAN'))
      .when(close('OUTCOMES_MET'), {}, { ...around, persons })
      .then(ended('OUTCOMES_MET'));
  });
});
