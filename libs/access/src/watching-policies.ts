import type { BreakglassCommand, SampleCommand, ViewingsCommand } from '#libs/contracts';
import type { CommandPolicy } from './command-policy.ts';
import { glassBreakers } from './read-policy.ts';

type OfWatching = (BreakglassCommand | ViewingsCommand | SampleCommand)['type'];

/** Quality assurance alone: whose own work is looked at neither chooses nor replaces what is. */
const sampling: CommandPolicy = { QUALITY: 'anyone' };

/** Who looks where others may not, who reviews that, and who chooses the work that is looked at: part of `commandPolicies`. */
export const watchingPolicies: Readonly<Record<OfWatching, CommandPolicy>> = {
  BreakGlass: Object.fromEntries(glassBreakers.map((role) => [role, 'assigned'])),
  ReviewBreakGlass: { PRIVACY_OFFICER: 'anyone' },
  DecideViewingExemptions: { PRIVACY_OFFICER: 'anyone' },

  DesignSample: sampling,
  CommitSeed: sampling,
  FreezeFrame: sampling,
  DrawSample: sampling,
  ReplaceCase: sampling,
  CloseSample: sampling,
};
