import { amendmentTypes, streamCategory, streamSubject, type EventType } from '#libs/contracts';
import type { AsOfPoint } from '../../as-of.ts';
import { recordsOf } from '../../links.ts';
import type { Tables } from '../../projection.ts';
import { nothingUnseen } from '../../unseen.ts';
import { entriesIn, gathered, standingAt } from './around.ts';
import type { Around, ByPosition, Entries } from './around.ts';
import { entriesAt } from '../entries.ts';
import { subjectsIdentifiedAs } from '../identified.ts';
import { nameFor } from '../names.ts';
import { seenBy, type Scope } from '../scope.ts';

const AGREEING: readonly EventType[] = ['AgreementGiven', 'AgreementScopeChanged'];

/** What may let an agency be told again of whom it was told no longer, as JSON. */
const WIDENING = JSON.stringify([...AGREEING, ...amendmentTypes]);

/**
 * Position at which somebody agreed again, or otherwise than before -> what is told that names for whom: whoever was told
 * nothing of them since they had agreed before did not get what was recorded meanwhile.
 */
export function broughtByAgreement(tables: Tables, told: Scope, around: Around): Entries {
  return gathered(
    namedBefore(tables, told, around).map(([since, theirs]) => [since, standingAt(tables, theirs, around)]),
  );
}

/** The ids of the same that are voided: it may be that nobody was told so. */
export function takenBackByAgreement(tables: Tables, told: Scope, around: Around): ByPosition<string> {
  return gathered(
    namedBefore(tables, told, around).map(([since, theirs]) => {
      const voided = entriesAt(tables, theirs, around.standing).filter((entry) => entry.voided);
      return [since, voided.map(({ id }) => id)];
    }),
  );
}

/** Position at which somebody agreed again -> the positions before it of what is told that names for whom. */
function namedBefore(tables: Tables, told: Scope, around: Around): (readonly [number, number[]])[] {
  return agreementsAt(tables, around).map(({ position, person }) => {
    const before = { ...around.at, position: position - 1 };
    const theirs = naming(told, personsOf(tables, person, around.at), before);
    return [position, entriesIn(tables, theirs, around)];
  });
}

interface Agreed {
  readonly position: number;
  /** For whom. */
  readonly person: string;
}

/** The first word that anybody said of it lets nobody be told who was not before. */
function agreementsAt(tables: Tables, { positions }: Around): Agreed[] {
  const rows = tables.all<{ position: number; stream: number }>(
    `SELECT position, stream FROM events WHERE position IN (SELECT value FROM json_each(?))
     AND type IN (SELECT value FROM json_each(?)) AND revision > 0`,
    JSON.stringify(positions),
    WIDENING,
  );
  const streams = rows.map(({ position, stream }) => ({ position, stream: nameFor(stream, tables) }));
  return streams
    .filter(({ stream }) => streamCategory(stream) === 'agreement')
    .map(({ position, stream }) => ({ position, person: streamSubject(stream) }));
}

/** A person under every record, and as whom forms name them. */
function personsOf(tables: Tables, person: string, { position }: AsOfPoint): ReadonlySet<string> {
  const records = recordsOf(tables, person, position);
  return new Set([...records, ...subjectsIdentifiedAs(tables, records)]);
}

/** What of a scope stood by a position, and names any of these persons. */
function naming({ sql, values }: Scope, persons: ReadonlySet<string>, at: AsOfPoint): Scope {
  const others = seenBy({ ...at, unseen: { ...nothingUnseen, persons } });
  return {
    sql: `SELECT position FROM (${sql}) WHERE position <= ? AND NOT (${others.sql})`,
    values: [...values, at.position, ...others.values],
  };
}
