import type { Needs } from '#libs/domain';
import type { FactSources } from './fact-sources.ts';
import { readFamily } from './folded.ts';
import { whoseAgreement } from './plan-facts.ts';

/**
 * The streams to which nothing is written on this node while an order is judged by them and carried out: requests, so that
 * none is withdrawn meanwhile, and what is agreed about a person, and whom the person is kept from, so that nothing is
 * shared, begun or handed over on what was taken back just before. In one order for all.
 */
export async function heldBesides(
  needs: Needs,
  stream: string,
  { store, readers }: Pick<FactSources, 'store' | 'readers'>,
): Promise<string[]> {
  const [family] = needs.agreementsIn ?? [];
  const known = family === undefined ? undefined : await readFamily(family, store);
  const families = new Map(family !== undefined && known !== undefined ? [[family, known]] : []);
  const told = whoseAgreement(needs, families)
    .flatMap((person) => readers.recordsOf(person))
    .flatMap((record) => [`agreement-${record}`, `person-${record}`]);
  const held = new Set([...told, ...(needs.requests ?? [])]);
  held.delete(stream);
  return [...held].sort();
}
