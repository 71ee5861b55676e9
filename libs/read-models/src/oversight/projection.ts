import type { RequestForm } from '#libs/contracts';
import { codesJudgedOn, daysLate, earliestDay } from '#libs/reference';
import type { Fact, FactOf } from '../fact.ts';
import {
  AT_ITS_EVENTS,
  FOREVER,
  SPAN,
  type Projection,
  type RetoldTable,
  type Tables,
} from '../projection.ts';
import { LINKS, link as linkRecords, unlink } from '../links.ts';
import { keepMeaning, meaningOf, meaningTable } from '../meanings.ts';
import { flagging, flagIndexes, flagsRetold, flagTables } from './flags.ts';
import { happen, happeningTypes } from './happenings.ts';
import { hold, holdingTypes } from './held.ts';
import { keepLevel, LEVELS, levelTypes } from './levels.ts';
import { ITEM_MARKS, retellItems } from './item-runs.ts';
import { practiceSets } from './practice.ts';
import { clockTypes, moveClocks } from './runs.ts';
import { oversightIndexes, oversightTables } from './table.ts';

const lookedAfter: ReadonlySet<string> = new Set([
  ...happeningTypes,
  ...levelTypes,
  ...holdingTypes,
  ...clockTypes,
]);
const SETTINGS: ReadonlySet<string> = new Set(practiceSets);

/** One event is one happening, from its position on. */
const HAPPENINGS: RetoldTable = {
  table: 'happenings',
  ...AT_ITS_EVENTS,
  spans: { from: 'position', until: 'until' },
};
const ENDS: readonly RetoldTable[] = [{ table: 'ends', where: 'id = ?', spans: SPAN }];

/** What managers look after: what is due, what drifts, who holds what, what came late, and what a district did. */
export const oversight: Projection = {
  name: 'oversight',
  version: 42,
  tables: oversightTables + flagTables + meaningTable,
  indexes: oversightIndexes + flagIndexes,
  retold: [
    {
      category: 'family',
      tables: [
        { table: 'held', where: 'since IN (SELECT since FROM held_since WHERE family = ?)', spans: SPAN },
        { table: 'held_since', where: 'family = ?' },
        { table: 'runs', where: 'family = ?', spans: SPAN },
        HAPPENINGS,
        LEVELS,
      ],
      each: lookAfter,
      heeds: lookedAfter,
    },
    {
      category: 'request',
      tables: [
        { table: 'requests', where: 'request = ?', spans: SPAN },
        { table: 'runs', where: 'request = ?', spans: SPAN },
        HAPPENINGS,
        ITEM_MARKS,
      ],
      each: lookAfter,
      heeds: lookedAfter,
      then: retellItems,
    },
    { category: 'panel', tables: [ITEM_MARKS], each: lookAfter, heeds: lookedAfter, then: retellItems },
    { category: 'person', tables: [HAPPENINGS], each: lookAfter, heeds: lookedAfter },
    { category: 'agreement', tables: [HAPPENINGS], each: lookAfter, heeds: lookedAfter },
    { category: 'plan', tables: [HAPPENINGS], each: lookAfter, heeds: lookedAfter },
    { category: 'assessment', tables: [HAPPENINGS], each: lookAfter, heeds: lookedAfter },
    { category: 'flag', tables: flagsRetold, on: flagging },
    { category: 'identity', tables: [LINKS] },
    { category: 'worker', tables: ENDS },
    { category: 'organisation', tables: ENDS },
  ],
  each: (fact, tables) => {
    lookAfter(fact, tables);
    noteLate(fact, tables);
  },
  on: {
    CodeSetPublished: (fact, tables) => {
      const { position, data } = fact;
      const { name, content } = data;
      keepMeaning(fact, ['triage-outcome', 'source'], tables);
      if (!SETTINGS.has(name)) return;
      tables.run('INSERT INTO settings (position, name, content) VALUES (?, ?, ?)', position, name, content);
    },
    ContactReceived: receive,
    AdviceSought: receive,
    RequestReceived: receive,
    RequestRedirected: redirect,
    RequestLinkedToFamily: link,
    DuplicateOfOpenWorkFlagged: link,
    PersonsLinkedAsSame: linkRecords,
    PersonLinkReversed: unlink,
    ...flagging,
    WorkerEnded: (fact, tables) => end(fact, { lastDay: fact.data.activeTo }, tables),
    OrganisationEnded: (fact, tables) => {
      const { endedOn: lastDay, successor } = fact.data;
      end(fact, { lastDay, successor }, tables);
    },
  },
};

/** A form that grew out of a contact is of the form's district. */
function receive(fact: FactOf<RequestForm>, tables: Tables): void {
  const { stream, position, data } = fact;
  const { source, urgency, district, family } = data as {
    readonly source?: string;
    readonly urgency?: string;
    readonly district: string;
    readonly family?: string;
  };
  const { canBeTold = true } = meaningOf(tables, 'source', source ?? '', dayOfFact(fact));
  const tellable = Number(canBeTold);
  const urgent = urgency === 'URGENT' ? 1 : 0;
  place(
    { stream, position },
    { district, tellable, urgent, ...(family !== undefined && { family }) },
    tables,
  );
}

/** What waits is another district's from now on; where it was asked for stays where it came in. */
function redirect({ stream, position, data }: FactOf<'RequestRedirected'>, tables: Tables): void {
  place({ stream, position }, { district: data.district }, tables);
}

/** Whose it is: whoever helps the family hears of it. */
function link(
  { stream, position, data }: FactOf<'RequestLinkedToFamily' | 'DuplicateOfOpenWorkFlagged'>,
  tables: Tables,
): void {
  place({ stream, position }, { family: data.family }, tables);
}

interface Placed {
  readonly district: string;
  readonly tellable: number;
  readonly urgent: number;
  readonly family: string | null;
}

function place(
  { stream, position }: Pick<Fact, 'stream' | 'position'>,
  told: Partial<Placed>,
  tables: Tables,
): void {
  const sql = 'SELECT district, tellable, urgent, family FROM requests WHERE request = ? AND until = ?';
  const { district, tellable, urgent, family } = {
    ...{ district: '', tellable: 1, urgent: 0, family: null },
    ...tables.one<Placed>(sql, stream, FOREVER),
    ...told,
  };
  tables.run('UPDATE requests SET until = ? WHERE request = ? AND until = ?', position, stream, FOREVER);
  tables.run(
    'INSERT INTO requests (request, from_position, until, district, tellable, urgent, family) VALUES (?, ?, ?, ?, ?, ?, ?)',
    stream,
    position,
    FOREVER,
    district,
    tellable,
    urgent,
    family,
  );
}

/** Everything else passes by without a look. */
function lookAfter(fact: Fact, tables: Tables): void {
  if (!lookedAfter.has(fact.type)) return;
  const day = dayOfFact(fact);
  happen(fact, tables);
  keepLevel(fact, tables);
  hold(fact, day, tables);
  moveClocks(fact, day, tables);
}

/** The London day on which it was so; the first that a partial date may mean, the recording's where it is unknown. */
function dayOfFact({ occurredAt, stored }: Fact): string {
  return earliestDay(codesJudgedOn(occurredAt, stored.recordedAt));
}

function end(
  { stream, position }: Fact,
  { lastDay, successor = null }: { lastDay: string; successor?: string | null | undefined },
  tables: Tables,
): void {
  const sql = 'INSERT INTO ends (id, from_position, until, last_day, successor) VALUES (?, ?, ?, ?, ?)';
  tables.run(sql, stream, position, FOREVER, lastDay, successor);
}

/** By the envelope alone: when a birth or a death was is not the work's. */
function noteLate(fact: Fact, tables: Tables): void {
  const { position, type, stream, families, stored } = fact;
  const { occurredAt, recordedAt, lateReason = null, actor } = stored;
  const days = fact.occurredAt === occurredAt ? fact.late : daysLate(occurredAt, recordedAt);
  if (days === 0) return;
  tables.run(
    `INSERT INTO late (position, days, type, family, request, recorded_at, occurred, precision, reason, role, agency)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    position,
    days,
    type,
    families[0] ?? null,
    stream.startsWith('request-') ? stream : null,
    recordedAt,
    occurredAt.value ?? '',
    occurredAt.precision,
    lateReason,
    actor.role,
    actor.agency,
  );
}
