import { describe, expect, it } from '@jest/globals';
import { familiesAsked, subjectsAsked } from './asked.ts';

const ID = '1'.repeat(26);

describe('who was asked for', () => {
  it('is told by the id of a family, a person or a request, and by what is named after one', () => {
    for (const record of [`family-${ID}`, `viewings-family-${ID}`, `seal-family-${ID}`])
      expect(familiesAsked(record)).toEqual([`family-${ID}`]);
    for (const record of [ID, `agreement-${ID}`, `seal-${ID}`, `request-${ID}`])
      expect(subjectsAsked(record)).toEqual([ID]);
  });
  it('is nobody by any other text, which would stand in the log as it was given', () => {
    const named = [
      'Ava',
      `family-${ID} Ava`,
      `family-Ava-${ID}`,
      'family-Ava',
      'seal-family-Ava',
      'request-Ava',
    ];
    for (const text of [...named, `request-${ID} Ava`, `seal-Ava ${ID}`, `${ID} Ava`]) {
      expect(familiesAsked(text)).toEqual([]);
      expect(subjectsAsked(text)).toEqual([]);
    }
  });
});
