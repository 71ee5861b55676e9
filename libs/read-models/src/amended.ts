import { amendedBy, amendmentTypes, decodeStoredEvent, isAmendment, parseStoredEvent } from '#libs/contracts';
import type { Journal, LoggedText } from '#libs/event-store';
import { logged, opened, type Amending, type Logged, type Opener } from './fact.ts';
import type { Projection } from './projection.ts';
import { typesTelling } from './retelling.ts';

/** What an amendment is of, still sealed. */
export interface Amended {
  /** The entry that is amended in the end; undefined where the stream has none such. */
  readonly entry: Logged | undefined;
  /** What else of the stream tells of it, in its order, up to the amendment. */
  readonly history: readonly Logged[];
}

/** What is read of a log for it. */
export type LogOfStreams = Pick<Journal, 'textsOfTypes' | 'document' | 'event'>;

/**
 * Finds what amendments are of. Who has come from the log's first event knows where the amendments of each stream stand;
 * else they are looked for through the stream.
 */
export class Amendments {
  readonly #log: LogOfStreams;
  #positions: Map<string, number[]> | undefined = new Map();
  #through = -1;

  constructor(log: LogOfStreams) {
    this.#log = log;
  }

  /** Takes note of the next page; what comes again is passed over. */
  pass(page: readonly Logged[]): void {
    const news = page.filter(({ position }) => position > this.#through);
    const [first = { position: 0 }] = news;
    if (first.position > this.#through + 1) this.#positions = undefined;
    for (const event of news) if (isAmendment(event.type)) this.#note(event);
    this.#through = news.at(-1)?.position ?? this.#through;
  }

  #note({ stream, position }: Logged): void {
    const own = this.#positions?.get(stream);
    if (own === undefined) this.#positions?.set(stream, [position]);
    else own.push(position);
  }

  /**
   * Reads what an amendment that has passed is of. Of its stream is read what tells the projections, and only where one of
   * them is told by the entry: a family's stream is long, and most of what is corrected in it are notes.
   */
  amendedBy(amendment: Logged, projections: readonly Projection[]): Amended {
    const { stream, stored } = amendment;
    const amendments = this.#upTo(amendment);
    const entry = this.#entryOf(amendment, amendments);
    const telling = projections.map((each) => typesTelling(stream, each));
    if (entry !== undefined && telling.some((types) => types.has(entry.type))) {
      const types = new Set([...amendmentTypes, ...telling.flatMap((each) => [...each])]);
      return { entry, history: this.#log.textsOfTypes(stream, stored.revision, [...types]).map(told) };
    }
    const history = entry === undefined ? amendments : [entry, ...amendments];
    return { entry, history: history.toSorted((one, other) => one.position - other.position) };
  }

  #upTo({ stream, stored, position: through }: Logged): Logged[] {
    if (this.#positions === undefined)
      return this.#log.textsOfTypes(stream, stored.revision, amendmentTypes).map(told);
    const positions = this.#positions.get(stream) ?? [];
    return positions.flatMap((position) => {
      const document = position > through ? undefined : this.#log.document(position);
      return document === undefined ? [] : [logged(position, decodeStoredEvent(document), '')];
    });
  }

  /** Whoever corrects a correction corrects the entry in the end. */
  #entryOf({ stream, stored }: Logged, amendments: readonly Logged[]): Logged | undefined {
    const named = amendedBy(stored);
    const amending = amendments.find(({ stored: { id } }) => id === named);
    if (amending !== undefined) return this.#entryOf(amending, amendments);
    const found = this.#log.event(named);
    return found?.stream === stream
      ? logged(found.position, decodeStoredEvent(found.document), '')
      : undefined;
  }
}

/** The amendment with what it is of, all of it opened. */
export function openedAmendment(amendment: Logged, { entry, history }: Amended, vault: Opener): Amending {
  const all = history.map((each) => opened(each, vault));
  const amended = all.find(({ position }) => position === entry?.position);
  return { ...opened(amendment, vault), entry: amended, history: all };
}

function told({ position, text }: Pick<LoggedText, 'position' | 'text'>): Logged {
  return logged(position, parseStoredEvent(text), '');
}
