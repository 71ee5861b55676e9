import type { AuditsReader } from '#libs/read-models';
import type { ProcessManager } from './manager.ts';

export interface AssignedTwiceParts {
  readonly readers: { readonly audits: Pick<AuditsReader, 'ofSample'> };
  /** Resolves once the read models hold everything now in the log. */
  readonly caughtUp: () => Promise<void>;
}

/**
 * One case of a sample that was assigned twice at the same moment is audited once: the later of the two is withdrawn, unless it
 * is graded already. A second and blind audit is of no sample.
 */
export function assignedTwice({ readers, caughtUp }: AssignedTwiceParts): ProcessManager {
  return {
    name: 'assigned-twice',
    causes: ['AuditAssigned'],
    async steps({ stream, data: { sample, episode } }) {
      if (typeof sample !== 'string') return [];
      await caughtUp();
      const standing = readers.audits
        .ofSample(sample)
        .filter((each) => each.episode === episode && each.state !== 'WITHDRAWN');
      const at = standing.findIndex(({ audit }) => audit === stream);
      if (at < 1 || standing[at]?.state === 'GRADED') return [];
      const data = { audit: stream, reason: 'IN_ERROR' };
      return [{ name: stream, stream, order: { type: 'WithdrawAudit', data } }];
    },
  };
}
