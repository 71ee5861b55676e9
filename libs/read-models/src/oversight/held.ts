import type { EventType } from '#libs/contracts';
import type { Fact, FactOf } from '../fact.ts';
import type { Tables } from '../projection.ts';
import { Spans } from '../spans.ts';
import { heldTable, type HeldRow } from './table.ts';

const spans = new Spans<HeldRow>(heldTable);

type Change = (last: HeldRow) => Partial<HeldRow>;

const NOBODY = {
  agency: null,
  keyworker: null,
  cover: null,
  reviewed_on: null,
  reviews: 0,
  acknowledged: '{}',
} as const;

const levelChanged =
  (_: Fact, day: string): Change =>
  () => ({ reviewed_on: day, reviews: 0 });

/** What an event of an episode changes in who holds it, and in how often it was looked at without change. */
const changes: { readonly [T in EventType]?: (fact: FactOf<T>, day: string) => Change } = {
  AccountableAgencyAssigned:
    ({ data: { agency } }) =>
    () => ({ agency }),
  AccountableAgencyChanged:
    ({ data: { to } }) =>
    () => ({ agency: to }),
  KeyworkerAssigned:
    ({ data: { worker } }) =>
    () => ({ keyworker: worker }),
  KeyworkerHandedOver:
    ({ data: { to } }) =>
    () => ({ keyworker: to, cover: null }),
  TemporaryCoverArranged:
    ({ data: { worker } }) =>
    () => ({ cover: worker }),
  TemporaryCoverEnded: () => () => ({ cover: null }),
  EpisodeClosed: () => () => ({ status: 'CLOSED', agency: null, keyworker: null, cover: null }),
  EpisodeReopened: (_, day) => () => ({ ...NOBODY, status: 'OPEN', opened_on: day }),
  LevelOfNeedDecided: (_, day) => reviewedOn(day),
  SteppedUp: levelChanged,
  SteppedDown: levelChanged,
  DriftAcknowledged: ({ data: { rule } }, day) => acknowledged(rule, day),
};

/** Who holds an open episode, since when it is open, and how it has been looked at. */
export function hold(fact: Fact, day: string, tables: Tables): void {
  if (fact.type === 'EpisodeOpened') {
    const { position: opened, stream: family } = fact;
    const { episode } = fact.data;
    spans.begin(tables, { ...NOBODY, opened, episode, family, status: 'OPEN', opened_on: day });
    return;
  }
  const { episode } = fact.data as { readonly episode?: string };
  const changeOf = changes[fact.type] as ((fact: Fact, day: string) => Change) | undefined;
  if (episode !== undefined && changeOf !== undefined)
    spans.change(tables, fact.position, episode, changeOf(fact, day));
}

/** Levels confirmed on one day are one review; those decided when the episode opened are none. */
function reviewedOn(day: string): Change {
  return ({ reviewed_on, reviews, opened_on }) =>
    day === (reviewed_on ?? opened_on) ? {} : { reviewed_on: day, reviews: reviews + 1 };
}

function acknowledged(rule: string, day: string): Change {
  return ({ acknowledged: before, reviews }) => ({
    acknowledged: JSON.stringify({ ...(JSON.parse(before) as Record<string, string>), [rule]: day }),
    reviews: rule === 'REVIEWS_WITHOUT_CHANGE' ? 0 : reviews,
  });
}
