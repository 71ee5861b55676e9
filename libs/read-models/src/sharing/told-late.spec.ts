import { describe, expect, it } from '@jest/globals';
import { AVA, FAMILY, hillFamily, MUM } from '../testing/hill.ts';
import { on } from '../testing/practice.ts';
import { project } from '../testing/project.ts';
import type { Story, TestEvent } from '../testing/story.ts';
import { sharing } from './projection.ts';
import { SharingReader } from './reader.ts';

const read = (story: Story): SharingReader => new SharingReader(project(sharing, story.events));
const spoke = { family: FAMILY, capacity: 'CARER', method: 'SIGNED', takenBy: 'worker-kim' };
const agreed = (by: string, agencies: string[]): TestEvent => ({
  type: 'AgreementGiven',
  data: { ...spoke, by, agencies, explained: 'All.' },
});
const withdrawn = (by: string): TestEvent => ({ type: 'AgreementWithdrawn', data: { ...spoke, by } });
const responsibilityEnded: TestEvent = {
  type: 'ParentalResponsibilityEnded',
  data: { holder: MUM, to: '2026-03' },
};

describe('the last word about agreement', () => {
  it('is no word of a day before the last that is told late: whom it named is named no longer', () => {
    const story = hillFamily().at('2026-03-20T09:00:00.000Z');
    story.tell(`agreement-${AVA}`, agreed(MUM, ['organisation-b']), on('2026-03-04'));
    story.tell(`agreement-${AVA}`, withdrawn(MUM), on('2026-03-10'));
    story.tell(`agreement-${AVA}`, agreed(MUM, ['organisation-a']), on('2026-03-05'));
    const said = { person: AVA, by: MUM, lapsed: false };
    expect(read(story).voicesAbout([AVA])).toMatchObject([
      { ...said, says: 'WITHDREW', agencies: [], formerly: ['organisation-b', 'organisation-a'] },
    ]);
    story.tell(`agreement-${AVA}`, agreed(MUM, ['organisation-a']), {
      occurredAt: { precision: 'MONTH', value: '2026-03' },
    });
    expect(read(story).voicesAbout([AVA])).toMatchObject([
      { ...said, says: 'AGREES', agencies: ['organisation-a'] },
    ]);
    story.tell(`agreement-${AVA}`, withdrawn(MUM), on('2026-02-01'));
    expect(read(story).voicesAbout([AVA])).toMatchObject([{ ...said, says: 'WITHDREW' }]);
  });

  it('has lapsed from the first where it is told late, of a day before the responsibility ended', () => {
    const story = hillFamily().at('2026-03-20T09:00:00.000Z');
    story.tell(`person-${AVA}`, responsibilityEnded, on('2026-03-10'));
    story.tell(`agreement-${AVA}`, agreed(MUM, []), on('2026-03-09'));
    expect(read(story).voicesAbout([AVA])).toMatchObject([{ says: 'AGREES', lapsed: true }]);
    story.tell(`agreement-${AVA}`, agreed(MUM, []), on('2026-03-10'));
    expect(read(story).voicesAbout([AVA])).toMatchObject([{ says: 'AGREES', lapsed: false }]);
  });
});
