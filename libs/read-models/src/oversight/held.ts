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
  looked: '',
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

/** What an event of an episode looked at it for. */
const looks: { readonly [T in EventType]?: (fact: FactOf<T>) => string } = {
  LevelOfNeedDecided: () => 'REVIEWED',
  SteppedUp: () => 'CHANGED',
  SteppedDown: () => 'CHANGED',
  DriftAcknowledged: ({ data: { rule } }) => rule,
};

/** Types of the events that may change it. */
export const holdingTypes: readonly string[] = [
  ...['EpisodeOpened', 'EpisodeContinued'],
  ...givingTypes,
  ...Object.keys(changes),
  ...Object.keys(looks),
];

/** Who holds an open episode, since when it is open, and how it has been looked at. */
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
  if (episode === undefined) return;
  const leg = legOf(episode, fact.stream);
  if (changeOf !== undefined) spans.change(tables, fact.position, leg, changeOf(fact, day));
  const lookOf = looks[fact.type] as ((fact: Fact) => string) | undefined;
  if (lookOf !== undefined) look(leg, { what: lookOf(fact), day, position: fact.position }, tables);
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
  const { opened_on, closed_on, agency, keyworker, cover, looked } = row;
  return { opened_on, closed_on, agency, keyworker, cover, looked };
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

/** A level was confirmed (REVIEWED) or changed (CHANGED), or a sign of drift was acknowledged, by its rule: on a day. */
export interface Look {
  readonly what: string;
  readonly day: string;
  /** Where the event stands that says so. */
  readonly position: number;
}

/** As known at a position, in the order of recording. */
export function looksAt({ looked }: Pick<HeldRow, 'looked'>, position: number): Look[] {
  return looked === ''
    ? []
    : looked
        .split(' ')
        .map(lookOf)
        .filter((look) => look.position <= position);
}

/** How the most common are written: of years there are a hundred in a row. */
const WRITTEN = new Map([
  ['REVIEWED', 'R'],
  ['CHANGED', 'C'],
]);
const WORDS = new Map([...WRITTEN].map(([what, written]) => [written, what]));
const DAY = '2026-01-01'.length;

function lookOf(written: string): Look {
  const [said = '', position = ''] = written.split('@');
  const what = said.slice(0, -DAY);
  return { what: WORDS.get(what) ?? what, day: said.slice(-DAY), position: Number(position) };
}

/** It says itself where it was said: the row that holds is the same before and after. Of several children on one day it is said once. */
function look(leg: string, { what, day, position }: Look, tables: Tables): void {
  const { looked } = spans.last(tables, leg) ?? NOBODY;
  const said = `${WRITTEN.get(what) ?? what}${day}@`;
  const last = looked.slice(looked.lastIndexOf(' ') + 1);
  if (last.startsWith(said)) return;
  spans.note(tables, leg, { looked: `${looked}${looked === '' ? '' : ' '}${said}${position}` });
}
