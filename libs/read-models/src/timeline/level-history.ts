import type { OccurredAt } from '#libs/contracts';
import { londonDay } from '#libs/reference';
import type { AsOfPoint } from '../as-of.ts';
import { orNull } from '../or-null.ts';
import type { Tables } from '../projection.ts';
import type { LevelSpan } from './level-span.ts';
import { recordsOf } from '../links.ts';
import { ofStream } from './pages.ts';
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

/** Episode -> when it closed, where it is closed. */
const closing: Telling<Map<string, OccurredAt>> = {
  EpisodeClosed: (closed, { data, occurredAt }) => {
    closed.set(data.episode, occurredAt);
  },
  EpisodeReopened: (closed, { data }) => {
    closed.delete(data.episode);
  },
};

/** Every decision about the child's level as of both axes, by the day it occurred, each until the next or the closure. */
export function levelHistory(tables: Tables, child: string, at: AsOfPoint): LevelSpan[] {
  const records = recordsOf(tables, child, at.position);
  const { decisions } = tell(
    tables,
    { scope: aboutRecords(records, at), at, telling: deciding },
    { records, decisions: [] },
  );
  const closed = new Map<string, OccurredAt>();
  for (const family of new Set(decisions.map(({ stream }) => stream)))
    tell(tables, { scope: ofStream(family, at), at, telling: closing }, closed);
  const inOrder = decisions.toSorted(byDay);
  return inOrder.map((decision, index) => spanOf(decision, inOrder[index + 1], closed));
}

function hear({ records, decisions }: Heard, decision: Decision): void {
  if (records.includes(decision.data.child)) decisions.push(decision);
}

/** Decisions of one day stand in the order of recording: their hours are seldom told. */
function byDay(one: Decision, other: Decision): number {
  const [a, b] = [one, other].map(({ occurred }) => londonDay(new Date(occurred).toISOString()));
  if (a === b) return one.position - other.position;
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

function spanOf(
  decision: Decision,
  next: Decision | undefined,
  closed: ReadonlyMap<string, OccurredAt>,
): LevelSpan {
  const { data, stream, occurredAt, recordedAt, position, id, codeSets } = decision;
  const goesOn = next?.data.episode === data.episode;
  return {
    ...orNull(data, 'indicators', 'rationale'),
    child: data.child,
    family: stream,
    episode: data.episode,
    level: decision.type === 'LevelOfNeedDecided' ? decision.data.level : decision.data.to,
    scheme: codeSets['level'] ?? null,
    how: HOW[decision.type],
    from: occurredAt,
    to: (goesOn ? next.occurredAt : closed.get(data.episode)) ?? null,
    recordedAt,
    position,
    event: id,
    decidedBy: data.decidedBy,
  };
}

const HOW = { LevelOfNeedDecided: 'DECIDED', SteppedUp: 'STEPPED_UP', SteppedDown: 'STEPPED_DOWN' } as const;
