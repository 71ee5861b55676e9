import { streamCategory, streamSubject, type StoredEvent } from '#libs/contracts';
import { keepsAllFrom } from '#libs/domain';
import { placesKeptFrom, type Abode } from '#libs/reference';
import type { Openings } from '#libs/vault';
import { readPerson } from '../../door/facts/folded.ts';
import type { FamilyRecord } from '../../record.ts';

/** A sealed part of an event, opened in memory. */
export interface OpenedPart {
  readonly event: Pick<StoredEvent, 'type' | 'stream'>;
  readonly subject: string;
  readonly openings: Openings;
}

/** Every address of people that was ever to be kept from somebody, wherever a record tells it. */
export class KeptAddresses {
  readonly #isKept: (abode: Abode) => boolean;
  readonly #kept: readonly PersonAbode[];

  constructor(recipients: ReadonlySet<string>, abodes: readonly PersonAbode[]) {
    this.#isKept = placesKeptFrom(recipients, abodes);
    this.#kept = abodes.filter(this.#isKept);
  }

  /** Whether a part tells one, under whomever's name and in whatever form, or that one of its kind ended. */
  isToldBy({ event, subject, openings }: OpenedPart): boolean {
    const said = [...objectsIn(openings).values()];
    return said.some((each) => this.#isKept(abodeIn(each, subject))) || this.#endsOne(event, said);
  }

  #endsOne({ type, stream }: OpenedPart['event'], said: readonly Said[]): boolean {
    if (type !== 'AddressEnded' || streamCategory(stream) !== 'person') return false;
    const person = streamSubject(stream);
    return this.#kept.some(
      (kept) => kept.person === person && said.some((each) => each['type'] === kept.type),
    );
  }
}

/** An address as a person's own record tells it. */
type PersonAbode = Abode & { readonly type?: string | undefined };

/** Those that stand, or stood, in the records of persons. */
export async function addressesKeptFrom(
  recipients: ReadonlySet<string>,
  persons: Iterable<string>,
  record: Pick<FamilyRecord, 'store' | 'vault'>,
): Promise<KeptAddresses> {
  const abodes: PersonAbode[] = [];
  for (const person of persons) {
    const { addresses = [] } = (await readPerson(`person-${person}`, record)) ?? {};
    abodes.push(...addresses.map((address) => ({ ...address, person })));
  }
  return new KeptAddresses(recipients, abodes);
}

/** Whether a bar keeps all that is known of any of these persons from the recipients. */
export async function isAnyKeptFrom(
  recipients: ReadonlySet<string>,
  persons: Iterable<string>,
  record: Pick<FamilyRecord, 'store' | 'vault'>,
): Promise<boolean> {
  for (const person of persons) {
    const fact = await readPerson(`person-${person}`, record);
    if (fact !== undefined && keepsAllFrom(fact, [...recipients])) return true;
  }
  return false;
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

/** Of a form an address stands beside the rest that it says of a child. */
function abodeIn(said: Said, person: string): Abode {
  const { confidentialFrom: from } = said;
  return {
    person,
    line: text(said['line'] ?? said['addressLine']),
    postcode: text(said['postcode']),
    uprn: text(said['uprn']),
    confidentialFrom: Array.isArray(from) ? from.map(String) : undefined,
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
