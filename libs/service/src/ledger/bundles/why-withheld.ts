import type { StoredEvent } from '#libs/contracts';
import type { Openings } from '#libs/vault';

/** Under which field an entry names from whom something is kept, where it says that it is. */
const KEPT_FROM: Readonly<Record<string, string>> = {
  DisclosureDecided: 'recipientPerson',
  DisclosureOverridden: 'recipientPerson',
  PlanCopyWithheld: 'from',
  AssessmentCopyWithheld: 'from',
};
/** What says why. */
const REASONS = ['/reason', '/detrimentReason'];

/** An entry as it is stored, and what one of its sealed parts says. */
interface Part {
  readonly event: Pick<StoredEvent, 'type' | 'data'>;
  readonly openings: Openings;
}

/**
 * Whether a part says why somebody with one of these records was not to be told something, or given a copy of the plan or
 * of an assessment.
 */
export function saysWhyWithheld({ event, openings }: Part, recipients: ReadonlySet<string>): boolean {
  const field = KEPT_FROM[event.type];
  const from = field === undefined ? undefined : event.data[field];
  if (typeof from !== 'string' || !recipients.has(from)) return false;
  if ('decision' in event.data && event.data['decision'] !== 'WITHHOLD') return false;
  return REASONS.some((each) => each in openings);
}
