import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { AsOfPoint } from '../as-of.ts';
import { Explained } from '../testing/explained.ts';
import { flagIndexes, flagTables } from './flags.ts';
import { OversightReader } from './reader.ts';
import { oversightIndexes, oversightTables } from './table.ts';

const knownAt = '2026-03-09T10:00:00.000Z';
const NOW: AsOfPoint = { position: 9, knownAt, effectiveAt: null, provisional: false };

let model: Explained;
let reader: OversightReader;
beforeEach(() => {
  model = new Explained(oversightTables + flagTables + oversightIndexes + flagIndexes);
  reader = new OversightReader(model);
});
afterEach(() => model.close());

/** What goes through all that there ever was, of the log or of a kind. */
const GROWS =
  /SCAN (h|o|a|l|levels|c|p|q|held|held_since|runs|requests|happenings|flags)\b|AUTOMATIC|running/;
const grows = (): string[] => model.steps.filter((step) => GROWS.test(step));

it.each([
  ['a worker', ['held_by_keyworker', 'held_by_cover'], { worker: 'w' }],
  ['an agency', ['held_by_agency'], { agency: 'o' }],
])('what is due of %s is found by whose it is, not among all that runs', (_, indexes, question) => {
  reader.due(question, NOW);
  expect(grows()).toEqual([]);
  const used = [...indexes, 'held_by_opening', 'runs_still_of_episode', 'runs_of_request', 'runs_of_item'];
  expect(model.steps.join('; ')).toEqual(
    expect.stringMatching(used.map((index) => `(?=.*INDEX ${index} )`).join('')),
  );
});

it('what is due of a county is found among what runs still, and whose it is for that alone', () => {
  reader.due({}, NOW);
  expect(grows()).toEqual(['SCAN runs USING INDEX runs_still']);
  expect(model.steps).toEqual(
    expect.arrayContaining([
      'SEARCH held USING COVERING INDEX held_by_closing (closed_on=?)',
      'SEARCH l USING INDEX levels_in_episode (episode=? AND kind=? AND occurred_on<?)',
      'SEARCH h USING INDEX happenings_living (about=? AND position<?)',
      'SEARCH h USING INDEX happenings_placing (family=? AND occurred_on<?)',
    ]),
  );
});

it('drift is looked for in help that is open, and what was asked before by those families', () => {
  reader.drift({}, NOW);
  expect(grows()).toEqual([]);
});

it('an overview is of the families of the district, of the period, and of the help that they hold', () => {
  reader.districtOverview({ district: 'd', from: '2025-04-01', to: '2026-03-31' }, NOW);
  expect(grows()).toEqual([]);
  expect(model.steps).toEqual(
    expect.arrayContaining([
      'SEARCH happenings USING INDEX happenings_in_district (value=?)',
      'SEARCH h USING INDEX happenings_of_family (family=? AND occurred_on>? AND occurred_on<?)',
      'SEARCH h USING INDEX happenings_in_episode (episode=? AND position<?)',
      'SEARCH r USING INDEX happenings_requested (value=? AND occurred_on>? AND occurred_on<?)',
      'SEARCH runs USING INDEX runs_still (clock=?)',
    ]),
  );
});

it('the clocks of a plan are told from what happened in the help, but for the levels that were decided', () => {
  reader.due({ clocks: ['PLAN_REVIEW'] }, NOW);
  expect(model.steps).toContain('SEARCH p USING INDEX happenings_in_episode (episode=? AND position<?)');
});

it.each([[{ open: true }], [{ open: false, district: 'd' }], [{}]])(
  'flags are read in their order, a page of them: %j',
  (question) => {
    reader.flags(question, NOW, { first: 2 });
    expect(grows()).toEqual([]);
    expect(model.steps[0]).toMatch(/flags_(still|in_order)/);
    expect(model.steps.join()).not.toContain('ORDER BY');
  },
);

it.each([
  ['held_by_closing', { status: 'OPEN' }],
  ['held_by_closing', { status: 'CLOSED', closedFrom: '2026-01-01' }],
  ['held_by_opening', { openedFrom: '2026-01-01', agencies: [] }],
  ['held_by_agency', { agencies: ['o'] }],
])('a frame is of what %s finds, each with its own levels: %j', (index, filter) => {
  reader.frame({ on: '2026-03-09', ...filter }, NOW.position);
  expect(grows()).toEqual([]);
  expect(model.steps.join('; ')).toMatch(new RegExp(`INDEX ${index} .*INDEX levels_in_episode \\(episode=`));
});

it('a frame as of the past is of the help that had begun by then, each as it stood', () => {
  reader.frame({ on: '2026-03-09' }, NOW.position - 1);
  expect(grows()).toEqual([]);
  expect(model.steps.slice(0, 2)).toEqual([
    'SCAN f',
    'SEARCH h USING PRIMARY KEY (since=? AND from_position=?)',
  ]);
});

it.each([{ worker: 'w' }, { agency: 'o' }])(
  'what was due of somebody in the past is found by whose it was then, each help as it stood: %j',
  (question) => {
    reader.due(question, { ...NOW, position: NOW.position - 1 });
    expect(grows()).toEqual([]);
    const used = ['runs_of_family', 'runs_of_request', 'runs_of_item', 'requests_of_family'];
    expect(model.steps.join('; ')).toEqual(
      expect.stringMatching(used.map((index) => `(?=.*INDEX ${index} )`).join('')),
    );
  },
);
