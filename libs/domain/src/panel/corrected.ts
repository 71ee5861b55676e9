import { Rejected } from '#libs/contracts';
import type { EventOf, PanelEvent } from '#libs/contracts';
import type { Around, Facts } from '../aggregate.ts';
import { checkScheme } from './decisions.ts';

/** A panel stays that of its district and day, and what it decided says levels by signs of their own (I13). */
export function corrected(event: PanelEvent, around: Around, facts: Facts): PanelEvent {
  if (event.type === 'PanelScheduled') checkSamePanel(event.data, facts);
  if (event.type === 'ItemDecided' || event.type === 'DecisionReviewed')
    checkScheme(around, event.data.children, facts);
  return event;
}

function checkSamePanel(panel: EventOf<'PanelScheduled'>['data'], { entries }: Facts): void {
  const [scheduled] = entries;
  for (const field of ['district', 'date'] as const)
    if (scheduled?.data[field] !== panel[field]) throw new Rejected('OTHER_RECORD', { field });
}
