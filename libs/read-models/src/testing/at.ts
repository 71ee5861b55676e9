import { endOfLondonDay } from '#libs/reference';
import type { AsOfPoint } from '../as-of.ts';

/** As of a position, without a limit on the other axis unless a day is given. */
export function at(position: number, effectiveAt: string | null = null): AsOfPoint {
  return { position, knownAt: effectiveAt && endOfLondonDay(effectiveAt), effectiveAt, provisional: false };
}
