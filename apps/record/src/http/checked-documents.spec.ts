import { describe, expect, it } from '@jest/globals';
import { hash } from 'node:crypto';
import { CheckedDocuments } from './checked-documents.ts';

const NAMED = '{ matchPerson(given: "Zqxjkv", family: "Hill", purpose: FAMILY_HELP) { candidates { id } } }';
const DEEP = `${'{ a '.repeat(40)}${'}'.repeat(40)}`;

describe('documents that were looked at', () => {
  it('are remembered by their hashes, and by nothing of what they say', () => {
    const hashes = new Set<string>();
    const checked = new CheckedDocuments(hashes);
    const expected = hash('sha256', NAMED, 'base64url');
    expect([checked.hashOf(NAMED), checked.hashOf(NAMED)]).toEqual([expected, expected]);
    expect([...hashes]).toEqual([expected]);
  });

  it('are not remembered where they are over a limit', () => {
    const hashes = new Set<string>();
    const checked = new CheckedDocuments(hashes);
    for (let time = 0; time < 2; time++)
      expect(() => checked.hashOf(DEEP)).toThrow(expect.objectContaining({ code: 'QUERY_TOO_COMPLEX' }));
    expect(hashes.size).toBe(0);
  });
});
