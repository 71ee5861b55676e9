import type { AsOfPoint } from '../../as-of.ts';
import type { Page } from '../../page.ts';
import { pageOf, windowOf, type Window } from '../../paging.ts';
import type { Tables } from '../../projection.ts';
import { AMENDMENTS } from './around.ts';
import type { ByPosition, Entries, Standing } from './around.ts';
import { broughtByAgreement, takenBackByAgreement } from './of-agreements.ts';
import { amendedBy, toldAgain, withErasures } from './of-erased.ts';
import { toldWithAddresses } from './of-addresses.ts';
import { broughtInto, ofMembers, takenBackFrom } from './of-members.ts';
import { broughtByMerge, takenBackByReversal } from './of-merged.ts';
import { broughtByLink, referralsTo, takenBackByUnlinking } from './of-requests.ts';
import { broughtByGiving, givingsOf, isGiving, takenBackByGiving } from './of-splits.ts';
import { namingFamilies, withMerged } from '../lineage.ts';
import { entriesAt, entryAt } from '../entries.ts';
import { referralsOf } from '../referrals.ts';
import { seenBy, together, type Scope } from '../scope.ts';
import type { TimelineEntry, TimelineRequest } from '../table.ts';
import { isErasedAfter } from '../tombstones.ts';
import { everything } from './whole-record.ts';

/** What the event at a position changed: an entry was recorded, or corrected, or it is to be purged. */
export interface Change {
  readonly position: number;
  /** The event that says it. */
  readonly event: string;
  /** The entry, as it stands now; of one that is voided only its id and place are told. */
  readonly entry: TimelineEntry;
  /**
   * Of one family, entries as they stand now: from before, of the own record of whoever became a member by it, of a family
   * merged into it, or of a request that was linked with it; those that tell of whoever's key was destroyed, or of for whom
   * somebody agreed again; what stood in another's record and is a member's; and, by the first of a page, what told of an
   * address that is kept since.
   */
  readonly brought: readonly TimelineEntry[];
  /**
   * Ids of entries that a copy takes out: of the own record of somebody who was never a member, as it turns out, of a
   * family that is merged into it no longer, or of a request that is linked with it no longer; what stood in a member's
   * record and is another's; and what was voided, where somebody agrees again to whom it names.
   */
  readonly takenBack: readonly string[];
}

export interface ChangesRequest extends Omit<TimelineRequest, 'order'> {
  /**
   * Only what names this family, or one merged into it, the requests by which it came to be known, and the own records of
   * its members: all of their lives until they left.
   */
  readonly family?: string | undefined;
}

/**
 * Changes in the order of positions. Whoever keeps an entry for each change, and drops it where it is voided, has the same
 * entries in the end as whoever begins afresh: each change tells the entry as it stands at `at.position`. What became of
 * the entries it cites is told as theirs.
 */
export function changesPage(
  tables: Tables,
  at: AsOfPoint,
  { family, sealed = false, ...page }: ChangesRequest,
): Page<Change> {
  const window = windowOf(page);
  const by: Standing = { standing: { position: at.position, view: 'AS_CORRECTED' }, sealed, at };
  if (family === undefined)
    return shown(tables, positionsOf(tables, [everything(at)], { window, by }), { window, by });
  const families = withMerged(tables, family, at);
  const referrals = referralsTo(tables, families, at);
  const entries = ofFamily(families, family, at);
  const told = withErasures(entries, by);
  const listed = isErasedAfter(tables, window.after) ? told : entries;
  const positions = positionsOf(tables, [listed, givingsOf(family, at)], { window, by });
  const around = { ...by, positions, told };
  return shown(tables, positions, {
    ...{ window, by, ofFamily: true },
    brought: [
      broughtInto(tables, family, around),
      broughtByMerge(tables, families, around),
      broughtByLink(tables, referrals, around),
      broughtByAgreement(tables, entries, around),
      toldAgain(tables, entries, around),
      broughtByGiving(tables, family, around),
      toldWithAddresses(tables, family, { ...around, after: window.after }),
    ],
    takenBack: [
      takenBackFrom(tables, family, around),
      takenBackByReversal(tables, families, around),
      takenBackByUnlinking(tables, referrals, around),
      takenBackByAgreement(tables, entries, around),
      takenBackByGiving(tables, family, around),
    ],
  });
}

interface Listing {
  readonly window: Window;
  readonly by: Standing;
}

/** The positions of one page of a scope, and one more, of what is there for whoever asks; and of what is `besides`. */
function positionsOf(
  tables: Tables,
  [{ sql, values }, besides]: readonly [Scope, Scope?],
  { window, by }: Listing,
): number[] {
  const seen = seenBy(by.at, { tellsAmendments: false });
  const rows = tables.all<{ position: number }>(
    `SELECT e.position FROM (SELECT position FROM (${sql}) WHERE ${seen.sql}
       ${besides === undefined ? '' : `UNION ${besides.sql}`}) s CROSS JOIN events e ON e.position = s.position
     WHERE s.position > ? AND s.position < ? AND e.sealed <= ?
     ORDER BY e.position ${window.backwards ? 'DESC' : ''} LIMIT ?`,
    ...values,
    ...seen.values,
    ...(besides?.values ?? []),
    window.after,
    window.before,
    Number(by.sealed),
    window.limit,
  );
  return rows.map(({ position }) => position);
}

interface Shown extends Listing {
  readonly ofFamily?: boolean;
  readonly brought?: readonly Entries[];
  readonly takenBack?: readonly ByPosition<string>[];
}

function shown(tables: Tables, positions: readonly number[], how: Shown): Page<Change> {
  const { window, by, ofFamily = false, brought = [], takenBack = [] } = how;
  const { standing } = by;
  const told = (event: TimelineEntry): TimelineEntry =>
    amendedBy(event, (id) => entryAt(tables, id, standing));
  return pageOf(entriesAt(tables, positions, standing), window, (event) => ({
    cursor: event.position,
    node: {
      position: event.position,
      event: event.id,
      entry: { ...(ofFamily && isGiving(event.type) ? { ...event, voided: true } : told(event)), cites: [] },
      brought: brought.flatMap((each) => each.get(event.position) ?? []),
      takenBack: takenBack.flatMap((each) => each.get(event.position) ?? []),
    },
  }));
}

/**
 * The entries that name the families, those of requests by which they came to be known, those of the members' own records
 * until they left, and where each was amended.
 */
function ofFamily(families: readonly string[], family: string, at: AsOfPoint): Scope {
  const naming = together([namingFamilies(families, at), ...families.map((each) => referralsOf(each, at))]);
  const members = ofMembers(family, at);
  return {
    sql: `WITH entries AS (
        SELECT f.position FROM (${naming.sql} UNION ${members.sql}) f CROSS JOIN events e ON e.position = f.position
        WHERE e.type NOT IN (SELECT value FROM json_each(?))
      )
      SELECT position FROM entries UNION
      SELECT v.from_position FROM entries CROSS JOIN versions v ON v.target = entries.position WHERE v.from_position <= ?`,
    values: [...naming.values, ...members.values, AMENDMENTS, at.position],
  };
}
