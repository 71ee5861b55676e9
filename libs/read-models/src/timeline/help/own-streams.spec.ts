import { expect, it } from '@jest/globals';
import type { AsOfPoint } from '../../as-of.ts';
import type { ModelRows } from '../../model-reader.ts';
import { Explained } from '../../testing/explained.ts';
import { AssessmentsReader } from './assessments-reader.ts';
import { PlansReader } from './plans-reader.ts';
import { timelineIndexes, timelineTables } from '../table.ts';

const AT: AsOfPoint = { position: 9, knownAt: null, effectiveAt: '2026-03-09', provisional: false };
const HELP = { family: 'family-1', episode: 'episode-1' };

it.each([
  ['a plan', (model: ModelRows) => new PlansReader(model).plan(HELP, AT)],
  ['assessments', (model: ModelRows) => new AssessmentsReader(model).assessments(HELP, AT)],
])('what is told of %s is looked for in its own stream, and not in the story of the family', (_, ask) => {
  const model = new Explained(timelineTables + timelineIndexes);
  ask(model);
  model.close();
  const found = model.steps.filter((step) => /events_of_|SCAN [ef]\b/.test(step));
  expect(new Set(found)).toEqual(
    new Set([
      'SEARCH e USING COVERING INDEX events_of_stream (stream=? AND position<?)',
      'SEARCH f USING COVERING INDEX events_of_family (family=? AND position=?)',
    ]),
  );
});
