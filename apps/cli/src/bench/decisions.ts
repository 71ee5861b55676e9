import { commandPolicies, decide, purposes, resourceKinds, roles, type Question } from '#libs/access';
import type { CommandType } from '#libs/contracts';
import { latency, type Figure } from './figure.ts';
import { timed } from './timed.ts';

const COMMANDS = Object.keys(commandPolicies) as CommandType[];
const NOT_SEALED = { sealed: false };

/** Decisions alone, of every role about everything that can be read and told, with all that they go by in memory. */
export async function decisions(): Promise<Figure[]> {
  const asked = questions();
  const took = await timed((n) => void decide(asked[n % asked.length] as Question));
  return [latency('access decision', took, { against: 'p99 under 0.05 ms' })];
}

function questions(): Question[] {
  return roles.flatMap((role, at) => {
    const principal = { user: 'u-1', role, agency: 'organisation-1', authority: '919' };
    const standing = { ...NOT_SEALED, assigned: at % 2 === 0, ownAgency: at % 3 === 0 };
    const common = { principal, context: { authority: '919' } };
    const reads = resourceKinds.flatMap((kind) =>
      purposes.map((purpose) => ({
        ...common,
        action: 'read' as const,
        resource: { ...standing, kind },
        purpose,
      })),
    );
    return [...reads, ...COMMANDS.map((action) => ({ ...common, action, resource: standing }))];
  });
}
