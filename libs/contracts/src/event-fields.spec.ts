import { describe, expect, it } from '@jest/globals';
import { occurrencesOf, subjectOf, type PersonalField } from './event-fields.ts';
import { eventTable } from './generated/event-table.ts';

const data = {
  person: 'the person of the event',
  children: [{ person: 'a child', name: 'A' }, { name: 'B' }, { person: 'c', name: 'C', bees: ['SAFE'] }],
  answers: { worry: 'W' },
};

function personal(path: string[], of: string[]): PersonalField {
  return { kind: 'personal', path, of, class: 'general', list: false, required: true, value: 'string' };
}

function subjects(path: string[], of: string[], event = data): string[] {
  return occurrencesOf(event, path).map((at) => subjectOf(personal(path, of), at, 'the stream'));
}

describe('where a field stands', () => {
  it('is every place of a list, each by its pointer', () => {
    expect(
      occurrencesOf(data, ['children', '*', 'name']).map(({ pointer, value }) => [pointer, value]),
    ).toEqual([
      ['/children/0/name', 'A'],
      ['/children/1/name', 'B'],
      ['/children/2/name', 'C'],
    ]);
  });

  it('is a whole list where the values are one field', () => {
    expect(
      occurrencesOf(data, ['children', '*', 'bees']).map(({ pointer, value }) => [pointer, value]),
    ).toEqual([['/children/2/bees', ['SAFE']]]);
  });

  it('is nowhere in data that lacks it, or holds something else there', () => {
    expect(occurrencesOf(data, ['parent', 'name'])).toEqual([]);
    expect(occurrencesOf({ children: 'none' }, ['children', '*', 'name'])).toEqual([]);
    expect(occurrencesOf({ answers: ['a'] }, ['answers', 'worry'])).toEqual([]);
  });
});

describe('whose a field is', () => {
  it('is the person named beside it, before the person of the whole event', () => {
    expect(subjects(['children', '*', 'name'], ['person'])).toEqual([
      'a child',
      'the person of the event',
      'c',
    ]);
  });

  it('is the stream’s own subject where that is said, or where nobody else is named', () => {
    expect(subjects(['answers', 'worry'], ['stream'])).toEqual(['the stream']);
    expect(subjects(['answers', 'worry'], ['child', 'stream'])).toEqual(['the stream']);
  });

  it('is refused where nobody is named at all', () => {
    expect(() => subjects(['answers', 'worry'], ['child'])).toThrow('no subject for /answers/worry');
  });
});

describe('what is said of every event', () => {
  it('names no field that looks like a number, which would break the order of the stored form', () => {
    for (const { fields } of Object.values(eventTable))
      for (const { path } of fields) expect(path.filter((step) => /^\d+$/.test(step))).toEqual([]);
  });

  it('says of every personal field whose it is, by a name of the event or its stream', () => {
    for (const { fields } of Object.values(eventTable))
      for (const field of fields)
        if (field.kind === 'personal')
          expect(field.of.every((name) => namesASubject(name, field, fields))).toBe(true);
  });
});

/** A required id of a person in the same message, or in one around it; the last resort may not be absent. */
function namesASubject(
  name: string,
  field: PersonalField,
  fields: readonly { path: readonly string[] }[],
): boolean {
  if (name === 'stream') return true;
  return field.path.some((_, depth) =>
    fields.some((other) => other.path.join('.') === [...field.path.slice(0, depth), name].join('.')),
  );
}
