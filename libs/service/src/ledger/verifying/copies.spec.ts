import { describe, expect, it } from '@jest/globals';
import { Copies, type CopiedRow } from './copies.ts';

const row = (revision: number, command: string, endsAppend: number, stream: string): CopiedRow => ({
  position: revision,
  stream,
  revision,
  command,
  endsAppend,
});

function faultsOf(
  stream: string,
  ...rows: readonly (readonly [command: string, endsAppend: number])[]
): number[] {
  const copies = new Copies();
  const found = rows.map(([command, ends], revision) => copies.fault(row(revision, command, ends, stream)));
  return [...found, copies.unended()].flatMap((fault) => (fault === undefined ? [] : [fault.position]));
}

describe('where an append ends', () => {
  it('is where another command of the record begins', () => {
    expect(faultsOf('family-1', ['a', 0], ['a', 1], ['b', 1])).toEqual([]);
    expect(faultsOf('family-1', ['a', 0], ['b', 1])).toEqual([0]);
    expect(faultsOf('family-1', ['a', 1], ['a', 1])).toEqual([0]);
  });

  it('is not told by the reads of the access log, many of which are one append', () => {
    expect(faultsOf('access-202603', ['a', 0], ['b', 0], ['c', 1], ['d', 1])).toEqual([]);
  });

  it('is at the end of every stream', () => {
    expect(faultsOf('family-1', ['a', 0])).toEqual([0]);
    expect(faultsOf('access-202603', ['a', 1], ['b', 0])).toEqual([1]);
  });
});
