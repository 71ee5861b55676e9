import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { printedSchema } from './printed-schema.ts';

const committed = fileURLToPath(new URL('../../schema.graphql', import.meta.url));

describe('the schema that is committed', () => {
  it('is the one that is served: npm run -s schema > apps/record/schema.graphql', async () => {
    expect(await printedSchema()).toBe(readFileSync(committed, 'utf8'));
  });
});
