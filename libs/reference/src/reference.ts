import type { Code, CodeSet, Quorum } from './code-set.ts';
import { meaningIn, type Meaning } from './meaning.ts';
import type { Grading } from './grading.ts';
import { earliestDay, latestDay } from './partial-date.ts';

export type CodeAnswer = 'OK' | 'UNKNOWN_CODE' | 'CODE_NOT_CURRENT';
export type DistrictAnswer = { readonly district: string } | 'CODE_NOT_CURRENT' | 'OUT_OF_AREA';

/** What the code sets of a store say. Dates are `YYYY-MM-DD` or partial; a set that is not there is an Error. */
export interface Reference {
  /** The newest version of every set, by name. */
  codeSets(): readonly CodeSet[];
  version(set: string): string;
  /** The codes of a set's newest version: all of them, or those current on a date. */
  codes(set: string, on?: string): readonly Code[];
  /** Whether a code may be used for something of a date: it is current on at least one day that the date may mean. */
  check(set: string, code: string, on: string): CodeAnswer;
  /** Whether any version of a set has a code, current or not. */
  knows(set: string, code: string): boolean;
  /** A code's title in the version given, else the newest that has it; the code itself where none has. */
  title(set: string, code: string, version?: string): string;
  /**
   * The code that is used on a date for what a code was used for: the code itself while it is current, else the one that
   * came in its place; undefined where there is none, as where a district was divided.
   */
  inPlaceOf(set: string, code: string, on: string): string | undefined;
  /** The code that a current code belongs to: an indicator's level, an ambition's Bee, a source's agency type. */
  ownerOf(set: string, code: string, on: string): string | undefined;
  /** What follows from a code that was used on a date: what it meant then, or last, if it was not current. */
  meaningOf(set: string, code: string, on: string): Meaning;
  /** Who must be there by a rule of `quorum-rule` that is current on a date. */
  quorumOf(rule: string, on: string): Quorum | undefined;
  /** How a grade of `audit-grade` that is current on a date is given. */
  gradingOf(grade: string, on: string): Grading | undefined;
  /** The Families First district of a GSS code; a code that never was of the authority is `OUT_OF_AREA`. */
  districtOf(gss: string, on: string): DistrictAnswer;
}

interface Edition {
  readonly set: CodeSet;
  readonly rows: ReadonlyMap<string, readonly Code[]>;
}

type Editions = readonly [newest: Edition, ...older: Edition[]];

/** The reference made of published sets, oldest first: of two versions of a set the later one is in force. */
export function referenceOf(codeSets: readonly CodeSet[]): Reference {
  const shelves = new Map<string, Editions>();
  for (const set of codeSets) shelves.set(set.name, [editionOf(set), ...(shelves.get(set.name) ?? [])]);

  const editions = (set: string): Editions => {
    const found = shelves.get(set);
    if (found === undefined) throw new Error(`there is no code set "${set}"`);
    return found;
  };
  const rowOn = (set: string, code: string, on: string): Code | undefined =>
    editions(set)[0]
      .rows.get(code)
      ?.find((row) => isCurrent(row, on));
  const knows = (set: string, code: string): boolean => editions(set).some(({ rows }) => rows.has(code));

  return {
    codeSets: () => [...shelves.values()].map(([newest]) => newest.set),
    version: (set) => editions(set)[0].set.version,
    codes: (set, on) => editions(set)[0].set.codes.filter((row) => on === undefined || isCurrent(row, on)),
    check: (set, code, on) => {
      if (rowOn(set, code, on) !== undefined) return 'OK';
      return knows(set, code) ? 'CODE_NOT_CURRENT' : 'UNKNOWN_CODE';
    },
    knows,
    title: (set, code, version) => {
      const holding = editions(set).filter(({ rows }) => rows.has(code));
      const edition = holding.find((each) => each.set.version === version) ?? holding[0];
      return edition?.rows.get(code)?.at(-1)?.title ?? code;
    },
    inPlaceOf: (set, code, on) => {
      const passed = new Set<string>();
      for (let found: string | undefined = code; found !== undefined && !passed.has(found);) {
        if (rowOn(set, found, on) !== undefined) return found;
        passed.add(found);
        found = editions(set)[0].rows.get(found)?.at(-1)?.replacedBy;
      }
      return undefined;
    },
    ownerOf: (set, code, on) => rowOn(set, code, on)?.belongsTo,
    meaningOf: (set, code, on) => {
      const newest = shelves.get(set)?.[0];
      const rows = newest?.rows.get(code);
      return meaningIn(newest?.set, set, code, rows?.find((row) => isCurrent(row, on)) ?? rows?.at(-1));
    },
    quorumOf: (rule, on) => rowOn('quorum-rule', rule, on)?.quorum,
    gradingOf: (grade, on) => rowOn('audit-grade', grade, on)?.grading,
    districtOf: (gss, on) => {
      const district = rowOn('gss', gss, on)?.belongsTo;
      if (district !== undefined) return { district };
      const wasOurs = editions('gss').some(({ rows }) =>
        rows.get(gss)?.some((row) => row.belongsTo !== undefined),
      );
      return wasOurs ? 'CODE_NOT_CURRENT' : 'OUT_OF_AREA';
    },
  };
}

function editionOf(set: CodeSet): Edition {
  return { set, rows: Map.groupBy(set.codes, ({ code }) => code) };
}

function isCurrent({ validFrom = '', validTo = '9999' }: Code, on: string): boolean {
  return validFrom <= latestDay(on) && validTo >= earliestDay(on);
}
