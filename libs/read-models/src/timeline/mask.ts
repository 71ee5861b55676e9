import type { DataClass, JsonObject } from '#libs/contracts';
import type { TimelineEntry } from './table.ts';

/** A field that stands in the record and not in the answer: `pointer` is RFC 6901 into the data. */
export interface Redaction {
  readonly pointer: string;
  readonly reason: 'WITHHELD' | 'ERASED';
}

export interface Masked {
  readonly data: JsonObject;
  readonly redactions: readonly Redaction[];
}

export interface MaskedEntry extends TimelineEntry {
  readonly redactions: readonly Redaction[];
}

/** The data without the personal fields of other classes than those given, which are listed; `erased` ones too. */
export declare function mask(
  type: string,
  data: JsonObject,
  classes: ReadonlySet<DataClass>,
  erased?: readonly string[],
): Masked;

/** The entry as someone who may read these classes sees it; a withheld date of occurrence reads as UNKNOWN, not late. */
export declare function maskEntry(entry: TimelineEntry, classes: ReadonlySet<DataClass>): MaskedEntry;
