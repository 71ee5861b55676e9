import { describe, expect, it } from '@jest/globals';
import { shapeFault } from './shapes.ts';

const ID = '3h5k7m9p1r3t5v7x9z2b4d6f8a';

describe('shapes of what is sent', () => {
  it.each([
    ['person', ID],
    ['family', `family-${ID}`],
    ['worker', `worker-${ID}`],
    ['date', '2026-03-10'],
    ['partial-date', '2026'],
    ['partial-date', '2026-03'],
    ['partial-date', '2026-03-10'],
    ['uuid', 'CBD066D4-245e-53b8-9d75-82d56a244af7'],
    ['instant', '2026-03-10T12:00:00.000Z'],
    ['gss', 'E07000095'],
    ['code', 'herts.ff.east-herts'],
    ['resolution', 'REVIEW'],
    ['name', '李'],
    ['text', ''],
  ])('take a %s such as %j', (shape, value) => {
    expect(shapeFault(shape, value)).toBeUndefined();
  });

  it.each([
    ['person', `person-${ID}`],
    ['person', ID.toUpperCase()],
    ['person', ID.replace('3', 'u')],
    ['family', ID],
    ['date', '2026-3-10'],
    ['date', '2026-13-10'],
    ['partial-date', '2026-'],
    ['partial-date', 'March 2026'],
    ['instant', '2026-03-10'],
    ['instant', '2026-03-10T24:00:00Z'],
    ['gss', 'E0700009'],
    ['code', 'TWO WORDS'],
    ['resolution', 'known'],
    ['a shape nobody declared', 'x'],
  ])('refuse as a %s what has not its pattern: %j', (shape, value) => {
    expect(shapeFault(shape, value)).toBe('PATTERN');
  });

  it('count the characters of a text as people do, not its bytes', () => {
    expect(shapeFault('name', '😔'.repeat(200))).toBeUndefined();
    expect(shapeFault('name', 'a'.repeat(201))).toBe('TOO_LONG');
    expect(shapeFault('text', 'a'.repeat(10_001))).toBe('TOO_LONG');
    expect(shapeFault('document', 'a'.repeat(200_001))).toBe('TOO_LONG');
  });

  it('refuse a name of nothing but spaces', () => {
    expect(shapeFault('name', '  ')).toBe('REQUIRED');
    expect(shapeFault('name', '\u200B\u2060')).toBe('REQUIRED');
  });

  it('refuse control characters before anything else is judged', () => {
    expect(shapeFault('name', 'Anna\u0000')).toBe('CONTROL_CHARACTER');
    expect(shapeFault('person', `${ID}\n`)).toBe('CONTROL_CHARACTER');
  });

  it.each(['\t', '\n', '\r\n'])('refuse %j in a name, and take it in a text', (broken) => {
    expect(shapeFault('name', `Anna${broken}Hill`)).toBe('CONTROL_CHARACTER');
    expect(shapeFault('text', `Anna${broken}Hill`)).toBeUndefined();
  });

  it.each([1, true, null, {}, undefined])('refuse what is not text: %j', (value) => {
    expect(shapeFault('name', value)).toBe('TYPE');
  });
});
