import type { ErasureCommand, HoldCommand, RestrictionCommand } from '#libs/contracts';
import type { CommandPolicy } from './command-policy.ts';

type OfForgetting = (HoldCommand | ErasureCommand | RestrictionCommand)['type'] | 'StrikeOffNode';

/** Whoever keeps watch over what is held about people; and the second of two people, whom the rules ask for. */
const privacy: CommandPolicy = { PRIVACY_OFFICER: 'anyone' };
const privacyAndManagers: CommandPolicy = { ...privacy, MANAGER: 'anyone' };
const machine: CommandPolicy = { SYSTEM: 'anyone' };

/** Who holds, erases and restricts: part of `commandPolicies`. */
export const forgettingPolicies: Readonly<Record<OfForgetting, CommandPolicy>> = {
  PlaceLegalHold: privacyAndManagers,
  ReviewLegalHold: privacy,
  ProposeLegalHoldRelease: privacy,
  ReleaseLegalHold: privacyAndManagers,
  DeclineLegalHoldRelease: privacyAndManagers,

  RequestErasure: { ...privacyAndManagers, COORDINATOR: 'anyone' },
  ProposeErasure: privacy,
  ReviewSharedText: privacyAndManagers,
  ApproveErasure: privacyAndManagers,
  RefuseErasure: privacyAndManagers,
  WithdrawErasure: privacyAndManagers,
  BeginErasure: machine,
  RecordKeysDestroyed: machine,
  RecordModelsPurged: machine,
  CertifyErasure: machine,
  StrikeOffNode: { ADMINISTRATOR: 'anyone' },
  NotifyCopyHolder: privacy,

  RestrictProcessing: privacy,
  LiftProcessingRestriction: privacy,
};
