/** The first place of a backup that is not as it was written, or should be there and is not. */
export class BadPlace extends Error {
  /** The file's name within the backup. */
  readonly file: string;
  /** Counted from 1; left out where it is of the file as a whole. */
  readonly line: number | undefined;
  /** Of the event that stands there. */
  readonly position: number | undefined;

  constructor(reason: string, { file, line, position }: { file: string; line?: number; position?: number }) {
    super(reason);
    this.file = file;
    this.line = line;
    this.position = position;
  }

  /** The place and what is wrong with it, in a sentence. */
  get sentence(): string {
    const line = this.line === undefined ? '' : `, line ${this.line}`;
    const position = this.position === undefined ? '' : `, position ${this.position}`;
    return `${this.file}${line}${position}: ${this.message}.`;
  }
}

/** A bad line of a file, of the event that stands there where it is one. */
export function bad(
  reason: string,
  { file, line, position }: { readonly file: string; readonly line: number; readonly position?: number },
): BadPlace {
  return new BadPlace(reason, { file, line, ...(position !== undefined && { position }) });
}
