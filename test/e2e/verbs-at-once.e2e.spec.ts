import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fhr } from '../support/processes.ts';

const PATIENCE_MS = 120_000;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'family-help-verbs-at-once-'));
  const { status } = await fhr(folder, 'projection', 'list');
  expect(status).toBe(0);
}, PATIENCE_MS);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('verbs that are given at once on a folder that nobody serves', () => {
  it(
    'are done one after the other, each by a service of its own',
    async () => {
      const all = await Promise.all(
        [1, 2, 3].map(() => fhr(folder, 'query', '{ __typename }', '--as', 'auditor')),
      );
      for (const { status, answer, said } of all) {
        expect([status, answer]).toEqual([0, '{"data":{"__typename":"Query"}}\n']);
        expect(said).toMatch(/^(Process \d+ has the record open and is waited for\.\n)*$/);
      }
    },
    PATIENCE_MS,
  );
});
