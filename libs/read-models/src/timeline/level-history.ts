import type { OccurredAt } from '#libs/contracts';
import { londonDay } from '#libs/reference';
import type { AsOfPoint } from '../as-of.ts';
import { orNull } from '../or-null.ts';
import type { Tables } from '../projection.ts';
import type { LevelSpan } from './level-span.ts';
import { recordsOf } from '../links.ts';
import { streamsOf } from './lineage.ts';
import { ofStreams } from './pages.ts';
import { aboutRecords } from './records.ts';
import { tell, type Telling, type Told } from './told.ts';

type Decision = Told<'LevelOfNeedDecided' | 'SteppedUp' | 'SteppedDown'>;

interface Heard {
  /** Of the child. */
  readonly records: readonly string[];
  readonly decisions: Decision[];
}

const deciding: Telling<Heard> = {
  LevelOfNeedDecided: hear,
  SteppedUp: hear,
  SteppedDown: hear,
};

type Ending = Told<'EpisodeClosed' | 'ChildRemovedFromEpisode' | 'SiblingExcludedAtParentRequest'>;

interface Ended {
  /** Of the child. */
  readonly records: readonly string[];
  /** Episode -> each time that help in it ended for the child, but the closings after which it was reopened. */
  readonly at: Map<string, Ending[]>;
}

const ending: Telling<Ended> = {
  EpisodeClosed: end,
  EpisodeReopened: ({ at }, { data: { episode } }) => {
    const endings = at.get(episode) ?? [];
    if (endings.at(-1)?.type === 'EpisodeClosed') at.set(episode, endings.slice(0, -1));
  },
  ChildRemovedFromEpisode: leave,
  SiblingExcludedAtParentRequest: leave,
};

function end({ at }: Ended, event: Ending): void {
  const { episode } = event.data;
  at.set(episode, [...(at.get(episode) ?? []), event]);
}

function leave(
  ended: Ended,
  event: Told<'ChildRemovedFromEpisode' | 'SiblingExcludedAtParentRequest'>,
): void {
  if (ended.records.includes(event.data.child)) end(ended, event);
}

/** Every decision about the child's level as of both axes, by the day it occurred, each until the next or the end of help. */
export function levelHistory(tables: Tables, child: string, at: AsOfPoint): LevelSpan[] {
  const records = recordsOf(tables, child, at.position);
  const heard: Heard = { records, decisions: [] };
  const { decisions } = tell(tables, { scope: aboutRecords(records, at), at, telling: deciding }, heard);
  const ended: Ended = { records, at: new Map() };
  const episodes = decisions.map(({ data }) => data.episode);
  const streams = new Set([...decisions.map(({ stream }) => stream), ...streamsOf(tables, episodes, at)]);
  tell(tables, { scope: ofStreams([...streams], at), at, telling: ending }, ended);
  const placed = inOrder(decisions);
  return placed.map((decision, index) => spanOf(decision, placed[index + 1], ended.at));
}

function hear({ records, decisions }: Heard, decision: Decision): void {
  if (records.includes(decision.data.child)) decisions.push(decision);
}

/** As they were recorded, but for what certainly was so on an earlier day: hours are seldom told, and some days neither. */
function inOrder(decisions: readonly Decision[]): Decision[] {
  const placed: Decision[] = [];
  for (const decision of decisions) {
    const before = placed.findLastIndex((each) => !wasEarlier(decision, each));
    placed.splice(before + 1, 0, decision);
  }
  return placed;
}

function wasEarlier(one: Decision | Ending, other: Decision): boolean {
  const [a, b] = [one, other].map(({ occurred }) => londonDay(new Date(occurred).toISOString()));
  return a !== b && one.isCertainlyBefore(other);
}

function spanOf(decision: Decision, next: Decision | undefined, ended: Ended['at']): LevelSpan {
  const { data, stream, occurredAt, recordedAt, position, id, codeSets } = decision;
  const goesOn = next?.data.episode === data.episode;
  const end = ended
    .get(data.episode)
    ?.find((each) => each.position > position && !(goesOn && isAfter(each, next)));
  return {
    ...orNull(data, 'indicators', 'rationale'),
    child: data.child,
    family: stream,
    episode: data.episode,
    level: decision.type === 'LevelOfNeedDecided' ? decision.data.level : decision.data.to,
    scheme: codeSets['level'] ?? null,
    how: HOW[decision.type],
    from: occurredAt,
    to: endOf(decision, end) ?? (goesOn ? next.occurredAt : null),
    recordedAt,
    position,
    event: id,
    decidedBy: data.decidedBy,
  };
}

/** Whether help ended once the next decision was taken. */
function isAfter(end: Ending, next: Decision): boolean {
  return end.position > next.position && !wasEarlier(end, next);
}

/** No level ends before it begins: what is dated after the end of help was so for no day of it. */
function endOf(decision: Decision, end: Ending | undefined): OccurredAt | undefined {
  return end !== undefined && wasEarlier(end, decision) ? decision.occurredAt : end?.occurredAt;
}

const HOW = { LevelOfNeedDecided: 'DECIDED', SteppedUp: 'STEPPED_UP', SteppedDown: 'STEPPED_DOWN' } as const;
