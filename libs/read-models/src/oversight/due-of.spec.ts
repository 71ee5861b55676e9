import { expect, it } from '@jest/globals';
import { EPISODE, FAMILY } from '../testing/hill.ts';
import {
  LATER,
  asOf,
  closed,
  handedOver,
  on,
  passes,
  practised,
  received,
  stepUp,
} from '../testing/practice.ts';
import { project } from '../testing/project.ts';
import type { Story } from '../testing/story.ts';
import type { DueQuestion } from './due.ts';
import { oversight } from './projection.ts';
import { OversightReader } from './reader.ts';

const WORKERS = ['worker-kim', 'worker-lee', 'worker-sam'];

/** Help with a step up and a new request, covered, handed over, and closed at last, of an earlier day. */
function muchDue(): Story {
  const story = practised();
  received(story, '2026-03-10T09:00:00.000Z');
  story.tell(LATER, {
    type: 'SafeguardingConcernIdentified',
    data: { concern: 'C', identifiedBy: 'worker-kim' },
  });
  story.tell(FAMILY, stepUp('step-1', false));
  const cover = { episode: EPISODE, worker: 'worker-lee', reason: 'ABSENC', until: '2026-03-20' };
  story.tell(FAMILY, { type: 'TemporaryCoverArranged', data: cover });
  passes(story, '2026-03-24T09:00:00.000Z');
  story.tell(FAMILY, handedOver('worker-sam'));
  story.at('2026-04-20T09:00:00.000Z').tell(FAMILY, closed, on('2026-04-10'));
  return story;
}

it.each([
  ['now', null],
  ['the day before', '2026-04-09'],
])('what is due of somebody is what is theirs of all that is due, at each position, %s', (_, day) => {
  const story = muchDue();
  const found = new Set<string>();
  for (let position = 0; position <= story.head; position++) {
    const model = project(oversight, story.events.slice(0, position + 1));
    const at = (question: DueQuestion) =>
      new OversightReader(model)
        .due({ by: '2028-01-01', ...question }, asOf(story, position, day))
        .edges.map(({ node }) => node);
    const all = at({});
    for (const worker of WORKERS) {
      const theirs = all.filter(({ keyworker, cover }) => [keyworker, cover].includes(worker));
      expect(at({ worker })).toEqual(theirs);
      for (const { clock } of theirs) found.add(`${worker} ${clock}`);
    }
    expect(at({ agency: 'organisation-a' })).toEqual(all.filter(({ agency }) => agency === 'organisation-a'));
    expect(at({ clocks: ['DRIFT'] })).toEqual(all.filter(({ clock }) => clock === 'DRIFT'));
  }
  const clocks = ['CONCERN_PASSED', 'DRIFT', 'REQUEST_TRIAGED', 'STEP_UP_ANSWER'];
  expect([...found]).toEqual(
    expect.arrayContaining(WORKERS.flatMap((worker) => clocks.map((clock) => `${worker} ${clock}`))),
  );
});
