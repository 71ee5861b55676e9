import { byPlace, refusalOf, type ImportFault, type Refusal } from './faults.ts';
import { isStanding, type RefusedRequest, type Sorted } from './plan.ts';
import type { Resolved } from './standing.ts';
import type { Written } from './write.ts';

/** What an import came to (interfaces.md, `import requests`). Lines are those of rows, the header being line 1. */
export interface ImportReport {
  /** Distinct references in the file. */
  readonly requests: number;
  readonly imported: number;
  /** In the record already, with the same rows. */
  readonly unchanged: number;
  readonly refused: readonly Refusal[];
  /** Of imported requests: rows whose child is someone already known. */
  readonly matched: readonly number[];
  /** Of imported requests: rows put to a person. */
  readonly possibleDuplicates: readonly number[];
  /** Imported requests that join a known family, and those of a new one. */
  readonly families: { readonly known: number; readonly new: number };
  /** Events written. */
  readonly events: number;
  /** The last event's position; -1 in an empty log. */
  readonly position: number;
  /** Events in the log then: what was written since, of a seal perhaps, is not told. */
  readonly size: number;
  /** The rows of refused requests, for the file beside. */
  readonly refusedRows: readonly number[];
}

/** What became of a file. */
interface Outcome extends Sorted {
  /** Why it could not be read at all. */
  readonly unreadable: readonly ImportFault[];
  readonly refused: readonly RefusedRequest[];
  /** The new requests that were taken, or would be. */
  readonly taken: readonly Resolved[];
  readonly written: Readonly<Written>;
}

/** The report of an import; `head` is the log's last position. */
export function reportOf(outcome: Outcome, head: number): ImportReport {
  const { references, good, unreadable, refused, taken, written } = outcome;
  const known = taken.filter(({ data, ids }) => data.family !== ids.family).length;
  const faults = [...unreadable, ...refused.flatMap((each) => each.faults)];
  const rows = refused.flatMap(({ lines }) => lines);
  const position = written.events > 0 ? written.position : head;
  return {
    requests: references,
    imported: taken.length,
    unchanged: good.filter(isStanding).length,
    refused: faults.sort(byPlace).map(refusalOf),
    matched: linesOf(taken, 'KNOWN'),
    possibleDuplicates: linesOf(taken, 'REVIEW'),
    families: { known, new: taken.length - known },
    events: written.events,
    position,
    size: position + 1,
    refusedRows: rows.sort(byNumber),
  };
}

function linesOf(requests: readonly Resolved[], resolution: string): number[] {
  return requests
    .flatMap(({ form: { lines }, data }) =>
      lines.filter((_, at) => data.children[at]?.resolution === resolution),
    )
    .sort(byNumber);
}

function byNumber(one: number, other: number): number {
  return one - other;
}
