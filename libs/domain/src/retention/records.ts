import type { Life } from './retention.ts';

/** The records that an erasure or a hold names: persons by their bare ids, families and requests by their streams. */
export interface Records {
  readonly persons: readonly string[];
  readonly families: readonly string[];
  readonly requests: readonly string[];
}

/** What rules of erasing must know of one record. */
export interface KeptRecord {
  /**
   * The lives that decide how long it is kept: of a person and of those it is mixed with, of the members of a family, of those
   * a request names.
   */
  readonly lives: readonly Life[];
  /** Families with an open episode of help that it belongs to. */
  readonly openHelp: readonly string[];
  /** Requests that belong to it, or it itself, on which nobody decided, or whose concern was not passed on. */
  readonly openRequests: readonly string[];
  /**
   * Records that belong to it: of a person those linked with theirs, their families, and the requests that name them; of a
   * family its members, those merged with it that are left, and the requests that name it.
   */
  readonly tied: Records;
  /**
   * Of a person, others some of whose entries stand in this one's record since it was split, or the other way: what stands
   * there is under one key, whoever's it is read as.
   */
  readonly mixed: readonly string[];
  /** One of those is not there for whoever commands, and named nowhere. */
  readonly isMixedWithUnseen?: boolean;
  /**
   * Whose keys go with it: its own, those of whom it alone names or of a person those under which forms name the person, and
   * those of holds and erasures that name nothing that is left; and those of audits, whose text tells of all of a family.
   */
  readonly subjects: readonly string[];
  /** Of whom else tells what goes with it: families and persons of whom the text of an audit is. */
  readonly toldBesides?: readonly string[];
  /** Its key is gone already. */
  readonly erased: boolean;
}

/** A legal hold that stands. */
export interface StandingHold extends Records {
  readonly hold: string;
  readonly everything: boolean;
}

/** What was found of the records of an erasure or a hold; of records that are not there nothing. */
export interface ErasingFact {
  /** By the record's id, as it is named. */
  readonly records: ReadonlyMap<string, KeptRecord>;
  readonly holds: readonly StandingHold[];
  /** Of each family and request among them, or that belongs to one: the position of what was written last under its key. */
  readonly texts: ReadonlyMap<string, number>;
  /** Of each request among them: whom its forms name without a record. */
  readonly forms: ReadonlyMap<string, UnknownOnForms>;
}

/** Children and parents whom the forms of a request name, of whom it is not known which record they have. */
export interface UnknownOnForms {
  /** The subjects of those of whom nobody said it, and of whom something can still be read. */
  readonly unidentified: readonly string[];
  /** How many an early form names under no subject of their own. */
  readonly nameless: number;
}

export const nothingToErase: ErasingFact = {
  records: new Map(),
  holds: [],
  texts: new Map(),
  forms: new Map(),
};

/** Every record named, by its id. */
export function allOf({ persons, families, requests }: Records): string[] {
  return [...persons, ...families, ...requests];
}

/** Whether a hold keeps a record, one that belongs to it or is mixed with it, or anybody of whom what goes with it tells. */
export function isHeld(hold: StandingHold, record: string, kept: KeptRecord): boolean {
  const { tied, mixed, toldBesides = [] } = kept;
  const named = new Set(allOf(hold));
  return (
    hold.everything || [record, ...allOf(tied), ...mixed, ...toldBesides].some((each) => named.has(each))
  );
}
