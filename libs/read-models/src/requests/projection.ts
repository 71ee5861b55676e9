import { isRequestForm } from '#libs/contracts';
import type { Amending, Fact } from '../fact.ts';
import { keepMeaning } from '../meanings.ts';
import type { Handlers, Projection, Tables } from '../projection.ts';
import { Spans } from '../spans.ts';
import { evolve, marking } from './evolve.ts';
import { MARKS, marksOf, note, requestOf } from './marks.ts';
import { requestIndexes, requestTables, spanTable, type RequestSpan } from './table.ts';

const spans = new Spans<RequestSpan>(spanTable);

/** For every event that says something of a request, the same. */
function forEach(take: (fact: Fact, tables: Tables) => void): Handlers {
  return Object.fromEntries(marking.map((type) => [type, take]));
}

/**
 * Requests for support by state: a row for each stretch of positions in which nothing of it changed. Both its own stream and
 * those of panels tell of it: once an entry of either was amended it is told again from what both say.
 */
export const requests: Projection = {
  name: 'requests',
  version: 16,
  tables: requestTables,
  indexes: requestIndexes,
  retold: [
    {
      category: 'request',
      tables: [MARKS, { table: 'request_references', where: 'request = ?', kept: true }],
      on: forEach((fact, tables) => {
        note(fact, tables);
        refer(fact, tables);
      }),
      then: retellRow,
    },
    { category: 'panel', tables: [MARKS], on: forEach(note), then: retellRow },
    { category: 'family', tables: [MARKS], on: forEach(note), then: retellRow },
  ],
  on: {
    ...forEach((fact, tables) => {
      const mark = note(fact, tables);
      if (mark === undefined) return;
      refer(fact, tables);
      const row = spans.last(tables, mark.request);
      spans.tell(tables, mark.position, mark.request, evolve(row, mark));
    }),
    CodeSetPublished: (fact, tables) => keepMeaning(fact, ['triage-outcome'], tables),
  },
};

/** A form that grew out of a contact has the contact's reference. */
function refer({ type, stream, data }: Fact, tables: Tables): void {
  if (!isRequestForm(type)) return;
  const { reference, requestRef = null } = data as {
    readonly reference: string;
    readonly requestRef?: string;
  };
  tables.run(
    `INSERT INTO request_references (reference, request, sender_reference) VALUES (?, ?, ?)
     ON CONFLICT (reference) DO UPDATE SET sender_reference = excluded.sender_reference`,
    ...[reference, stream, requestRef],
  );
}

/** The row of the request that an amended entry is about. */
function retellRow({ entry, position }: Amending, tables: Tables): void {
  const request = entry && requestOf(entry);
  if (request === undefined) return;
  const told = marksOf(request, tables).reduce<RequestSpan | undefined>(evolve, undefined);
  spans.tell(tables, position, request, told);
}
