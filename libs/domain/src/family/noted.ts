import type { Clear } from '#libs/contracts';
import type { Past } from '../aggregate.ts';
import { isBefore } from '../when.ts';
import { sourceOf } from './source.ts';
import type { ChildInEpisode } from './state.ts';

type Noted = Past<Extract<Clear.FamilyEvent, { type: 'StatutoryStatusNoted' }>>;

/** A child once a status is noted: what is told late of an earlier day takes the place of nothing that came after it. */
export function afterNoting(noted: Noted, known: ChildInEpisode = {}): ChildInEpisode {
  const { statutorySince: since } = known;
  if (since !== undefined && isBefore(noted, since)) return known;
  const { occurredAt, recordedAt, data } = noted;
  return {
    statutory: data.status,
    statutoryFrom: sourceOf(noted, 'statutory-status'),
    statutorySince: { occurredAt, recordedAt },
  };
}
