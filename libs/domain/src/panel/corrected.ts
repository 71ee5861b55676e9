import { Rejected } from '#libs/contracts';
import type { Clear, EventOf, PanelEvent } from '#libs/contracts';
import type { Around, Facts, Past } from '../aggregate.ts';
import { checkAgency, checkAssigned } from '../correction/named.ts';
import type { CorrectedFact } from '../correction/stood.ts';
import { checkScheme } from './decisions.ts';

/** A panel stays that of its district and day, and what it decided says levels by signs of their own (I13). */
export function corrected(event: PanelEvent, around: Around, facts: Facts): PanelEvent {
  if (event.type === 'PanelScheduled') checkSamePanel(event.data, facts);
  if (event.type === 'ItemDecided' || event.type === 'DecisionReviewed')
    checkScheme(around, event.data.children, facts);
  if ('agency' in event.data) checkAllocated(event.data, { around, facts });
  return event;
}

/** To an active agency, and a keyworker of it where one is named (I11). */
function checkAllocated(
  { agency, keyworker }: { readonly agency?: string; readonly keyworker?: string },
  known: CorrectedFact,
): void {
  if (agency === undefined) return;
  if (keyworker === undefined) checkAgency(agency, known);
  else checkAssigned(agency, keyworker, known);
}

function checkSamePanel(panel: EventOf<'PanelScheduled'>['data'], { entries }: Facts): void {
  const [scheduled] = entries;
  for (const field of ['district', 'date'] as const)
    if (scheduled?.data[field] !== panel[field]) throw new Rejected('OTHER_RECORD', { field });
}

type Fact = Past<Clear.PanelEvent>;
type Types = ReadonlySet<Fact['type']>;

const DECIDING: Types = new Set(['ItemDecided', 'DecisionReviewed']);
const ALLOCATING: Types = new Set([...DECIDING, 'AllocationOffered']);

/** Decisions rest on the quorum, all that is done with an item on its being tabled, and what an agency took on on the decision. */
export function relies({ type, data }: Fact, earlier: Fact): boolean {
  if (earlier.type === 'PanelQuorate') return DECIDING.has(type);
  const isOfOne = 'item' in data && 'item' in earlier.data && data.item === earlier.data.item;
  if (!isOfOne) return false;
  if (earlier.type === 'ItemTabled') return type !== 'ItemTabled';
  return type === 'AllocationAccepted' && ALLOCATING.has(earlier.type);
}
