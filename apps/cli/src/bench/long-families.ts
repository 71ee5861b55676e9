import type { FamilyRecord } from '#libs/service';

/** A family of which a page of fifty can be asked, and the position from which it is full. */
export interface LongFamily {
  readonly family: string;
  readonly from: number;
}

export const PAGE = 50;
/** Families whose pages are asked for. */
const ASKED = 500;

/** Families of a record, the oldest first, whose timelines fill a page. */
export function longFamiliesOf(record: FamilyRecord): LongFamily[] {
  const { readers } = record;
  const head = readers.position();
  const found: LongFamily[] = [];
  for (let after: number | undefined = -1; after !== undefined && found.length < ASKED;) {
    const { edges, hasNextPage } = readers.families.list({}, head, { first: 100, after });
    found.push(...edges.flatMap(({ node: { family } }) => longFamily(family, record)));
    after = hasNextPage ? edges.at(-1)?.cursor : undefined;
  }
  return found;
}

/** None where it is not: as of the position of its last event on the first page others may have joined it since. */
function longFamily(family: string, { readers, clock }: FamilyRecord): LongFamily[] {
  const firstPage = (position?: number) => {
    const at = readers.asOf(position === undefined ? undefined : { position }, clock.now());
    return readers.timeline.familyTimeline(family, at, { first: PAGE }).edges;
  };
  const from = firstPage()[PAGE - 1]?.cursor;
  return from === undefined || firstPage(from).length < PAGE ? [] : [{ family, from }];
}
