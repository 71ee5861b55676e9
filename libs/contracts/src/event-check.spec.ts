import { describe, expect, it } from '@jest/globals';
import { checkEventData } from './event-check.ts';
import type { Json, JsonObject } from './json.ts';

const CHILD = '3h5k7m9p1r3t5v7x9z2b4d6f8a';

const whole: JsonObject = {
  reference: 'R-0000000150',
  source: 'SCHOOL',
  channel: 'PHONE',
  urgency: 'SOON',
  agreement: 'GIVEN',
  district: 'herts.ff.dacorum',
  gss: 'E07000096',
  children: [
    { familyName: 'Łuczak', sex: 'F', possibleDuplicates: [{ person: CHILD, score: 870, reasons: ['X'] }] },
  ],
  answers: { whatIsWorrying: 'Mornings' },
};

describe('an event’s data', () => {
  it('is taken where it is whole', () => {
    expect(() => checkEventData('RequestReceived', whole)).not.toThrow();
  });

  it('is taken with members that are undefined, which are not stored', () => {
    expect(() => checkEventData('RequestReceived', { ...whole, agreedBy: undefined })).not.toThrow();
  });

  const faults: [string, JsonObject, string, string][] = [
    ['an unknown member', { ...whole, shoe: 1 }, 'shoe', 'UNKNOWN_FIELD'],
    [
      'an unknown member within',
      having('answers', { whatIsWorrying: 'x', mood: 'y' }),
      'answers.mood',
      'UNKNOWN_FIELD',
    ],
    [
      'a member that would change every object',
      JSON.parse('{"__proto__":{}}') as JsonObject,
      '__proto__',
      'UNKNOWN_FIELD',
    ],
    ['a missing value', having('source', undefined), 'source', 'REQUIRED'],
    ['a missing group', having('answers', undefined), 'answers', 'REQUIRED'],
    ['a missing value in a list', having('children', [{ sex: 'F' }]), 'children.0.familyName', 'REQUIRED'],
    ['an empty list where one is needed', having('children', []), 'children', 'REQUIRED'],
    ['null', having('source', null), 'source', 'TYPE'],
    ['a number for a text', having('source', 3), 'source', 'TYPE'],
    ['one value for a list', having('needs', 'N1'), 'needs', 'TYPE'],
    ['a list for one value', having('source', ['SCHOOL']), 'source', 'TYPE'],
    ['a text for a group', having('answers', 'none'), 'answers', 'TYPE'],
    ['a list for a group', having('answers', []), 'answers', 'TYPE'],
    ['text that is not composed', having('agreedBy', 'Zoe\u0308'), 'agreedBy', 'TEXT'],
    ['a control character', having('needs', ['N1', 'N\u0000']), 'needs.1', 'TEXT'],
    ['a carriage return', having('agreedBy', 'a\r\nb'), 'agreedBy', 'TEXT'],
    ...[2 ** 53, -0, 0.5, Number.NaN, Number.POSITIVE_INFINITY].map(
      (score): [string, JsonObject, string, string] => [
        `the number ${Object.is(score, -0) ? '-0' : score}`,
        having('children', [
          { familyName: 'x', sex: 'F', possibleDuplicates: [{ person: CHILD, score, reasons: ['X'] }] },
        ]),
        'children.0.possibleDuplicates.0.score',
        'TYPE',
      ],
    ),
  ];

  it.each(faults)('is refused with %s, naming the field and never the value', (_, data, field, fault) => {
    expect(() => checkEventData('RequestReceived', data)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', details: { event: 'RequestReceived', field, fault } }),
    );
  });

  it('is refused where nobody described the event', () => {
    expect(() => checkEventData('FamilyForgotten', {})).toThrow(
      expect.objectContaining({ details: { event: 'FamilyForgotten', field: '', fault: 'UNKNOWN_EVENT' } }),
    );
    expect(() => checkEventData('toString', {})).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});

function having(name: string, value: Json | undefined): JsonObject {
  return { ...whole, [name]: value };
}
