import { codesJudgedOn, daysLate, earliestDay } from '#libs/reference';
import type { Fact } from '../fact.ts';
import type { Projection, Tables } from '../projection.ts';
import { happen } from './happenings.ts';
import { hold } from './held.ts';
import { practiceSets } from './practice.ts';
import { moveClocks } from './runs.ts';
import { oversightIndexes, oversightTables } from './table.ts';

const SETTINGS: ReadonlySet<string> = new Set(practiceSets);

/** What managers look after: what is due, what drifts, who holds what, what came late, and what a district did. */
export const oversight: Projection = {
  name: 'oversight',
  version: 2,
  tables: oversightTables,
  indexes: oversightIndexes,
  each: (fact, tables) => {
    const day = dayOfFact(fact);
    happen(fact, day, tables);
    hold(fact, day, tables);
    moveClocks(fact, day, tables);
    noteLate(fact, tables);
  },
  on: {
    CodeSetPublished: ({ position, data: { name, content } }, tables) => {
      if (!SETTINGS.has(name)) return;
      tables.run('INSERT INTO settings (position, name, content) VALUES (?, ?, ?)', position, name, content);
    },
    RequestReceived: ({ stream, position, data: { district } }, tables) => {
      const sql = 'INSERT INTO requests (request, received, district) VALUES (?, ?, ?)';
      tables.run(sql, stream, position, district);
    },
    WorkerEnded: (fact, tables) => end(fact, { lastDay: fact.data.activeTo }, tables),
    OrganisationEnded: (fact, tables) => {
      const { endedOn: lastDay, successor } = fact.data;
      end(fact, { lastDay, successor }, tables);
    },
  },
};

/** The London day on which it was so; the first that a partial date may mean, the recording's where it is unknown. */
function dayOfFact({ occurredAt, stored }: Fact): string {
  return earliestDay(codesJudgedOn(occurredAt, stored.recordedAt));
}

function end(
  { stream, position }: Fact,
  { lastDay, successor = null }: { lastDay: string; successor?: string | null | undefined },
  tables: Tables,
): void {
  const sql = 'INSERT INTO ends (id, from_position, last_day, successor) VALUES (?, ?, ?, ?)';
  tables.run(sql, stream, position, lastDay, successor);
}

/** By the envelope alone: when a birth or a death was is not the work's. */
function noteLate({ position, type, stream, families, stored }: Fact, tables: Tables): void {
  const { occurredAt, recordedAt, lateReason = null, actor } = stored;
  const days = daysLate(occurredAt, recordedAt);
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
