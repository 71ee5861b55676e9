import type { Needs } from '#libs/domain';
import type { FactSources } from './facts/fact-sources.ts';
import { readFamily } from './facts/folded.ts';
import { whoseAgreement } from './facts/plan-facts.ts';
import type { SightedNeeds } from './hidden.ts';
import type { Shaped } from './order.ts';
import { decisionOn, type Permission, type PermissionParts } from './permitted.ts';

type Parts = PermissionParts & Pick<FactSources, 'store' | 'readers'>;

/** What a rule asks, and what access said of the order, where that was just now. */
export interface Judged extends SightedNeeds {
  readonly permission?: Permission;
}

interface Turn {
  /** What is held beside the order's own stream. */
  readonly besides: readonly string[];
  readonly judged: Judged;
}

/**
 * What an order holds while it is judged and carried out. Whoever may not give it holds nothing: what is there is refused as
 * what is not, by the same steps. Whoever waited for others may not be permitted any more, and access is asked again.
 */
export async function turnOf(shaped: Shaped, asked: SightedNeeds, parts: Parts): Promise<Turn> {
  const permission = await decisionOn(shaped, parts);
  const isRefused = permission?.effect === 'FORBID';
  const besides = isRefused ? [] : await heldBesides(asked.needs, shaped.stream, parts);
  return { besides, judged: besides.length === 0 ? { ...asked, permission } : asked };
}

/**
 * The streams to which nothing is written on this node while an order is judged by them and carried out: requests, so that
 * none is withdrawn meanwhile, and what is agreed about a person, and whom the person is kept from, so that nothing is
 * shared, begun or handed over on what was taken back just before. In one order for all.
 */
async function heldBesides(needs: Needs, stream: string, { store, readers }: Parts): Promise<string[]> {
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
