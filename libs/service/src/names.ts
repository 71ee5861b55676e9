import { createHash } from 'node:crypto';
import type { Principal } from '#libs/access';
import {
  base32Id,
  parseReference,
  Rejected,
  shapeFault,
  streamCategory,
  type ReferenceKind,
} from '#libs/contracts';
import { isSeen, type Readers } from '#libs/read-models';
import type { Sight } from './sight/sight.ts';

/** Who names something, and what they named that is not there for them, which is noted for the record of the read. */
export interface NamingCaller {
  readonly principal: Principal;
  readonly unseen: string[];
  /** What is sealed is named as anything else: of those who account for it. */
  readonly sealedToo?: boolean;
}

interface NamesParts {
  readonly readers: Pick<Readers, 'families' | 'people' | 'requests' | 'panels' | 'timeline'>;
  readonly sight: Sight;
}

/**
 * Finds records by what people call them: a reference in any case, with or without its hyphen, or an id;
 * INVALID_REFERENCE where it is neither. It always answers an id: for a reference that nothing has, and for what is sealed
 * from whoever asks, one that no record has, so that all that follows is done for it as for what is there.
 */
export class Names {
  readonly #parts: NamesParts;

  constructor(parts: NamesParts) {
    this.#parts = parts;
  }

  /** The family's stream. */
  family(named: string, naming: NamingCaller): string {
    if (shapeFault('family', named) === undefined) return this.#seen(named, naming);
    const reference = referenceIn('F', named);
    const family = this.#parts.readers.families.byReference(reference);
    return this.#seen(family ?? `family-${nobody(reference)}`, naming);
  }

  /** The person's bare id. */
  person(named: string, naming: NamingCaller): string {
    const id = named.replace(/^person-/, '');
    if (shapeFault('person', id) === undefined) return this.#seen(id, naming);
    const reference = referenceIn('N', named);
    return this.#seen(this.#parts.readers.people.byReference(reference) ?? nobody(reference), naming);
  }

  /** The request's stream. */
  request(named: string, naming: NamingCaller): string {
    if (shapeFault('request', named) === undefined) return this.#seen(named, naming);
    const reference = referenceIn('R', named);
    const request = this.#parts.readers.requests.byReference(reference);
    return this.#seen(request ?? `request-${nobody(reference)}`, naming);
  }

  /**
   * The stream of a request that the caller's agency sent, by the number under which it keeps it: of several the last that
   * came in of those that are there for the caller.
   */
  requestSent(number: string, naming: NamingCaller): string {
    const { requests, timeline } = this.#parts.readers;
    const under = requests.sentUnder(number).map(({ request }) => request);
    const sent = timeline.sentBy(naming.principal.agency, under);
    // Asked once, of however many: none at all takes as long.
    const sealed = this.#parts.sight.sealedFrom(naming.principal);
    const last = sent.findLast((each) => isSeen(sealed, each)) ?? sent.at(-1);
    return this.#seen(last ?? `request-${nobody(`sent under ${number}`)}`, naming);
  }

  /** The panel's stream. Panels are of nobody: nothing seals them. */
  panel(named: string): string {
    if (shapeFault('panel', named) === undefined) return named;
    const reference = referenceIn('P', named);
    return this.#parts.readers.panels.byReference(reference) ?? `panel-${nobody(reference)}`;
  }

  /** The panel of a district on a day, as YYYY-MM-DD. */
  panelOn(district: string, date: string): string {
    return this.#parts.readers.panels.onDay(district, date) ?? `panel-${nobody(`${district} ${date}`)}`;
  }

  /** A stream that is named by nothing but its id: INVALID_REFERENCE where it is none. */
  stream(kind: 'hold' | 'erasure' | 'sample' | 'audit', id: string, naming: NamingCaller): string {
    if (shapeFault(kind, id) !== undefined) throw new Rejected('INVALID_REFERENCE');
    return this.#parts.sight.isSealed(naming.principal, id) ? standIn(id, naming) : id;
  }

  #seen(id: string, naming: NamingCaller): string {
    return naming.sealedToo === true || this.#isThere(id, naming) ? id : standIn(id, naming);
  }

  #isThere(id: string, { principal }: NamingCaller): boolean {
    return isSeen(this.#parts.sight.sealedFrom(principal), id);
  }
}

function standIn(id: string, { unseen }: NamingCaller): string {
  unseen.push(id);
  return id.includes('-') ? `${streamCategory(id)}-${nobody(id)}` : nobody(id);
}

/** An id that no record has, the same for the same name. */
function nobody(named: string): string {
  return base32Id(createHash('sha256').update(`not there: ${named}`).digest());
}

function referenceIn(kind: ReferenceKind, text: string): string {
  const reference = parseReference(kind, text);
  if (reference === undefined) throw new Rejected('INVALID_REFERENCE');
  return reference;
}
