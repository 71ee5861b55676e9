import { describe, expect, it } from '@jest/globals';
import { hillFamily } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import { timeline } from './projection.ts';
import { TimelineReader } from './reader.ts';

describe('where an entry stands', () => {
  it('is told by its id or its position, with whom it is of', () => {
    const story = hillFamily();
    const reader = new TimelineReader(project(timeline, story.events));
    const event = reader.event(2);
    const place = reader.placeOf(2);
    expect(place).toMatchObject({ position: 2, stream: event?.stream, subjects: event?.subjects });
    expect(reader.placeOf(event?.id ?? '')).toEqual(place);
    expect(reader.placeOf(story.head + 1)).toBeUndefined();
  });
});
