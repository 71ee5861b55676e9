import { randomUUID } from 'node:crypto';
import { policyVersion, type Decision } from '#libs/access';
import { Rejected, type Actor, type CommandType, type StoredEvent } from '#libs/contracts';
import { familiesAsked, subjectsAsked } from './asked.ts';
import type { AccessLog } from './access-log.ts';

/** What access refuses, and by which policies. */
export type Refusal = Extract<Decision, { effect: 'FORBID' }>;

/** An order that access refused. */
export interface RefusedOrder {
  readonly type: CommandType;
  readonly actor: Actor;
  readonly source: StoredEvent['source'];
  readonly correlationId: string;
  /** What it was about: a stream, a person by the bare id. */
  readonly record: string | undefined;
}

/** The refusal as whoever ordered is told it. */
export class Forbidden extends Rejected {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

const DOORS: Readonly<Record<StoredEvent['source'], string>> = {
  API: 'GRAPHQL',
  UI: 'CLI',
  IMPORT: 'OPERATOR',
  SYSTEM: 'SYSTEM',
};

/** Resolves once it is durably in the access log who ordered what and was refused; AUDIT_UNAVAILABLE where it may not be. */
export function recordRefused(
  { type, actor, source, correlationId, record }: RefusedOrder,
  { code, policyIds }: Refusal,
  log: Pick<AccessLog, 'record'>,
): Promise<void> {
  return log.record({
    id: randomUUID(),
    correlationId,
    actor,
    source,
    opened: [],
    subjects: subjectsAsked(record),
    families: familiesAsked(record),
    said: {
      type: 'OrderRefused',
      data: { order: type, refusal: code, door: DOORS[source], policies: [...policyIds], policyVersion },
    },
  });
}
