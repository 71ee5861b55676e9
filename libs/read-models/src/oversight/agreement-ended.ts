import type { AsOfPoint } from '../as-of.ts';
import type { Tables } from '../projection.ts';
import { isSeen, nothingUnseen } from '../unseen.ts';
import { goneAt, helpedIn } from './living.ts';
import { openAt, type Holder } from './open-help.ts';
import { dayOfPoint } from './places.ts';
import type { HappeningKind, HappeningRow, HeldRow, RunRow } from './table.ts';

/** Runs for each child who is helped and for whom agreement has ended: what a manager does about it ends it. */
export const AGREEMENT_ENDED = 'AGREEMENT_ENDED';

export type EndedRun = RunRow & Pick<HeldRow, 'agency' | 'keyworker' | 'cover'>;

type Told = Pick<HappeningRow, 'position' | 'kind' | 'about' | 'value' | 'occurred_on'>;
type Said = Told & Pick<HappeningRow, 'occurred_by'>;

/**
 * Since when agreement has ended for a child in an open episode: nobody whose word counts agrees, or lets the agency that
 * leads be told any longer. It runs until somebody agrees again, the child is helped no more, the help is handed over to
 * another agency, or it is decided that the agency be told of the child on another basis.
 */
export function agreementsEnded(tables: Tables, holder: Holder, at: AsOfPoint): EndedRun[] {
  const { unseen = nothingUnseen } = at;
  const open = new Map(openAt(tables, holder, at).map((held) => [held.episode, held]));
  const helped = helpedIn(tables, at, open.keys());
  const asked = voicesAbout(
    tables,
    [...helped.values()].flatMap(({ still }) => [...still]),
    at,
  );
  const gone = goneAt(tables, at, asked.keys());
  return [...open.values()].flatMap((held) =>
    [...(helped.get(held.episode)?.still ?? [])]
      .filter((child) => !gone.has(child) && isSeen(unseen, child))
      .flatMap((child) => {
        const since = endedSince(child, held, asked.get(child) ?? []);
        return since === undefined || isSettled(tables, { held, child, since }, at) ? [] : runOf(held, since);
      }),
  );
}

function runOf({ episode, family, agency, keyworker, cover }: HeldRow, since: Told): EndedRun {
  const { position: started, occurred_on: started_on } = since;
  const run = { clock: AGREEMENT_ENDED, about: episode, started, started_on, due_on: null, stopped_on: null };
  return { ...run, family, episode, request: null, agency, keyworker, cover };
}

/** Of these children: child -> what was said of agreement about it, and by whose parental responsibility that stands, in order. */
function voicesAbout(
  tables: Tables,
  children: readonly string[],
  at: AsOfPoint,
): ReadonlyMap<string, readonly Said[]> {
  const rows = tables.all<Said & { readonly about: string }>(
    `SELECT h.position, h.kind, h.about, h.value, h.occurred_on, h.occurred_by FROM (
       SELECT DISTINCT e.about FROM json_each(?3) helped CROSS JOIN happenings e ON e.about = helped.value
       WHERE e.kind IN ('AGREED', 'DISAGREED', 'RESCOPED', 'LAPSED') AND e.kind <> 'AGREED'
         AND e.position <= ?1 AND e.until > ?1
     ) asked CROSS JOIN happenings h ON h.about = asked.about
     WHERE h.kind IN ('AGREED', 'DISAGREED', 'RESCOPED', 'LAPSED') AND h.position <= ?1 AND h.until > ?1
       AND h.occurred_on <= ?2
     ORDER BY h.position`,
    at.position,
    dayOfPoint(at),
    JSON.stringify(children),
  );
  return Map.groupBy(rows, ({ about }) => about);
}

interface Voice {
  readonly agrees: boolean;
  readonly agencies: readonly string[];
  /** What was said last, or whose responsibility ended. */
  readonly last: Said;
}

const AGREES: ReadonlySet<HappeningKind> = new Set<HappeningKind>(['AGREED', 'RESCOPED']);

/** What ended it last; undefined where it stands, or nobody was asked. */
function endedSince(child: string, { agency }: HeldRow, said: readonly Said[]): Told | undefined {
  const voices = new Map<string, Voice>();
  const lapsed = new Map<string, Said>();
  const named = new Set<string>();
  let since: Told | undefined;
  for (const each of said) {
    const { by, agencies } = wordsOf(each);
    const before = voices.get(by);
    if (each.kind === 'LAPSED') lapsed.set(by, each);
    if (isOfWhoNeverSpoke(each, before)) continue;
    voices.set(by, voiceAfter(before, { each, agencies, lapsed: lapsed.get(by) }));
    for (const name of agencies) named.add(name);
    since = stands(child, voices, namedOf(agency, named)) ? undefined : (since ?? each);
  }
  return since;
}

function namedOf(agency: string | null, named: ReadonlySet<string>): string | null {
  return agency !== null && named.has(agency) ? agency : null;
}

/** The end of a responsibility is something only where whoever held it spoke before. */
function isOfWhoNeverSpoke({ kind }: Said, before: Voice | undefined): boolean {
  return kind === 'LAPSED' && before === undefined;
}

interface Word {
  readonly each: Said;
  readonly agencies: readonly string[];
  /** When it was told that the responsibility of whoever says it ended. */
  readonly lapsed: Said | undefined;
}

/** What is agreed to on a day before what was said last brings back nothing, however late it is told. */
function voiceAfter(before: Voice | undefined, { each, agencies, lapsed }: Word): Voice {
  if (!AGREES.has(each.kind)) return { agrees: false, agencies, last: each };
  if (before !== undefined && isOfEarlierDay(each, before.last)) return before;
  return { agrees: lapsed === undefined || !isOfEarlierDay(each, lapsed), agencies, last: each };
}

function isOfEarlierDay(one: Said, other: Said): boolean {
  return one.occurred_by < other.occurred_on;
}

/** The child's own word goes before anybody else's. `agency` is one that was named, which somebody must name still. */
function stands(child: string, voices: ReadonlyMap<string, Voice>, agency: string | null): boolean {
  const own = voices.get(child);
  const deciding = own === undefined ? [...voices.values()] : [own];
  return deciding.some(({ agrees, agencies }) => agrees && (agency === null || agencies.includes(agency)));
}

/** Of a lapse the value is whose responsibility ended. */
function wordsOf({ kind, value }: Told): { readonly by: string; readonly agencies: readonly string[] } {
  if (kind === 'LAPSED') return { by: value ?? '', agencies: [] };
  return JSON.parse(value ?? '{"by":"","agencies":[]}') as { by: string; agencies: string[] };
}

interface Ended {
  readonly held: HeldRow;
  readonly child: string;
  readonly since: Told;
}

/** Whether somebody of another agency holds the help since, or the agency is told on another basis. */
function isSettled(tables: Tables, { held, child, since }: Ended, at: AsOfPoint): boolean {
  const rows = tables.all<Told>(
    `SELECT position, kind, about, value, occurred_on FROM (
       SELECT * FROM happenings INDEXED BY happenings_in_episode
         WHERE episode NOT NULL AND episode = ?1 AND kind IN ('AGENCY', 'KEYWORKER', 'HANDED_OVER')
       UNION ALL SELECT * FROM happenings INDEXED BY happenings_to_disclose WHERE kind = 'TO_DISCLOSE' AND family = ?2
     ) WHERE position <= ?3 AND until > ?3 AND occurred_on <= ?4 ORDER BY position`,
    held.episode,
    held.family,
    at.position,
    dayOfPoint(at),
  );
  const later = rows.filter(({ position }) => position > since.position);
  const isTold = later.some(
    ({ kind, about, value }) =>
      kind === 'TO_DISCLOSE' && about === held.agency && value?.includes(JSON.stringify(child)) === true,
  );
  return isTold || agencyOfHolder(rows) !== agencyOfHolder(rows.filter((row) => !later.includes(row)));
}

/** Of which agency whoever took the help last was then. */
function agencyOfHolder(rows: readonly Told[]): string | null {
  const last = rows.findLast(({ kind }) => kind === 'KEYWORKER' || kind === 'HANDED_OVER');
  const then = rows.filter(({ position }) => position < (last?.position ?? 0));
  return then.findLast(({ kind }) => kind === 'AGENCY')?.value ?? null;
}
