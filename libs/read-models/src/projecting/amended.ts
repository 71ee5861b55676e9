import { amendedBy, amendmentTypes, decodeStoredEvent, isAmendment, parseStoredEvent } from '#libs/contracts';
import type { Journal, LoggedText } from '#libs/event-store';
import { logged, opened, type Amending, type Logged, type Opener } from '../fact.ts';
import type { Projection } from '../projection.ts';
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

/** Where an amendment stands, and which entry it changes in the end. */
interface Noted {
  readonly position: number;
  readonly id: string;
  readonly entry: string;
}

/**
 * Finds what amendments are of. Who has come from the log's first event knows where the amendments of each entry stand;
 * else they are looked for through the stream.
 */
export class Amendments {
  readonly #log: LogOfStreams;
  #noted: Map<string, Noted[]> | undefined = new Map();
  #through = -1;

  constructor(log: LogOfStreams) {
    this.#log = log;
  }

  /** Takes note of the next page; what comes again is passed over. */
  pass(page: readonly Logged[]): void {
    const news = page.filter(({ position }) => position > this.#through);
    const [first = { position: 0 }] = news;
    if (first.position > this.#through + 1) this.#noted = undefined;
    for (const event of news) if (isAmendment(event.type)) this.#note(event);
    this.#through = news.at(-1)?.position ?? this.#through;
  }

  #note(amendment: Logged): void {
    const own = this.#noted?.get(amendment.stream);
    if (own === undefined) this.#noted?.set(amendment.stream, [noted(amendment, [])]);
    else own.push(noted(amendment, own));
  }

  /**
   * Reads what an amendment that has passed is of. Of its stream is read what tells the projections, and only where one of
   * them is told by the entry: a family's stream is long, and most of what is corrected in it are notes.
   */
  amendedBy(amendment: Logged, projections: readonly Projection[]): Amended {
    const { stream, stored } = amendment;
    const { entry, amendments } = this.#upTo(amendment);
    const telling = projections.map((each) => typesTelling(stream, each));
    if (entry !== undefined && telling.some((types) => types.has(entry.type))) {
      const types = new Set([...amendmentTypes, ...telling.flatMap((each) => [...each])]);
      return { entry, history: this.#log.textsOfTypes(stream, stored.revision, [...types]).map(told) };
    }
    const history = entry === undefined ? amendments : [entry, ...amendments];
    return { entry, history: history.toSorted((one, other) => one.position - other.position) };
  }

  /** The entry of the stream that is amended in the end, and its amendments up to this one. */
  #upTo(amendment: Logged): { readonly entry: Logged | undefined; readonly amendments: readonly Logged[] } {
    const { stream, stored, position: through } = amendment;
    const all = this.#noted?.get(stream) ?? this.#lookedFor(amendment);
    const id = all.find((each) => each.id === stored.id)?.entry ?? '';
    const own = all.filter(({ entry, position }) => entry === id && position <= through);
    const found = this.#log.event(id);
    return {
      entry: found?.stream === stream ? sealed(found.position, found.document) : undefined,
      amendments: own.flatMap(({ position }) => {
        const document = this.#log.document(position);
        return document === undefined ? [] : [sealed(position, document)];
      }),
    };
  }

  #lookedFor({ stream, stored }: Logged): Noted[] {
    const all: Noted[] = [];
    for (const { position, text } of this.#log.textsOfTypes(stream, stored.revision, amendmentTypes))
      all.push(noted(told({ position, text }), all));
    return all;
  }
}

/** The entry that an amendment changes in the end: an amendment of an amendment changes the entry itself. */
function noted({ position, stored }: Logged, before: readonly Noted[]): Noted {
  const named = amendedBy(stored);
  const entry = before.find(({ id }) => id === named)?.entry ?? named;
  return { position, id: stored.id, entry };
}

/** The amendment with what it is of, all of it opened. */
export function openedAmendment(amendment: Logged, { entry, history }: Amended, vault: Opener): Amending {
  const all = history.map((each) => opened(each, vault));
  const amended = all.find(({ position }) => position === entry?.position);
  return { ...opened(amendment, vault), entry: amended, history: all };
}

function sealed(position: number, document: Uint8Array): Logged {
  return logged(position, decodeStoredEvent(document), '');
}

function told({ position, text }: Pick<LoggedText, 'position' | 'text'>): Logged {
  return logged(position, parseStoredEvent(text), '');
}
