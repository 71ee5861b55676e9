import type { Actor, JsonObject, OccurredAt, StoredEvent } from '#libs/contracts';
import type { PageRequest } from '../page.ts';
import type { Citation } from './citations.ts';
import { datedEvents } from './dates-unseen.ts';
import { identifiedTables } from './identified.ts';
import { lineageTables } from './lineage.ts';
import { recordTables } from './records.ts';
import { referralTables } from './referrals.ts';
import { tombstoneTables } from './tombstones.ts';
import { versionTables, type Amendment, type Versioned } from './versions.ts';
import { nameTables } from './names.ts';

/**
 * `family_events` holds the events of a family's stream and those that name it; its members' own events are found by
 * `members`, each row of which holds from one position until another: someone who joins brings an earlier life, someone
 * who leaves brings nothing more, and a view as of an earlier position stays as it was. What stands here is as it was
 * recorded. `shared` holds which events were shared with which agency, and of which classes. `occurred` is in milliseconds since 1970.
 */
export const timelineTables = `
  ${nameTables}
  CREATE TABLE events (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL, stream INTEGER NOT NULL, revision INTEGER NOT NULL, type TEXT NOT NULL,
    recorded_at TEXT NOT NULL, known_at TEXT NOT NULL, occurred INTEGER NOT NULL, late INTEGER NOT NULL,
    sealed INTEGER NOT NULL, data TEXT NOT NULL, envelope TEXT NOT NULL
  ) STRICT;
  CREATE INDEX sealed_events ON events (position) WHERE sealed = 1;
  ${datedEvents}
  CREATE TABLE family_events (
    family INTEGER NOT NULL, position INTEGER NOT NULL, occurred INTEGER NOT NULL, names_person INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE person_events (
    person INTEGER NOT NULL, position INTEGER NOT NULL, occurred INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE members (
    family TEXT NOT NULL, person TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,
    PRIMARY KEY (family, person, since)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE shared (
    event TEXT NOT NULL, agency TEXT NOT NULL, position INTEGER NOT NULL, occurred INTEGER NOT NULL,
    classes TEXT NOT NULL,
    PRIMARY KEY (event, agency, position)
  ) STRICT, WITHOUT ROWID;
  ${recordTables}
  ${lineageTables}
  ${referralTables}
  ${identifiedTables}
  ${tombstoneTables}
  ${versionTables}
`;

export const timelineIndexes = `
  CREATE UNIQUE INDEX events_by_id ON events (id);
  CREATE INDEX events_of_stream ON events (stream, position, occurred);
  CREATE INDEX events_of_family ON family_events (family, position, occurred, names_person);
  CREATE INDEX events_of_person ON person_events (person, position, occurred);
  CREATE INDEX legs_of_episode ON legs (episode, position, family);
  CREATE INDEX survivors_of_family ON lines (other, up_to, since, until, family);
  CREATE INDEX families_of_person ON members (person, family, since, until);
`;

/** What an event's row keeps of its envelope as JSON. */
export interface StoredEnvelope {
  readonly version: number;
  readonly occurredAt: OccurredAt;
  readonly lateReason?: string | undefined;
  readonly actor: Actor;
  readonly source: StoredEvent['source'];
  readonly sensitivity: StoredEvent['sensitivity'];
  readonly correlationId: string;
  readonly causationId: string;
  readonly subjects: readonly string[];
  readonly families: readonly string[];
  readonly codeSets: Readonly<Record<string, string>>;
  readonly erased?: readonly string[] | undefined;
}

export interface EventRow extends Versioned {
  readonly position: number;
  readonly id: string;
  /** Its number among names. */
  readonly stream: number;
  readonly revision: number;
  readonly type: string;
  readonly recorded_at: string;
  readonly known_at: string;
  readonly late: number;
  readonly data: string;
  readonly envelope: string;
}

export interface TimelineRequest extends PageRequest {
  /** RECORDED (by position) unless given; OCCURRED is by when it happened, then by position. */
  readonly order?: 'RECORDED' | 'OCCURRED' | undefined;
  /** Whether sealed events are among them; without it they are not. */
  readonly sealed?: boolean | undefined;
}

/** Where an event stands, and of whom it is. */
export type EntryPlace = Pick<
  TimelineEntry,
  'position' | 'stream' | 'families' | 'subjects' | 'sensitivity' | 'givenTo'
>;

/** One event as it is read: opened, beside both its times. Nothing is masked yet. */
export interface TimelineEntry {
  readonly position: number;
  readonly id: string;
  readonly stream: string;
  /** The person, by the bare id, as whose it is read now since a record was split, where it stands in another's stream. */
  readonly givenTo?: string;
  readonly revision: number;
  readonly type: string;
  readonly version: number;
  readonly recordedAt: string;
  /** The running maximum of recordedAt over the log up to this event. */
  readonly knownAt: string;
  /** For a type with a sealed date (a death) that date, opened; see `maskEntry`. */
  readonly occurredAt: OccurredAt;
  /** Whole Europe/London days from occurred to recorded. */
  readonly late: number;
  readonly lateReason: string | null;
  readonly actor: Actor;
  readonly source: StoredEvent['source'];
  readonly sensitivity: StoredEvent['sensitivity'];
  readonly correlationId: string;
  readonly causationId: string;
  readonly subjects: readonly string[];
  /** Families the envelope names, and the family whose stream it is. */
  readonly families: readonly string[];
  readonly codeSets: Readonly<Record<string, string>>;
  readonly data: JsonObject;
  /** Pointers into data whose key is gone. */
  readonly erased: readonly string[];
  readonly corrected: boolean;
  readonly voided: boolean;
  /** The corrections of it that stand, and the voiding that does. */
  readonly amendments: readonly Amendment[];
  /** The entries it names: what caused a flag, what an amendment amends, the papers of a panel. */
  readonly cites: readonly Citation[];
}
