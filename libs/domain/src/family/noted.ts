import type { Clear } from '#libs/contracts';
import { isOfEarlierDay } from '#libs/reference';
import type { Past } from '../aggregate.ts';
import { isBefore } from '../when.ts';
import { sourceOf } from './source.ts';
import type { ChildInEpisode } from './state.ts';

type Levelled = Past<
  Extract<Clear.FamilyEvent, { type: 'LevelOfNeedDecided' | 'SteppedUp' | 'SteppedDown' }>
>;
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

/** A child once a level is decided, by the day on which it was: one told late of an earlier day changes nothing since. */
export function afterDeciding(level: string, decided: Levelled, known: ChildInEpisode = {}): ChildInEpisode {
  const { levelSince: since } = known;
  if (since !== undefined && isOfEarlierDay(decided, since)) return known;
  const { occurredAt, recordedAt } = decided;
  return { level, levelFrom: sourceOf(decided, 'level'), levelSince: { occurredAt, recordedAt } };
}
