import { describe, expect, it } from '@jest/globals';
import { isSamePlace } from './place.ts';

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
