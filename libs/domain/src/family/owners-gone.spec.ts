import { describe, expect, it } from '@jest/globals';
import { ownersGone } from './owners-gone.ts';

const held = { episode: 'episode-1', agency: 'organisation-1', keyworker: 'worker-1', cover: null };
const ended =
  (...gone: readonly string[]) =>
  (owner: string) =>
    gone.includes(owner) ? '2026-05-01' : null;

describe('who holds open help', () => {
  it('is looked after where the keyworker has left, and where the agency has ended', () => {
    expect(ownersGone(held, ended('worker-1'))).toEqual(['KEYWORKER_LEFT']);
    expect(ownersGone(held, ended('organisation-1'))).toEqual(['AGENCY_ENDED']);
    expect(ownersGone(held, ended('worker-1', 'organisation-1'))).toEqual(['KEYWORKER_LEFT', 'AGENCY_ENDED']);
  });
  it('is not, where both are there, or known to nobody', () => {
    expect(ownersGone(held, ended())).toEqual([]);
    expect(ownersGone(held, () => undefined)).toEqual([]);
  });
  it('is whoever acts for the keyworker, as long as somebody does', () => {
    const covered = { ...held, cover: 'worker-2' };
    expect(ownersGone(covered, ended('worker-1'))).toEqual([]);
    expect(ownersGone(covered, ended('worker-2'))).toEqual(['KEYWORKER_LEFT']);
  });
  it('is nobody where no help is open, or nobody was named yet', () => {
    expect(ownersGone(undefined, ended())).toEqual([]);
    expect(ownersGone({ ...held, episode: null }, ended('worker-1', 'organisation-1'))).toEqual([]);
    expect(ownersGone({ ...held, agency: null, keyworker: null }, ended('worker-1'))).toEqual([]);
  });
});
