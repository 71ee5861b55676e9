import type { FactOf } from '../fact.ts';
import type { Projection, Tables } from '../projection.ts';
import { Spans } from '../spans.ts';
import { sealTable, sealTables, type SealSpan } from './table.ts';

const kept = new Spans<SealSpan>(sealTable);

/** What is sealed, who keeps it, and who was matched with it. Its events are never amended. */
export const seals: Projection = {
  name: 'seals',
  version: 2,
  tables: sealTables,
  retold: [
    {
      category: 'seal',
      tables: [
        ...kept.retold,
        { table: 'matches', where: 'seal = ?' },
        { table: 'settlings', where: 'seal = ?' },
      ],
    },
  ],
  on: {
    RecordSealed: sealed,
    SealReviewed: ({ position, stream, data: { reviewBy: review_by } }, tables) =>
      kept.change(tables, position, stream, () => ({ review_by })),
    CustodianAppointed: ({ position, stream, data: { custodian } }, tables) =>
      keep(tables, { position, stream }, (custodians) => [...custodians, custodian]),
    CustodianRelieved: ({ position, stream, data: { custodian } }, tables) =>
      keep(tables, { position, stream }, (custodians) => custodians.filter((each) => each !== custodian)),
    RecordUnsealed: ({ position, stream }, tables) =>
      kept.change(tables, position, stream, () => ({ in_force: 0 })),
    SealedRecordMatched: matched,
    SealedMatchSettled: ({ stream, position, data: { match, outcome = null } }, tables) =>
      tables.run('INSERT INTO settlings VALUES (?, ?, ?, ?)', stream, match, position, outcome),
  },
};

function sealed({ stream: seal, position, data }: FactOf<'RecordSealed'>, tables: Tables): void {
  const said = {
    in_force: 1,
    ground: data.ground ?? null,
    authority: data.authority ?? null,
    authority_reference: data.authorityReference ?? null,
    reason: data.reason ?? null,
    custodians: JSON.stringify(data.custodians),
    requested_by: data.requestedBy,
    approved_by: data.approvedBy,
    review_by: data.reviewBy,
  };
  if (kept.last(tables, seal) !== undefined) kept.change(tables, position, seal, () => said);
  else kept.begin(tables, { since: position, seal, record: data.family ?? data.person ?? '', ...said });
}

function keep(
  tables: Tables,
  { position, stream }: { readonly position: number; readonly stream: string },
  change: (custodians: readonly string[]) => readonly string[],
): void {
  kept.change(tables, position, stream, ({ custodians }) => ({
    custodians: JSON.stringify(change(JSON.parse(custodians) as string[])),
  }));
}

function matched(fact: FactOf<'SealedRecordMatched'>, tables: Tables): void {
  const { match, matched: person, foundIn, other = null } = fact.data;
  const { actor, recordedAt } = fact.stored;
  const { role, agency } = actor;
  tables.run(
    `INSERT INTO matches (match, seal, noted, recorded_at, matched, found_in, by_role, by_agency, other)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[match, fact.stream, fact.position, recordedAt, person, foundIn, role, agency, other],
  );
}
