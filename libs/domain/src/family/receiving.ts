import { Rejected } from '#libs/contracts';
import type { StepUpAccepted } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import type { OpenEpisode, HandOver } from './state.ts';

/** Kinds of agency that may take a child on by statute: children's social care, here or elsewhere (code set `agency-type`). */
const BY_STATUTE: readonly string[] = ['SOCIAL_CARE', 'OTHER_AUTHORITY'];

/**
 * I12: to a statutory service a child goes where one takes over, with a worker of its own: NOT_STATUTORY,
 * WORKER_NOT_ELIGIBLE. What no statutory status follows from, any service may take on. What is not among the facts is not
 * judged: a correction looks up only whom it names.
 */
export function checkReceiving(
  { service }: Pick<HandOver, 'service'>,
  { receivingAgency, receivingWorker }: Pick<StepUpAccepted, 'receivingAgency' | 'receivingWorker'>,
  { keyworker }: Pick<OpenEpisode, 'keyworker'>,
  { facts, on }: { readonly facts: Facts; readonly on: string },
): void {
  if (facts.reference.ownerOf('step-target', service, on) === undefined) return;
  const agency = facts.organisations.get(receivingAgency);
  if (agency !== undefined && !BY_STATUTE.includes(agency.agencyType))
    throw new Rejected('NOT_STATUTORY', { organisation: receivingAgency });
  if (facts.workers.has(receivingWorker) && receivingWorker === keyworker)
    throw new Rejected('WORKER_NOT_ELIGIBLE', { worker: receivingWorker, because: 'IS_KEYWORKER' });
}
