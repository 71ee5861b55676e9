import { streamCategory, streamSubject, type StoredEvent } from '#libs/contracts';
import { isSamePlace, type Place } from '#libs/reference';
import type { Openings } from '#libs/vault';
import { readPerson } from '../door/folded.ts';
import type { FamilyRecord } from '../record.ts';

interface Kept extends Place {
  /** Whose record says so. */
  readonly person: string;
  readonly type?: string | undefined;
}

/** A sealed part of an event, opened in memory. */
export interface OpenedPart {
  readonly event: Pick<StoredEvent, 'type' | 'stream'>;
  readonly subject: string;
  readonly openings: Openings;
}

/** Every address of people that was ever to be kept from somebody, wherever a record tells it. */
export class KeptAddresses {
  readonly #recipients: ReadonlySet<string>;
  readonly #kept: readonly Kept[];

  constructor(recipients: ReadonlySet<string>, kept: readonly Kept[]) {
    this.#recipients = recipients;
    this.#kept = kept;
  }

  /**
   * Whether a part tells one: who must not learn it, the place, under whomever's name and in whatever form, or that one of
   * its kind ended. Where the recipients themselves live is theirs to know.
   */
  isToldBy({ event, subject, openings }: OpenedPart): boolean {
    const said = [...objectsIn(openings).values()];
    if (said.some(({ confidentialFrom }) => this.#names(confidentialFrom))) return true;
    if (this.#recipients.has(subject)) return false;
    return said.some((each) => this.#tells(each)) || this.#endsOne(event, said);
  }

  #names(confidentialFrom: unknown): boolean {
    return (
      Array.isArray(confidentialFrom) && confidentialFrom.some((each) => this.#recipients.has(String(each)))
    );
  }

  #tells(said: Said): boolean {
    const place = {
      line: text(said['line'] ?? said['addressLine']),
      postcode: text(said['postcode']),
      uprn: text(said['uprn']),
    };
    return this.#kept.some((kept) => isSamePlace(kept, place));
  }

  #endsOne({ type, stream }: OpenedPart['event'], said: readonly Said[]): boolean {
    if (type !== 'AddressEnded' || streamCategory(stream) !== 'person') return false;
    const person = streamSubject(stream);
    return this.#kept.some(
      (kept) => kept.person === person && said.some((each) => each['type'] === kept.type),
    );
  }
}

/** Those that stand, or stood, in the records of persons. */
export async function addressesKeptFrom(
  recipients: ReadonlySet<string>,
  persons: Iterable<string>,
  record: Pick<FamilyRecord, 'store' | 'vault'>,
): Promise<KeptAddresses> {
  const kept: Kept[] = [];
  for (const person of persons) {
    const { addresses = [] } = (await readPerson(`person-${person}`, record)) ?? {};
    for (const { confidentialFrom = [], type, line, postcode, uprn } of addresses)
      if (confidentialFrom.some((each) => recipients.has(each)))
        kept.push({ person, type, line, postcode, uprn });
  }
  return new KeptAddresses(recipients, kept);
}

type Said = Readonly<Record<string, unknown>>;

/** The fields of a part by the object that they stand in. */
function objectsIn(openings: Openings): Map<string, Said> {
  const objects = new Map<string, Said>();
  for (const [pointer, [, value]] of Object.entries(openings)) {
    const cut = pointer.lastIndexOf('/');
    const within = pointer.slice(0, cut);
    objects.set(within, { ...objects.get(within), [pointer.slice(cut + 1)]: value });
  }
  return objects;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
