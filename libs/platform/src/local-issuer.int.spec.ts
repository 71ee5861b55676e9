import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { developmentKey } from './local-issuer.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'family-help-issuer-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => join(folder, 'development-issuer.json');

describe('the key of development’s issuer', () => {
  it('is not to be deleted where it only cannot be read', async () => {
    mkdirSync(file());
    await expect(developmentKey(folder)).rejects.toMatchObject({
      code: 'STORE_REFUSED',
      details: {
        reason: expect.stringMatching(/^development-issuer.json cannot be read \(EISDIR\)/) as unknown,
      },
    });
  });

  it('is to be deleted where the file holds none', async () => {
    writeFileSync(file(), 'nonsense');
    await expect(developmentKey(folder)).rejects.toMatchObject({
      code: 'STORE_REFUSED',
      details: { reason: expect.stringContaining('holds no key: delete it') as unknown },
    });
  });
});
