import { streamCategory, streamSubject } from '#libs/contracts';
import type { KeptRecord } from '#libs/domain';
import type { FactSources } from './facts/fact-sources.ts';
import { placedIn } from './streams.ts';

/** Streams that record what becomes of a text, and hold none of it. */
const OF_NO_TEXT = new Set(['erasure', 'hold']);

/** The families and requests among these records, or tied to one of them: their shared texts. */
export function textsAmong(records: ReadonlyMap<string, KeptRecord>): Set<string> {
  const tied = [...records.values()].flatMap(({ tied: { families, requests } }) => [
    ...families,
    ...requests,
  ]);
  return new Set([...records.keys(), ...tied].filter(isText));
}

/** For each text, the position of the last entry, in any stream, of which a part is sealed under the text's own key. */
export async function writtenLast(
  texts: Iterable<string>,
  { readers, store }: Pick<FactSources, 'readers' | 'store'>,
): Promise<ReadonlyMap<string, number>> {
  const last = new Map<string, number>();
  for (const text of texts) {
    const subject = streamSubject(text);
    const streams = [...readers.streamsOfFamily(text), ...readers.streamsAbout([subject]), text];
    const written = [...new Set(streams)].filter((each) => !OF_NO_TEXT.has(streamCategory(each)));
    const placed = (await Promise.all(written.map((stream) => placedIn(stream, store)))).flat();
    const theirs = placed.filter(({ event }) => event.sealed.some((part) => part.subject === subject));
    last.set(text, Math.max(-1, ...theirs.map(({ position }) => position)));
  }
  return last;
}

function isText(record: string): boolean {
  return ['family', 'request'].includes(streamCategory(record));
}
