import type { OccurredAt } from '#libs/contracts';
import { endOfLondonDay, londonDay } from '#libs/reference';
import type { AsOfPoint } from '../../as-of.ts';
import { recordsOf } from '../../links.ts';
import { orNull } from '../../or-null.ts';
import type { Tables } from '../../projection.ts';
import { levelBy, type LevelEvent, type EpisodeDraft } from '../family/episode-draft.ts';
import type { LevelSpan } from './level-span.ts';
import { tellingOfLevels } from './levels-told.ts';
import { streamsOf } from '../lineage.ts';
import { ofStreams } from '../pages.ts';
import { aboutRecords } from '../records.ts';
import { eventsTold, hear, tell, type Heard, type Telling } from '../told.ts';

interface Of {
  /** Of the child. */
  readonly records: readonly string[];
  readonly decisions: LevelEvent[];
}

const deciding: Telling<Of> = { LevelOfNeedDecided: note, SteppedUp: note, SteppedDown: note };

function note({ records, decisions }: Of, decision: LevelEvent): void {
  if (records.includes(decision.data.child)) decisions.push(decision);
}

/**
 * Every decision about the child's level as of both axes, by the day it occurred. It lasts for as long as the child's
 * family, asked of each day, shows it: until the next, or the end of help.
 */
export function levelHistory(tables: Tables, child: string, at: AsOfPoint): LevelSpan[] {
  const records = recordsOf(tables, child, at.position);
  const story = { scope: aboutRecords(records, at), at, telling: deciding };
  const decisions = inOrder(tell(tables, story, { records, decisions: [] as LevelEvent[] }).decisions);
  const episodes = Map.groupBy(decisions, ({ data }) => data.episode);
  const streams = new Set([
    ...decisions.map(({ stream }) => stream),
    ...streamsOf(tables, [...episodes.keys()], at),
  ]);
  const scope = ofStreams([...streams], at);
  const told = Map.groupBy(eventsTold(tables, { scope, at, telling: tellingOfLevels }), episodeIn);
  const ends = new Map(
    [...episodes].flatMap(([episode, own]) => endsOf(own, standing(told.get(episode) ?? [], records))),
  );
  return decisions.map((decision) => spanOf(decision, ends.get(decision.position) ?? null));
}

function episodeIn({ data }: Heard): unknown {
  return data['episode'];
}

/** As they were recorded, but for what certainly was so on an earlier day: hours are seldom told, and some days neither. */
function inOrder(decisions: readonly LevelEvent[]): LevelEvent[] {
  const placed: LevelEvent[] = [];
  for (const decision of decisions) {
    const before = placed.findLastIndex((each) => !decision.isOfEarlierDay(each));
    placed.splice(before + 1, 0, decision);
  }
  return placed;
}

/** What stood once a day was over: the decisions on the child's level that counts, and what had happened by then. */
interface Day {
  readonly day: string;
  /** Positions. */
  readonly stood: ReadonlySet<number>;
  /** The last event of the day. */
  readonly last: Heard;
}

/** An episode of a child, on each day on which anything about it happened. */
function standing(events: readonly Heard[], records: readonly string[]): Day[] {
  const own = events.filter(concerns(records));
  const days = Map.groupBy(own, dayOf);
  return [...days.keys()].sort().flatMap((day) => {
    const by = Date.parse(endOfLondonDay(day));
    const episodes = new Map<string, EpisodeDraft>();
    for (const event of own) if (event.occurred <= by) hear(tellingOfLevels, { episodes }, event);
    const stood = [...episodes.values()].flatMap((episode) =>
      records.flatMap((record) => episode.decidedFor(record)?.position ?? []),
    );
    const last = days.get(day)?.at(-1);
    return last === undefined ? [] : [{ day, stood: new Set(stood), last }];
  });
}

/** What another child of the episode is told of changes nothing for this one. */
function concerns(records: readonly unknown[]): (event: Heard) => boolean {
  return ({ data: { child } }) => child === undefined || records.includes(child);
}

function dayOf({ occurred }: Heard): string {
  return londonDay(new Date(occurred).toISOString());
}

/** Position of a decision -> when it stood no longer; nothing of one that stands still. */
function endsOf(decisions: readonly LevelEvent[], days: readonly Day[]): [number, OccurredAt][] {
  return decisions.flatMap((decision, index) => {
    const last = days.findLastIndex(({ stood }) => stood.has(decision.position));
    if (last >= 0 && last === days.length - 1) return [];
    const end = endOf(decision, {
      later: decisions.slice(index + 1),
      ended: days[last + 1],
      stood: last >= 0,
    });
    return [[decision.position, end.occurredAt]];
  });
}

interface After {
  /** Decisions, by their day. */
  readonly later: readonly LevelEvent[];
  /** The first day after the last on which it stood. */
  readonly ended: Day | undefined;
  readonly stood: boolean;
}

/** What stood on no day, for it was overtaken on its own, ended then; no level ends before it begins. */
function endOf(decision: LevelEvent, { later, ended, stood }: After): Heard {
  const over = stood ? ended : undefined;
  const day = over?.day ?? dayOf(decision);
  return later.find((each) => dayOf(each) === day) ?? over?.last ?? decision;
}

function spanOf(decision: LevelEvent, to: OccurredAt | null): LevelSpan {
  const { data, stream, occurredAt, recordedAt, position, id, codeSets } = decision;
  return {
    ...orNull(data, 'indicators', 'rationale'),
    child: data.child,
    family: stream,
    episode: data.episode,
    level: levelBy(decision),
    scheme: codeSets['level'] ?? null,
    how: HOW[decision.type],
    from: occurredAt,
    to,
    recordedAt,
    position,
    event: id,
    decidedBy: data.decidedBy,
  };
}

const HOW = { LevelOfNeedDecided: 'DECIDED', SteppedUp: 'STEPPED_UP', SteppedDown: 'STEPPED_DOWN' } as const;
