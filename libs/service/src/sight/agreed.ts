import { canForbid, type Principal } from '#libs/access';
import { agenciesLeftOut, agreementStanding } from '#libs/domain';
import type { AskedAbout, Readers, VoiceRow } from '#libs/read-models';

type Known = Pick<
  Readers,
  'families' | 'people' | 'sharing' | 'directory' | 'timeline' | 'around' | 'requests'
>;

const NOBODY: ReadonlySet<string> = new Set();

/**
 * Of whom a partner is told no longer: those for whom whoever may agree has refused or withdrawn, or lets the partner's
 * agency be told no longer. It is judged person by person, and has ended for a family or a request once it has for every
 * child whom it is for. Asked of partners alone; how many statements are made does not depend on what is there.
 */
export class Agreed {
  readonly #readers: Known;

  constructor(readers: Known) {
    this.#readers = readers;
  }

  /** Those of the persons for whom it has ended, under every record that is theirs. */
  endedAmong(principal: Principal, persons: readonly string[]): ReadonlySet<string> {
    if (!canForbid('agreementEnded', principal)) return NOBODY;
    const known = [...this.#standing(principal, persons).values()];
    return new Set(known.flatMap(({ hasEnded, records }) => (hasEnded === true ? records : [])));
  }

  /** The same of whoever the records of these families and persons may tell of. */
  endedAround(principal: Principal, { families, persons }: AskedAbout): ReadonlySet<string> {
    if (!canForbid('agreementEnded', principal)) return NOBODY;
    const around = this.#readers.around.everAround({ families, persons });
    return this.endedAmong(principal, [...persons, ...around]);
  }

  /** Those of the families for which it has ended, each on its own. */
  endedFamilies(principal: Principal, families: readonly string[]): ReadonlySet<string> {
    if (!canForbid('agreementEnded', principal)) return NOBODY;
    const children = Map.groupBy(this.#readers.families.childrenIn(families), ({ family }) => family);
    const standing = this.#standing(
      principal,
      [...children.values()].flatMap((each) => each.map(({ child }) => child)),
    );
    return new Set(families.filter((family) => isOver(children.get(family) ?? [], standing)));
  }

  /** Whether it has ended for the person, or for each of the families through which the caller stands to them. */
  hasEndedForPerson(principal: Principal, person: string, through: readonly string[]): boolean {
    const families = [...new Set(through)];
    const over = this.endedFamilies(principal, families);
    const isOver = families.length > 0 && over.size === families.length;
    return this.endedAmong(principal, [person]).size > 0 || isOver;
  }

  /** Whether it has ended for the family, and those in whom its help goes on: read as one. */
  hasEndedForFamily(principal: Principal, family: string | undefined): boolean {
    return this.#hasEnded(principal, family, []);
  }

  /**
   * Whether it has ended for the children of a request, and of its family. Where a concern for a child's safety was raised
   * it rests on that, and not on agreement.
   */
  hasEndedForRequest(principal: Principal, request: string): boolean {
    if (!canForbid('agreementEnded', principal)) return false;
    const row = this.#readers.requests.request(request);
    const named = this.#readers.around.childrenOnForm(request);
    const hasEnded = this.#hasEnded(principal, row?.family ?? undefined, named);
    return hasEnded && (row?.concern ?? null) === null;
  }

  /** Whom what came in names counts as whoever is helped does: asked about or not. */
  #hasEnded(principal: Principal, family: string | undefined, named: readonly string[]): boolean {
    if (!canForbid('agreementEnded', principal)) return false;
    const families = this.#readers.timeline.withSurvivors(family === undefined ? [] : [family]);
    const children = this.#readers.families.childrenIn(families);
    const all = [...children, ...named.map((child) => ({ child, isHelped: true }))];
    const standing = this.#standing(
      principal,
      all.map(({ child }) => child),
    );
    return isOver(all, standing);
  }

  #standing(principal: Principal, persons: readonly string[]): ReadonlyMap<string, Standing> {
    const agencies = agenciesOf(principal, this.#readers);
    return new Map(
      [...voicesFor(persons, this.#readers)].map(([person, { records, voices }]) => {
        const agreement = agreementStanding(records, voices);
        const isLeftOut = agenciesLeftOut(records, voices).some((agency) => agencies.includes(agency));
        const hasEnded = agreement && (!agreement.isLive || isLeftOut);
        return [person, { records, hasEnded }];
      }),
    );
  }
}

interface Spoken {
  readonly records: readonly string[];
  readonly voices: readonly VoiceRow[];
}

/** Person -> every record that is theirs, and what was said of agreement about them under any, in order: one statement for all. */
export function voicesFor(
  persons: readonly string[],
  { people, sharing }: Pick<Known, 'people' | 'sharing'>,
): ReadonlyMap<string, Spoken> {
  const known = people.recordsOfAll(persons);
  const voices = sharing.voicesAbout([...known.values()].flat());
  return new Map(
    [...known].map(([person, records]) => [
      person,
      { records, voices: voices.filter((voice) => records.includes(voice.person)) },
    ]),
  );
}

interface Standing {
  readonly records: readonly string[];
  /** Undefined where nobody was asked. */
  readonly hasEnded: boolean | undefined;
}

interface Child {
  readonly child: string;
  readonly isHelped: boolean;
}

/** Whoever is helped counts; where nobody is, whoever was asked about. */
function isOver(children: readonly Child[], standing: ReadonlyMap<string, Standing>): boolean {
  const helped = children.filter(({ isHelped }) => isHelped);
  const ended = (helped.length > 0 ? helped : children).map(({ child }) => standing.get(child)?.hasEnded);
  const counts = helped.length > 0 ? ended : ended.filter((each) => each !== undefined);
  return counts.length > 0 && counts.every((each) => each === true);
}

/** The agencies of a caller: by the token, and where the worker is registered. */
export function agenciesOf({ worker, agency }: Principal, { directory }: Known): string[] {
  const registered = worker === undefined ? undefined : directory.worker(worker)?.agency;
  return registered === undefined || registered === agency ? [agency] : [agency, registered];
}
