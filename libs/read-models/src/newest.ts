import { positionOf } from './model-reader.ts';
import { FOREVER, type Tables } from './projection.ts';

/** Rows of spans that hold still, in the very words of the indexes of those alone: SQLite looks into them only for these. */
export const HOLDS_STILL = `until = ${FOREVER}`;

/**
 * What is read of spans as they held at a position: where it is asked as of now, of those alone that hold still, so that
 * it costs nothing what there ever was.
 */
export function readAt<T>(tables: Tables, position: number, read: (isNewest: boolean) => T): T {
  const isNewest = () => positionOf(tables) <= position;
  if (isNewest()) {
    const found = read(true);
    // What was written meanwhile ended rows that held at the position.
    if (isNewest()) return found;
  }
  return read(false);
}
