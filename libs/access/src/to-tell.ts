import type { CommandType } from '#libs/contracts';
import type { Action } from './decision.ts';
import type { Relations, Resource, ResourceKind } from './resource.ts';

/**
 * What a partner tells the record, or does to protect somebody, and is told nothing by: taken also once agreement has
 * ended, of whoever stands to the record as the order asks.
 */
const TELLING: ReadonlySet<string> = new Set<CommandType>([
  ...(['ReceiveInformation', 'ProposeStepUp', 'EscalateStepUp'] as const),
  ...(['IdentifySafeguardingConcern', 'PassToChildrensServices'] as const),
  ...(['ReceiveContact', 'SeekAdvice', 'ReceiveRequest', 'ReceiveRequestInformation'] as const),
  ...(['ReceiveAgencyInformation', 'RecordInformationNotProvided'] as const),
  ...(['WithdrawRequest', 'SeekAgreement'] as const),
  ...(['AcknowledgeDisclosure', 'NotifyDisclosureError'] as const),
]);

/** What an agency was asked, on a basis of its own, and how far what it sent has come: neither rests on agreement. */
const NOT_BY_AGREEMENT: ReadonlySet<ResourceKind> = new Set<ResourceKind>(['question', 'progress']);

/** Whether it is the partner who tells, or what the partner is told rests on another basis than agreement. */
export function isToTell(action: Action, resource: Relations | Resource): boolean {
  return action === 'read' ? 'kind' in resource && NOT_BY_AGREEMENT.has(resource.kind) : TELLING.has(action);
}
