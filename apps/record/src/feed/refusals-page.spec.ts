import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { refusalsPage } from './refusals-page.ts';

const committed = fileURLToPath(new URL('../../../../docs/refusals.md', import.meta.url));

describe('the page of refusals that is committed', () => {
  it('is of the list as it is: npm run -s refusals', () => {
    expect(readFileSync(committed, 'utf8')).toBe(refusalsPage());
  });

  it('says by which status, by which code of gRPC, and whether to send it again', () => {
    const cells = (code: string): string[] => {
      const row =
        refusalsPage()
          .split('\n')
          .find((line) => line.startsWith(`| \`${code}\` `)) ?? '';
      return row
        .split('|')
        .slice(4, 7)
        .map((cell) => cell.trim());
    };
    expect(cells('STALE')).toEqual(['503', 'UNAVAILABLE', 'a little later']);
    expect(cells('COST_LIMIT')).toEqual(['429', 'RESOURCE_EXHAUSTED', 'after `retryAfter`']);
    expect(cells('PENDING')).toEqual(['400', 'INVALID_ARGUMENT', 'same `commandId`']);
    expect(cells('CONFLICT')).toEqual(['400', 'INVALID_ARGUMENT', 'no']);
  });
});
