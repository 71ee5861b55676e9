import { describe, expect, it } from '@jest/globals';
import type { Code } from '#libs/reference';
import { requests } from './requests/projection.ts';
import { RequestsReader } from './requests/reader.ts';
import { FAMILY, hillFamily, REQUEST, request } from './testing/hill.ts';
import { due, LATER, named } from './testing/practice.ts';
import { project } from './testing/project.ts';
import type { Story } from './testing/story.ts';

function published(story: Story, name: string, version: string, codes: readonly Partial<Code>[]): void {
  const titled = codes.map((each) => ({ title: 'So', ...each }));
  const content = JSON.stringify({ name, version, title: name, source: 'A test', codes: titled });
  story.tell(`codeset-${name}`, { type: 'CodeSetPublished', data: { name, version, content } });
}

const triaged = (outcome: string) =>
  ({ type: 'RequestTriaged', data: { outcome, rationale: 'So', decidedBy: 'worker-kim' } }) as const;

/** An authority that calls by other names what is put off, and what is for children’s services. */
function drawnAnew(): Story {
  const story = hillFamily();
  published(story, 'clock', '1', [
    { code: 'REQUEST_TRIAGED', limit: '3 working days' },
    { code: 'CONCERN_PASSED', limit: '1 working days' },
    { code: 'REFERRER_TOLD', limit: '2 working days' },
  ]);
  published(story, 'triage-outcome', '2027.1', [
    { code: 'ASK_AGAIN', waitsFor: 'INFORMATION' },
    { code: 'TO_MASH', waitsFor: 'CHILDRENS_SERVICES' },
    { code: 'DEFER_INFO_NEEDED' },
  ]);
  return story;
}

describe('what the authority’s own codes mean', () => {
  const row = (story: Story) => new RequestsReader(project(requests, story.events)).request(REQUEST);
  const clocks = (story: Story) =>
    named(due(story, { by: '2026-12-31' }).filter(({ request: id }) => id === REQUEST))
      .map(([clock]) => clock)
      .sort();

  it('decides whether a request waits, and which of its clocks run', () => {
    const story = drawnAnew();
    story.tell(REQUEST, triaged('ASK_AGAIN'));
    expect(row(story)?.waitingSince).not.toBeNull();
    expect(clocks(story)).toEqual(['REQUEST_TRIAGED']);
    story.tell(REQUEST, triaged('TO_MASH'));
    expect(row(story)?.waitingSince).not.toBeNull();
    expect(clocks(story)).toEqual(['CONCERN_PASSED', 'REFERRER_TOLD']);
  });

  it('settles a request by what was once the name of putting it off', () => {
    const story = drawnAnew();
    story.tell(REQUEST, triaged('DEFER_INFO_NEEDED'));
    expect(row(story)?.waitingSince).toBeNull();
    expect(clocks(story)).toEqual(['REFERRER_TOLD']);
  });

  it('is what was published by then: what came in before keeps what it meant', () => {
    const story = hillFamily();
    story.tell(REQUEST, triaged('DEFER_INFO_NEEDED'));
    published(story, 'triage-outcome', '2027.1', [{ code: 'TO_MASH', waitsFor: 'CHILDRENS_SERVICES' }]);
    expect(row(story)?.waitingSince).not.toBeNull();
  });

  it('says who cannot be told what came of it', () => {
    const story = drawnAnew();
    published(story, 'source', '2027.1', [{ code: 'X', canBeTold: false }]);
    const { family: _, ...form } = request();
    const data = { ...form, reference: 'R-2', source: 'X', family: FAMILY };
    story.tell(LATER, { type: 'RequestReceived', data });
    story.tell(LATER, triaged('IFST'));
    const told = due(story, { clocks: ['REFERRER_TOLD'], by: '2026-12-31' });
    expect(told.filter(({ request: id }) => id === LATER)).toEqual([]);
  });
});
