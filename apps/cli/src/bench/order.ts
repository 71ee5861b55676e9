/** What may be measured, in the order in which it is. */
export const names = [
  'decisions',
  'appends',
  'follower',
  'timeline',
  'rebuild',
  'family',
  'commands',
  'reads',
  'ledger',
  'backup',
  'copy',
  'opening',
  'import',
] as const;

export type Name = (typeof names)[number];

export interface Order {
  readonly wanted: ReadonlySet<Name>;
  /** Size of the log on which pages and rebuild are measured, after a tenth of it; the import has as many requests as that tenth. */
  readonly events: number;
  /** Where the logs may stand. */
  readonly folder: string;
  /** The folder of tier S, where that is measured instead. */
  readonly tierS?: string;
  /** Told what is done next. */
  readonly doing: (what: string) => void;
}

/** The smaller of the two sizes that everything which may grow with a log is measured at. */
export const tenthOf = (events: number): number => Math.round(events / 10);
