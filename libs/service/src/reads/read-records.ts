import { randomUUID } from 'node:crypto';
import { policyVersion, type Decision } from '#libs/access';
import type { RecordViewed, StoredEvent } from '#libs/contracts';
import type { Vault } from '#libs/vault';
import type { AccessLog } from './access-log.ts';
import { familiesAsked, subjectsAsked } from './asked.ts';
import { holderOfTerms } from './forget-terms.ts';
import type { Answered, Reading, Unopened } from './read-door.ts';

export interface RecordParts {
  readonly log: AccessLog;
  readonly vault: Vault;
}

/** What was opened to answer a read. */
export type OpenedRecords = Pick<
  Answered<unknown>,
  'families' | 'persons' | 'results' | 'classes' | 'position'
>;

/** What came of a read, and by what. */
type Outcome = Pick<Decision, 'policyIds' | 'relationships'> & { readonly effect: string };

const SOURCES: Readonly<Record<Reading<unknown>['door'], StoredEvent['source']>> = {
  GRAPHQL: 'API',
  FEED: 'API',
  CLI: 'UI',
  OPERATOR: 'UI',
};

/** What the access log keeps of reads. */
export class ReadRecords {
  readonly #parts: RecordParts;

  constructor(parts: RecordParts) {
    this.#parts = parts;
  }

  /** Resolves once the read is durably in the access log; AUDIT_UNAVAILABLE where it may not be. */
  async keep(
    reading: Unopened & Partial<Pick<Reading<unknown>, 'resource'>>,
    { effect, policyIds, relationships }: Outcome,
    opened: OpenedRecords,
  ): Promise<void> {
    const { principal } = reading;
    const { record, unseen: named = record === undefined ? [] : [record] } = reading.resource ?? {};
    const { user, role, agency, onBehalfOf } = principal;
    const id = randomUUID();
    const terms = await this.#blind(reading.terms ?? []);
    await this.#parts.log.record({
      id,
      correlationId: reading.correlationId ?? id,
      actor: { user, role, agency, ...(onBehalfOf !== undefined && { onBehalfOf }) },
      source: SOURCES[reading.door],
      opened: opened.persons,
      subjects: [...opened.persons, ...named.flatMap(subjectsAsked)],
      families: [...opened.families, ...named.flatMap(familiesAsked)],
      said: {
        type: 'RecordViewed',
        data: {
          ...said(reading, { effect, policyIds, relationships }, opened),
          ...(terms.length > 0 && { terms }),
        },
      },
    });
  }

  /** Search terms under a key of their month, so that what they were is forgotten when that key is destroyed. */
  async #blind(terms: readonly string[]): Promise<string[]> {
    if (terms.length === 0) return [];
    const { vault, log } = this.#parts;
    const holder = holderOfTerms(log.month());
    await vault.prepare([holder], { create: true });
    return terms.map((term) => vault.digest(holder, { term }));
  }
}

function said(
  { purpose, read, door, documentHash }: Unopened,
  by: Outcome,
  { classes, position, results }: OpenedRecords,
): RecordViewed {
  return {
    purpose,
    effect: by.effect === 'PERMIT' ? 'GRANTED' : 'REFUSED',
    reads: [read],
    door,
    policies: [...by.policyIds],
    policyVersion,
    documentHash,
    position,
    results,
    ...(by.relationships.length > 0 && { relationships: [...by.relationships] }),
    ...(classes.length > 0 && { classes: [...classes] }),
  };
}
