import type { FactOf } from '../fact.ts';
import type { Projection, Tables } from '../projection.ts';
import { Spans } from '../spans.ts';
import { sampleIndexes, sampleTable, sampleTables, type SampleSpan } from './table.ts';

const spans = new Spans<SampleSpan>(sampleTable);

/** Samples of quality assurance, how far each is, and its cases. Its events are never amended, and nothing in it is personal. */
export const samples: Projection = {
  name: 'samples',
  version: 2,
  tables: sampleTables,
  indexes: sampleIndexes,
  retold: [],
  on: {
    SampleDesigned: ({ stream: sample, position, data, stored }, tables) => {
      const { designedBy, ...design } = data;
      const { purpose, method } = design;
      const said = { purpose, method, design: JSON.stringify(design), designed_at: stored.recordedAt };
      const begun = { state: 'DESIGNED', commitment: null, frame: null, seed: null } as const;
      spans.begin(tables, { since: position, sample, ...begun, ...said });
    },
    SeedCommitted: ({ stream, position, data: { commitment } }, tables) =>
      spans.change(tables, position, stream, () => ({ state: 'COMMITTED', commitment })),
    FrameFrozen: ({ stream, position, data: { frozenBy, ...frame } }, tables) =>
      spans.change(tables, position, stream, () => ({ state: 'FROZEN', frame: JSON.stringify(frame) })),
    SampleDrawn: drawn,
    CaseReplaced: ({ stream, position, data: { episode, replacement, reason } }, tables) =>
      tables.run(
        'INSERT INTO replacements VALUES (?, ?, ?, ?, ?)',
        stream,
        position,
        episode,
        replacement,
        reason,
      ),
    SampleClosed: ({ stream, position }, tables) =>
      spans.change(tables, position, stream, () => ({ state: 'CLOSED' })),
  },
};

function drawn({ stream, position, data }: FactOf<'SampleDrawn'>, tables: Tables): void {
  const { seed, selected, reserves = [] } = data;
  spans.change(tables, position, stream, () => ({ state: 'DRAWN', seed }));
  const sql = 'INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?, ?)';
  for (const [reserve, cases] of [selected, reserves].entries())
    for (const { episode, heldBy, stratum, rank } of cases)
      tables.run(sql, stream, episode, heldBy, stratum, rank, reserve, position);
}
