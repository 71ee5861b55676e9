import type { EventType } from '#libs/contracts';
import { earliestDay } from '#libs/reference';
import type { Fact, FactOf } from '../fact.ts';
import { givingTypes, isGiving, isTaken } from './giving.ts';
import type { Tables } from '../projection.ts';
import { Spans } from '../spans.ts';
import { heldTable, type HeldRow } from './table.ts';

const spans = new Spans<HeldRow>(heldTable);

type Change = (last: HeldRow) => Partial<HeldRow>;

const NOBODY = {
  agency: null,
  keyworker: null,
  cover: null,
  closed_on: null,
} as const;

/** What an event of an episode changes in who holds it. */
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
  EpisodeClosed: (_, day) => () => ({ status: 'CLOSED', closed_on: day }),
  EpisodeReopened: (_, day) => (last) => ({
    ...NOBODY,
    status: 'OPEN',
    opened_on: day,
    earlier: JSON.stringify([...stretchesBefore(last), stretchOf(last)]),
  }),
};

/** Types of the events that may change it. */
export const holdingTypes: readonly string[] = [
  ...['EpisodeOpened', 'EpisodeContinued'],
  ...givingTypes,
  ...Object.keys(changes),
];

/** Who holds an open episode, and since when it is open. */
export function hold(fact: Fact, day: string, tables: Tables): void {
  if (fact.type === 'EpisodeOpened') {
    const { position, stream: family } = fact;
    const { episode } = fact.data;
    const leg = legOf(episode, family);
    const held = { leg, since: position, opened: position, episode, family } as const;
    spans.begin(tables, { ...NOBODY, ...held, status: 'OPEN', opened_on: day, earlier: '[]' });
    return;
  }
  if (fact.type === 'EpisodeContinued') goOn(fact, tables);
  if (isGiving(fact) && isTaken(fact, tables)) letGo(fact, fact.data.episode, tables);
  const { episode } = fact.data as { readonly episode?: string };
  const changeOf = changes[fact.type] as ((fact: Fact, day: string) => Change) | undefined;
  if (episode !== undefined && changeOf !== undefined)
    spans.change(tables, fact.position, legOf(episode, fact.stream), changeOf(fact, day));
}

function legOf(episode: string, family: string): string {
  return `${episode} ${family}`;
}

/** The family has it as the other one had it, until then. */
function goOn({ stream: family, position, data }: FactOf<'EpisodeContinued'>, tables: Tables): void {
  const { episode, from, agency, keyworker, cover = null, openedOn } = data;
  const leg = legOf(episode, family);
  const began = { ...NOBODY, opened: position, opened_on: earliestDay(openedOn), earlier: '[]' };
  const held: HeldRow = {
    ...(spans.last(tables, legOf(episode, from)) ?? began),
    ...{ leg, since: position, episode, family, status: 'OPEN', agency, keyworker, cover },
  };
  if (from !== family) letGo({ stream: from, position }, episode, tables);
  if (spans.last(tables, leg) === undefined) spans.begin(tables, held);
  else spans.change(tables, position, leg, ({ since }) => ({ ...held, since }));
}

/** An episode as it was in a stretch of time in which it was open, as of its end. */
type Stretch = Pick<HeldRow, keyof typeof NOBODY | 'opened_on'>;

function stretchOf(row: HeldRow): Stretch {
  const { opened_on, closed_on, agency, keyworker, cover } = row;
  return { opened_on, closed_on, agency, keyworker, cover };
}

/** The stretches that ended before an episode was last reopened, the first one first. */
function stretchesBefore({ earlier }: Pick<HeldRow, 'earlier'>): Stretch[] {
  return JSON.parse(earlier) as Stretch[];
}

/** An episode as it was open on a day, as far as it is known by the row; undefined where it was not. */
export function openOn(row: HeldRow, day: string): HeldRow | undefined {
  const stood = stoodOn(row, day);
  return stood !== undefined && (stood.closed_on === null || stood.closed_on > day) ? stood : undefined;
}

/** The same of one that may have been closed by then; undefined where it was not opened yet. */
export function stoodOn(row: HeldRow, day: string): HeldRow | undefined {
  const stretch = [...stretchesBefore(row), stretchOf(row)].findLast(({ opened_on }) => opened_on <= day);
  return stretch && { ...row, ...stretch };
}

function letGo(
  { stream, position }: Pick<Fact, 'stream' | 'position'>,
  episode: string,
  tables: Tables,
): void {
  spans.change(tables, position, legOf(episode, stream), () => ({ status: 'CONTINUED' }));
}
