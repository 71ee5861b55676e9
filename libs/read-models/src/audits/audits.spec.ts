import { describe, expect, it } from '@jest/globals';
import { Explained } from '../testing/explained.ts';
import { hillFamily } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import type { TestEvent } from '../testing/story.ts';
import { audits } from './projection.ts';
import { AuditsReader } from './reader.ts';
import { auditTables } from './table.ts';

const A = 'audit-1';
const independence = { position: 1, checked: ['OWN_CASE'] };
const assigned = (changes: object = {}): TestEvent => ({
  type: 'AuditAssigned',
  data: {
    ...{ episode: 'episode-1', heldBy: 'family-1', sample: 'sample-1', auditor: 'a' },
    ...{ independence, assignedBy: 'q', ...changes },
  },
});
const pinned: TestEvent = {
  type: 'CaseViewPinned',
  data: { position: 4, heldBy: 'family-2', pinnedBy: 'a' },
};
const answered = (grade: string): TestEvent => ({
  type: 'QuestionAnswered',
  data: { question: 'PLAN', answer: 'YES', grade, answeredBy: 'a' },
});
const graded = (overall: string): TestEvent => ({ type: 'AuditGraded', data: { overall, gradedBy: 'a' } });
const moderated: TestEvent = {
  type: 'AuditModerated',
  data: { grade: 'GOOD', changed: true, independence, moderatedBy: 'q' },
};

function told() {
  const story = hillFamily();
  const events = [
    assigned(),
    pinned,
    answered('INADEQUATE'),
    answered('GOOD'),
    graded('OUTSTANDING'),
    moderated,
  ];
  const positions = events.map((event) => story.tell(A, event));
  return { story, positions, reader: () => new AuditsReader(project(audits, story.events)) };
}

describe('audits', () => {
  it('are as far as they were at any position, and the grade that counts is the last one given', () => {
    const { positions, reader } = told();
    const read = reader();
    const at = positions.map((position) => read.audit(A, position));
    expect(at.map((row) => row?.state)).toEqual([
      ...['ASSIGNED', 'PINNED', 'PINNED', 'PINNED', 'GRADED', 'GRADED'],
    ]);
    expect(at.map((row) => row?.grade)).toEqual([null, null, null, null, 'OUTSTANDING', 'GOOD']);
    expect(read.audit(A)).toMatchObject({ overall: 'OUTSTANDING', moderated: 'GOOD', nth: 1, pinned: 4 });
    expect(read.audit(A, (positions[0] ?? 0) - 1)).toBeUndefined();
  });

  it('count the last answer to each question, as of any position', () => {
    const { positions, reader } = told();
    const [, , first, second] = positions;
    const counted = (position?: number) => reader().grades([A], position);
    expect(counted(first)).toMatchObject([{ question: 'PLAN', grade: 'INADEQUATE', count: 1 }]);
    expect(counted(second)).toMatchObject([{ question: 'PLAN', grade: 'GOOD', count: 1 }]);
    expect(counted()).toHaveLength(1);
  });

  it('are listed by whose they are, how far, and whether another is to look at them', () => {
    const { story, reader } = told();
    story.tell('audit-2', assigned({ sample: undefined, reason: 'CONCERN', auditor: 'b' }));
    story.tell('audit-2', graded('GOOD'));
    story.tell('audit-3', assigned({ auditor: 'a' }));
    story.tell('audit-3', graded('OUTSTANDING'));
    const names = (filter: object) =>
      reader()
        .list(filter)
        .edges.map(({ node }) => node.audit);
    expect(names({})).toEqual([A, 'audit-2', 'audit-3']);
    expect(names({ auditor: 'b' })).toEqual(['audit-2']);
    expect(names({ sample: 'sample-1' })).toEqual([A, 'audit-3']);
    expect(names({ awaiting: { grades: ['OUTSTANDING'], first: 0 } })).toEqual(['audit-3']);
    expect(names({ awaiting: { grades: [], first: 1 } })).toEqual(['audit-2']);
  });

  it('say of some of them which another is to look at, as the list does', () => {
    const { story, reader } = told();
    story.tell('audit-2', assigned({ auditor: 'b' }));
    const since = story.tell('audit-2', graded('GOOD'));
    const named = [A, 'audit-2', 'nobody-s'];
    const awaiting = (grades: string[], first: number, position?: number) => [
      ...reader().awaiting(named, { grades, first }, position),
    ];
    expect(awaiting(['OUTSTANDING', 'GOOD'], 0)).toEqual(['audit-2']);
    expect(awaiting([], 1)).toEqual(['audit-2']);
    expect(awaiting([], 0)).toEqual([]);
    expect(awaiting(['GOOD'], 1, since - 1)).toEqual([]);
    expect(reader().awaiting(['nobody-s'], { grades: ['GOOD'], first: 1 })).toEqual(new Set());
  });

  it('are found among those that were moderated alone, of one auditor or of all', () => {
    const { story, reader } = told();
    story.tell('audit-2', assigned({ auditor: 'b' }));
    const found = (auditor?: string) =>
      reader()
        .moderated(auditor)
        .map(({ audit }) => audit);
    expect([found(), found('a'), found('b')]).toEqual([[A], [A], []]);
    const explained = new Explained(auditTables);
    for (const auditor of [undefined, 'a']) new AuditsReader(explained).moderated(auditor);
    explained.close();
    for (const plan of explained.plans) expect(plan.join()).toMatch(/USING INDEX audits_moderated/);
  });

  it('are found by the families that held the case, and by its episode', () => {
    const { reader } = told();
    const found = (families: string[], episodes: string[] = []) =>
      reader()
        .around(families, episodes)
        .map(({ audit }) => audit);
    expect(found(['family-1'])).toEqual([A]);
    expect(found(['family-2'])).toEqual([A]);
    expect(found(['family-3'])).toEqual([]);
    expect(found([], ['episode-1'])).toEqual([A]);
  });

  it('set actions, of which those that are not done are overdue after their day', () => {
    const { story, reader } = told();
    const set: TestEvent = {
      type: 'AuditActionSet',
      data: { action: 'action-1', owner: 'worker-1', due: '2026-03-01', setBy: 'q' },
    };
    const since = story.tell(A, set);
    const overdue = (dueBefore: string) => reader().actions({ dueBefore }).edges.length;
    expect([overdue('2026-02-28'), overdue('2026-03-01')]).toEqual([0, 1]);
    story.tell(A, { type: 'AuditActionDone', data: { action: 'action-1', doneBy: 'k' } });
    expect(overdue('2026-03-01')).toBe(0);
    expect(reader().actions({}, since).edges).toMatchObject([{ node: { state: 'SET' } }]);
    expect(reader().actions({}).edges).toMatchObject([{ node: { state: 'DONE', owner: 'worker-1' } }]);
  });
});
