import { streamCategory, type EventType } from '#libs/contracts';
import { codesJudgedOn, type Meaning } from '#libs/reference';
import type { Fact, OpenedEvent } from '../fact.ts';
import { meaningOf } from '../meanings.ts';
import { AT_ITS_EVENTS, type RetoldTable, type Tables } from '../projection.ts';

/** What an event says of a request: the columns that it names, and nothing of it that no row shows. */
export interface Mark {
  readonly type: EventType;
  readonly position: number;
  readonly request: string;
  /** Whose stream it stands in, where that is a panel's. */
  readonly panel: string | null;
  /** When it happened, as an instant: when it was recorded, where no more is known than its day. */
  readonly at: string;
  readonly said: MarkDetails;
}

export type MarkDetails = Readonly<Partial<Record<(typeof SAID)[number], string>>> &
  Pick<Meaning, 'waitsFor'>;

const SAID = [
  ...(['reference', 'requestRef', 'urgency', 'channel', 'district', 'family'] as const),
  ...(['episode', 'keyworker', 'outcome', 'level', 'agency'] as const),
] as const;

/** What a stream, of a request or of a panel, says of requests. */
export const MARKS: RetoldTable = { table: 'marks', ...AT_ITS_EVENTS };

/** The request that an event is about, or that a family came of; undefined where it is of a panel, about an episode. */
export function requestOf({ stream, data }: OpenedEvent): string | undefined {
  const { item, request } = data as { readonly item?: string; readonly request?: string };
  const about = item ?? (streamCategory(stream) === 'family' ? (request ?? '') : stream);
  return streamCategory(about) === 'request' ? about : undefined;
}

/** Takes note of what the event says of a request, so that its row can be told again from all that was said of it. */
export function note(fact: Fact, tables: Tables): Mark | undefined {
  const request = requestOf(fact);
  if (request === undefined) return undefined;
  const { type, position, stream } = fact;
  const isOfFamily = streamCategory(stream) === 'family';
  const data = isOfFamily ? { family: stream } : (fact.data as MarkDetails);
  const named: Partial<Record<(typeof SAID)[number], string>> = {};
  for (const name of SAID) if (data[name] !== undefined) named[name] = data[name];
  const said = { ...named, ...waitsFor(fact, data, tables) };
  const mark = {
    type,
    position,
    request,
    panel: isOfFamily || stream === request ? null : stream,
    at: instantOf(fact),
    said,
  };
  tables.run(
    'INSERT INTO marks (position, request, type, panel, at, said) VALUES (?, ?, ?, ?, ?, ?)',
    ...[position, request, type, mark.panel, mark.at, JSON.stringify(said)],
  );
  return mark;
}

/** For what the request waits after an outcome. */
function waitsFor(fact: Fact, { outcome }: MarkDetails, tables: Tables): Pick<Meaning, 'waitsFor'> {
  if (outcome === undefined) return {};
  const on = codesJudgedOn(fact.occurredAt, fact.stored.recordedAt);
  const { waitsFor: forWhat } = meaningOf(tables, 'triage-outcome', outcome, on);
  return forWhat === undefined ? {} : { waitsFor: forWhat };
}

/** All that was said of the request, as it stands now, in the order of the log. */
export function marksOf(request: string, tables: Tables): Mark[] {
  const sql =
    'SELECT type, position, request, panel, at, said FROM marks WHERE request = ? ORDER BY position';
  return tables
    .all<Omit<Mark, 'said'> & { said: string }>(sql, request)
    .map((row) => ({ ...row, said: JSON.parse(row.said) as MarkDetails }));
}

function instantOf({ occurredAt: { precision, value }, stored }: Fact): string {
  return precision === 'INSTANT' && value !== undefined ? value : stored.recordedAt;
}
