import { describe, expect, it } from '@jest/globals';
import { isSamePlace, placesKeptFrom } from './place.ts';

describe('a place', () => {
  const refuge = { line: '3 Safe Way', postcode: 'SG1 1AB', uprn: '100081' };

  it('is the same by its number, however its line reads', () => {
    expect(isSamePlace(refuge, { uprn: '100081' })).toBe(true);
    expect(isSamePlace({ line: 'The Old Mill', uprn: '100081' }, refuge)).toBe(true);
  });
  it('is the same by its line and postcode, however they were typed', () => {
    expect(isSamePlace(refuge, { line: ' 3, SAFE  way.', postcode: 'sg11ab' })).toBe(true);
    expect(isSamePlace(refuge, { line: '3 Safe Way' })).toBe(true);
    expect(isSamePlace({ line: '3 Safe Way' }, { line: '3 safe way' })).toBe(true);
  });
  it('is another by another line or postcode, and none where nothing is said', () => {
    expect(isSamePlace(refuge, { line: '4 Safe Way', postcode: 'SG1 1AB' })).toBe(false);
    expect(isSamePlace(refuge, { line: '3 Safe Way', postcode: 'SG1 1AC' })).toBe(false);
    expect(isSamePlace(refuge, { postcode: 'SG1 1AB' })).toBe(false);
    expect(isSamePlace({}, {})).toBe(false);
    expect(isSamePlace({ uprn: '' }, { uprn: '' })).toBe(false);
  });
});

describe('an abode that is kept from somebody', () => {
  const [line, other] = ['3 Safe Way', '4 Safe Way'];
  const secret = { person: 'mia', line, confidentialFrom: ['tom'] };
  const isKept = placesKeptFrom(new Set(['tom', 'tom-again']), [
    secret,
    { person: 'mia', line: other, confidentialFrom: ['eva'] },
  ]);

  it('is each that says so, under whichever record of theirs', () => {
    expect(isKept(secret)).toBe(true);
    expect(isKept({ person: 'ava', line: other, confidentialFrom: ['tom-again'] })).toBe(true);
    expect(isKept({ person: 'ava', line: other, confidentialFrom: ['eva'] })).toBe(false);
  });
  it('is the same place in whosever record, but in their own', () => {
    expect(isKept({ person: 'ben', line: '3, safe way' })).toBe(true);
    expect(isKept({ person: 'ben', line: other })).toBe(false);
    for (const person of ['tom', 'tom-again']) expect(isKept({ person, line })).toBe(false);
  });
});
