import { expect, it } from '@jest/globals';
import { stampOf, type AsOfParts } from './as-of.ts';

/** A record whose log ends at one position, and whose read models hold what came up to another. */
function standing(head: number, held: number): AsOfParts {
  const known = { position: held, knownAt: null, effectiveAt: null, provisional: false };
  return {
    origin: 'store',
    store: { head: () => Promise.resolve(head) },
    readers: { asOf: () => known },
    projector: { position: () => held, reached: () => Promise.resolve() },
    clock: { now: () => '2026-03-10T09:00:00.000Z' },
  };
}

it('an answer says what it is of, and how many events have come since', async () => {
  expect(await stampOf({}, standing(12, 10))).toMatchObject({ position: 10, lag: 2 });
});

it('nothing is said not to be there while a read model is built for the first time', async () => {
  const unbuilt = stampOf({}, standing(12, -1));
  await expect(unbuilt).rejects.toMatchObject({ code: 'STALE', details: { position: -1 } });
});
