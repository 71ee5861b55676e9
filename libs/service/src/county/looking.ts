import { createHash } from 'node:crypto';
import type { Principal, Purpose } from '#libs/access';
import { Rejected } from '#libs/contracts';
import type { FamilyRecord } from '../record.ts';
import type { Granted } from '../reads/read-door.ts';
import type { Errand } from './agenda.ts';

const DOCUMENT =
  'query Timeline($family: ID!) { familyTimeline(family: $family) { edges { node { summary } } } }';
const documentHash = createHash('sha256').update(DOCUMENT).digest('base64url');

export interface FamilyLook {
  readonly principal: Principal;
  readonly purpose: Purpose;
  /** `family-…` */
  readonly family: string;
}

type Library = Pick<FamilyRecord, 'reads' | 'readers' | 'clock'>;

/** Somebody opens a family's timeline, or is not let; either stands in the access log, as any other read does. */
export function lookAt(
  { principal, purpose, family }: FamilyLook,
  { reads, readers, clock }: Library,
): Errand {
  const reading = { principal, purpose, read: 'familyTimeline', door: 'GRAPHQL', documentHash } as const;
  const resource = { kind: 'family', record: family } as const;
  return async () => {
    const answer = async ({ classes }: Granted) => {
      const at = readers.asOf(undefined, clock.now());
      const { edges } = readers.timeline.familyTimeline(family, at, { first: 100 });
      const persons = new Set(edges.flatMap(({ node }) => node.subjects));
      const seen = readers.families.members(family).filter(({ person }) => persons.has(person));
      return {
        value: edges.length,
        families: [family],
        persons: seen.map(({ person }) => person),
        results: edges.length,
        classes,
        position: at.position,
      };
    };
    await reads.open({ ...reading, resource, answer }).catch(unlessForbidden);
  };
}

function unlessForbidden(error: unknown): void {
  if (!(error instanceof Rejected)) throw error;
}
