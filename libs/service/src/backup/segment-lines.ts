import { z } from 'zod';
import { bad } from './bad-place.ts';

/** The first line of a segment: which log's events it holds, from which position on, and what stands before them. */
const header = z.strictObject({
  segment: z.literal(1),
  log: z.enum(['record', 'access']),
  origin: z.string(),
  from: z.number().int(),
  /** The SHA-256 of the segment before, null for the first. */
  previous: z.string().nullable(),
  /** Of all events before. */
  root: z.string(),
});
const checkpoint = z.strictObject({ checkpoint: z.string() });
/** Its last but one: up to which position, not included, and the root of all events so far. */
const end = z.strictObject({ to: z.number().int(), root: z.string() });

export type SegmentHeader = z.infer<typeof header>;
export type SegmentEnd = z.infer<typeof end>;

/** An event as a segment holds it: `document` are its bytes, `leaf` their leaf hash in base64. */
export interface EventLine {
  readonly position: number;
  readonly endsAppend: boolean;
  readonly leaf: string;
  readonly document: Buffer;
}

const EVENT = /^\{"position":(\d{1,15}),"ends":([01]),"leaf":"([A-Za-z0-9+/]{43}=)","event":/;
/** No event line's beginning is longer. */
const LONGEST = 120;

/** The line of an event whose document is canonical JSON, which has no line feed of its own. */
export function eventLine({ position, endsAppend, leaf }: Omit<EventLine, 'document'>, text: string): string {
  return `{"position":${position},"ends":${endsAppend ? 1 : 0},"leaf":"${leaf}","event":${text}}`;
}

/** What a line says, where it is an event's. */
export function eventIn(line: Buffer): EventLine | undefined {
  const [begins, position, ends, leaf] = EVENT.exec(line.toString('latin1', 0, LONGEST)) ?? [];
  if (begins === undefined || leaf === undefined) return undefined;
  const document = line.subarray(begins.length, -1);
  return { position: Number(position), endsAppend: ends === '1', leaf, document };
}

/** What a line says that is not an event's. */
function headerIn(line: Buffer): SegmentHeader | undefined {
  return header.safeParse(jsonOf(line)).data;
}

/** Throws `BadPlace` where the first line is not the one that is due. */
export function checkHeader(
  first: Buffer,
  due: SegmentHeader,
  place: { readonly file: string; readonly line: number },
): void {
  const found = headerIn(first);
  for (const [name, value] of Object.entries(due))
    if (found?.[name as keyof SegmentHeader] !== value)
      throw bad(`its ${name} is not what follows on the segment before`, place);
}

export function checkpointIn(line: Buffer): string | undefined {
  return checkpoint.safeParse(jsonOf(line)).data?.checkpoint;
}

export function endIn(line: Buffer): SegmentEnd | undefined {
  return end.safeParse(jsonOf(line)).data;
}

function jsonOf(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString());
  } catch {
    return undefined;
  }
}
