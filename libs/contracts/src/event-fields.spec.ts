import { describe, expect, it } from '@jest/globals';
import { occurrencesOf, subjectOf, type EventField, type PersonalField } from './event-fields.ts';
import type { JsonObject } from './json.ts';
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

describe('whose a field is', () => {
  it('is a family’s, or a request’s, by the name of their stream', () => {
    const told = { family: 'family-f1', item: 'request-r1', said: 'so' };
    const whose = (data: JsonObject) =>
      occurrencesOf(data, ['said']).map((at) => subjectOf(personal(['said'], ['family', 'item']), at, 's'));
    expect(whose(told)).toEqual(['f1']);
    expect(whose({ item: 'request-r1', said: 'so' })).toEqual(['r1']);
    expect(whose({ item: 'subject-s1', said: 'so' })).toEqual(['subject-s1']);
  });

  it('is the first one’s of whom a list names, and of who is named next where it names nobody', () => {
    const whose = (data: JsonObject) =>
      occurrencesOf(data, ['said']).map((at) => subjectOf(personal(['said'], ['persons', 'item']), at, 's'));
    expect(whose({ persons: ['ava', 'eva'], item: 'request-r1', said: 'so' })).toEqual(['ava']);
    expect(whose({ persons: [], item: 'request-r1', said: 'so' })).toEqual(['r1']);
  });
});

describe('what is said of every event', () => {
  it('names no field that looks like a number, which would break the order of the stored form', () => {
    for (const { fields } of Object.values(eventTable))
      for (const { path } of fields) expect(path.filter((step) => /^\d+$/.test(step))).toEqual([]);
  });

  it('seals the field that says when it happened, where the envelope must not', () => {
    const dated = Object.values(eventTable).flatMap(({ occurredIn, fields }) =>
      occurredIn === undefined ? [] : fields.filter(({ path }) => path.join('.') === occurredIn),
    );
    expect(dated.map(({ kind, required }) => [kind, required])).toEqual(dated.map(() => ['personal', true]));
    expect(dated).not.toEqual([]);
  });

  it('names for every personal field someone who is always there', () => {
    for (const [type, { fields }] of Object.entries(eventTable)) {
      for (const field of fields) {
        // Whose a value is that a correction replaces, it says beside it.
        if (field.kind === 'personal' && field.path[0] !== 'replaced')
          expect({ type, path: field.path, is: isAlwaysSomeones(field, fields) }).toEqual({
            type,
            path: field.path,
            is: true,
          });
      }
    }
  });
});

/** Its last resort is the stream's own subject, or a required id of a person, a subject of its own, a record, a family or a panel's item, beside it or around it. */
function isAlwaysSomeones(field: PersonalField, fields: readonly EventField[]): boolean {
  const last = field.of.at(-1) ?? '';
  const around = field.path.map((_, depth) => [...field.path.slice(0, depth), last].join('.'));
  return (
    last === 'stream' ||
    fields.some(
      (other) =>
        other.kind === 'id' &&
        ['person', 'item', 'family', 'subject', 'record'].includes(other.of) &&
        other.required &&
        around.includes(other.path.join('.')),
    )
  );
}
