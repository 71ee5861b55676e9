import type { AsOfPoint } from '../as-of.ts';
import type { FactOf } from '../fact.ts';
import { FOREVER, type Handlers, type Tables } from '../projection.ts';
import { idsIn, nothingUnseen } from '../unseen.ts';
import { numberOf } from './names.ts';
import type { Scope } from './scope.ts';

/** Of which requests a family came, or which were linked to it, from when and for how long; `stream` is who says so. */
export const referralTables = `
  CREATE TABLE referrals (
    family TEXT NOT NULL, request TEXT NOT NULL, stream TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,
    PRIMARY KEY (family, request, stream, since)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX referrals_told_by ON referrals (stream);
`;

/** A family registered, or an episode opened, from a request. */
export const fromRequest: Handlers = { FamilyRegistered: came, EpisodeOpened: came };

/** A request is linked to one family at a time. */
export const linkedRequest: Handlers = {
  RequestLinkedToFamily: ({ stream, position, data: { family } }, tables) => {
    const sql = 'UPDATE referrals SET until = ? WHERE stream = ? AND until = ?';
    tables.run(sql, position, stream, FOREVER);
    refer({ family, request: stream, stream, position }, tables);
  },
};

function came(
  { stream, position, data: { request } }: FactOf<'FamilyRegistered' | 'EpisodeOpened'>,
  tables: Tables,
): void {
  if (request !== undefined) refer({ family: stream, request, stream, position }, tables);
}

interface Referral {
  readonly family: string;
  readonly request: string;
  readonly stream: string;
  readonly position: number;
}

function refer({ family, request, stream, position }: Referral, tables: Tables): void {
  const sql = 'INSERT INTO referrals (family, request, stream, since, until) VALUES (?, ?, ?, ?, ?)';
  tables.run(sql, family, request, stream, position, FOREVER);
}

type At = Pick<AsOfPoint, 'position' | 'unseen'>;

const REFERRED = 'r.since <= ? AND r.until > ? AND r.request NOT IN (SELECT value FROM json_each(?))';
const ITS_EVENTS = `CROSS JOIN events e ON e.stream = ${numberOf('r.request')} AND e.position <= ?`;

/** All that requests tell by which the family came to be known, from when they were linked with it. */
export function referralsOf(family: string, { position, unseen = nothingUnseen }: At): Scope {
  return {
    sql: `SELECT e.position, e.occurred FROM referrals r ${ITS_EVENTS} WHERE r.family = ? AND ${REFERRED}`,
    values: [position, family, position, position, idsIn(unseen.requests)],
  };
}

/** All that requests tell that were linked with the family by then, though it be so no more. */
export function everReferredTo(family: string, { position }: Pick<At, 'position'>): Scope {
  return {
    sql: `SELECT e.position, e.occurred FROM referrals r ${ITS_EVENTS} WHERE r.family = ? AND r.since <= ?`,
    values: [position, family, position],
  };
}

/** A request that was linked with a family, from one position until another. */
export interface Referred {
  readonly request: string;
  readonly since: number;
  readonly until: number;
}

/** Every request that was linked with the family by then, of those that are there for whoever asks. */
export function eachReferral(
  tables: Tables,
  family: string,
  { position, unseen = nothingUnseen }: At,
): Referred[] {
  return tables.all<Referred>(
    `SELECT request, since, until FROM referrals
     WHERE family = ? AND since <= ? AND request NOT IN (SELECT value FROM json_each(?))`,
    family,
    position,
    idsIn(unseen.requests),
  );
}

/** All that requests tell of every family that one of these persons belonged to when it was linked, but for what names somebody with a record. */
export function referralsAbout(persons: readonly string[], { position, unseen = nothingUnseen }: At): Scope {
  return {
    sql: `SELECT e.position, e.occurred FROM json_each(?) p CROSS JOIN members m ON m.person = p.value AND m.since <= ?
      CROSS JOIN referrals r ON r.family = m.family AND r.since < m.until ${ITS_EVENTS}
      WHERE ${REFERRED} AND e.position < m.until
        AND NOT EXISTS (SELECT 1 FROM json_each(e.envelope, '$.subjects') named
          CROSS JOIN names record ON record.name = 'person-' || named.value)`,
    values: [JSON.stringify(persons), position, position, position, position, idsIn(unseen.requests)],
  };
}
