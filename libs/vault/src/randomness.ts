import { randomFillSync } from 'node:crypto';

/** Gives that many bytes, never the same ones again; a test may give its own. */
export type Randomness = (size: number) => Uint8Array;

const POOL = 16_384;

/** The system's randomness, asked for in large pieces: one call for each salt would cost more than sealing. What was given is kept nowhere. */
export function systemRandomness(): Randomness {
  const pool = Buffer.alloc(POOL);
  let used = POOL;
  return (size) => {
    if (used + size > POOL) {
      randomFillSync(pool);
      used = 0;
    }
    const piece = Buffer.from(pool.subarray(used, used + size));
    pool.fill(0, used, (used += size));
    return piece;
  };
}
