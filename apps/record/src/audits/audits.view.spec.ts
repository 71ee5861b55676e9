import { expect, it } from '@jest/globals';
import type { AsOfPoint, AuditActionRow, AuditRow, Page } from '#libs/read-models';
import type { ServedRecord } from '../served-record.ts';
import { AuditsView } from './audits.view.ts';

const now: AsOfPoint = {
  ...{ position: 9, knownAt: '2026-03-10T12:00:00Z', effectiveAt: '2026-03-10', provisional: false },
  view: 'AS_CORRECTED',
};
const audits = ['audit-1', 'audit-2', 'audit-3', 'audit-4'];
const caseOf = (audit: string) => ({ episode: `episode-of-${audit}`, heldBy: `family-of-${audit}` });
/** The last was begun when the help was that of another family. */
const pinnedFor = (audit: string) => (audit === 'audit-4' ? 'family-of-audit-2' : null);
const page = <N>(nodes: readonly N[]): Page<N> => ({
  edges: nodes.map((node, cursor) => ({ cursor, node })),
  ...{ hasNextPage: false, hasPreviousPage: false },
});

/** Four audits, two of cases that are or were of a family that is sealed from whoever asks, and what is asked of each reader. */
function record() {
  const asked: string[] = [];
  const note = <A extends unknown[], R>(name: string, answer: (...given: A) => R) => {
    return (...given: A): R => {
      asked.push(name);
      return answer(...given);
    };
  };
  const rows = (ids: readonly string[]) =>
    ids.map((audit) => ({ audit, ...caseOf(audit), pinnedFor: pinnedFor(audit) }) as AuditRow);
  const readers = {
    audits: { named: note('audits', rows) },
    auditTexts: { text: () => ({ concerns: [1, 2, 3, 4].map((position) => ({ position, what: 'So.' })) }) },
    directory: { isLockedOut: () => false },
    families: {
      familiesOfEpisodes: note(
        'holders',
        (ids: readonly string[]) => new Map(ids.map((id) => [id, id.replace('episode', 'family')])),
      ),
      familiesNamed: note('families', (ids: readonly string[]) =>
        ids.map((family) => ({ family, reference: family.toUpperCase(), mergedInto: null })),
      ),
    },
    timeline: { withSurvivors: note('survivors', (ids: readonly string[]) => [...ids]) },
    forgetting: { erased: note('erased', () => []) },
    position: () => 9,
  };
  const served: object = { readers };
  return { asked, view: new AuditsView(served as ServedRecord) };
}

const at: AsOfPoint = {
  ...now,
  unseen: { families: new Set(['family-of-audit-2']), persons: new Set(), requests: new Set() },
};

it('asks of all actions of a page at once what became of their cases', () => {
  const { asked, view } = record();
  const rows = audits.map((audit) => ({ audit, state: 'SET', due: '2026-03-09', owner: 'worker-1' }));
  const { edges } = view.actions({}, () => page(rows as AuditActionRow[]), at);
  expect(edges.map(({ cursor, node }) => [cursor, node.audit, node.family, node.overdue])).toEqual([
    [0, 'audit-1', 'family-of-audit-1', true],
    [2, 'audit-3', 'family-of-audit-3', true],
  ]);
  expect(asked.sort()).toEqual(['audits', 'erased', 'families', 'holders', 'survivors']);
});

it('asks of all concerns of a page at once what became of their cases, and which families they are of', () => {
  const { asked, view } = record();
  const rows = audits.map((audit, index) => ({ audit, position: index + 1 }));
  const { edges } = view.concerns({}, () => page(rows), at);
  expect(edges.map(({ node }) => [node.audit, node.episode, node.reference])).toEqual([
    ['audit-1', 'episode-of-audit-1', 'FAMILY-OF-AUDIT-1'],
    ['audit-3', 'episode-of-audit-3', 'FAMILY-OF-AUDIT-3'],
  ]);
  expect(asked.sort()).toEqual(['audits', 'erased', 'families', 'families', 'holders', 'survivors']);
});
