import { describe, expect, it } from '@jest/globals';
import { readCodeSets } from '#libs/reference';
import { roles } from './principal.ts';

describe('the roles of the access table', () => {
  it('are those of the code set', () => {
    const codeSet = readCodeSets().find(({ name }) => name === 'role');
    expect(codeSet?.codes.map(({ code }) => code).sort()).toEqual([...roles].sort());
  });
});
