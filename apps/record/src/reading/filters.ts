import type { Principal } from '#libs/access';
import { Rejected } from '#libs/contracts';
import type { Readers } from '#libs/read-models';
import type { Reference } from '#libs/reference';

/** The code set of each argument that filters a list by a code. */
const SETS = { district: 'district', level: 'level', urgency: 'urgency', outcome: 'triage-outcome' } as const;

/** An argument that filters a list and must name a code of its set, or a worker or an agency that the record knows. */
export type Filter = keyof typeof SETS | 'worker' | 'keyworker' | 'agency';

interface Around {
  readonly principal: Principal;
  readonly record: {
    readonly readers: Pick<Readers, 'directory'>;
    reference(): Reference;
  };
}

/**
 * Refuses a filter by which nothing could ever be found: UNKNOWN_CODE where no version of its set has the code, NOT_FOUND
 * where there is no such worker or agency, each with the argument. The caller's own worker and agency pass, though the record may not
 * know them.
 */
export function checkFilters(asked: object, filters: readonly Filter[] | undefined, around: Around): void {
  const given = Object.entries(asked) as readonly [string, unknown][];
  for (const [field, value] of given) {
    const filter = filters?.find((each) => each === field);
    if (filter !== undefined && typeof value === 'string') checkFilter(filter, value, around);
  }
}

function checkFilter(field: Filter, value: string, { principal, record }: Around): void {
  const { directory } = record.readers;
  switch (field) {
    case 'worker':
    case 'keyworker':
      if (value !== principal.worker && directory.worker(value) === undefined)
        throw new Rejected('NOT_FOUND', { field });
      return;
    case 'agency':
      if (value !== principal.agency && directory.organisation(value) === undefined)
        throw new Rejected('NOT_FOUND', { field });
      return;
    case 'district':
    case 'level':
    case 'urgency':
    case 'outcome':
      // The past may be asked about: a code that is current no longer is one still.
      if (!record.reference().knows(SETS[field], value)) throw new Rejected('UNKNOWN_CODE', { field });
  }
}

/** Details by which a list may be filtered although its answer does not show them. */
const ASKED_ALONE = ['senderReference', 'awaitingModeration'];

/** Whether a list is filtered by a detail. Then it leaves restricted people out, since finding them would tell the detail. */
export function isByDetails(told: ReadonlySet<string>, asked: object): boolean {
  const isDetail = (name: string): boolean => told.has(name) || ASKED_ALONE.includes(name);
  return Object.entries(asked).some(([name, wanted]) => (wanted ?? null) !== null && isDetail(name));
}
