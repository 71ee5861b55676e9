import type { Needs } from '#libs/domain';
import { isLockedOut } from '../../sight/locked-out.ts';
import type { FactSources } from './fact-sources.ts';

/** The sealed records that this worker keeps, and whose other custodians, if any, are all suspended or have left. */
export async function keptAlone(
  { keptAloneBy: worker }: Needs,
  { store, readers }: Pick<FactSources, 'store' | 'readers'>,
): Promise<readonly string[]> {
  if (worker === undefined) return [];
  const alone: string[] = [];
  for (const { record, custodians } of readers.sealsKeptBy(worker)) {
    const others = custodians.filter((each) => each !== worker);
    const out = await Promise.all(others.map((each) => isLockedOut({ worker: each }, store)));
    if (out.every((isOut) => isOut)) alone.push(record);
  }
  return alone;
}
