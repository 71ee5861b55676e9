import { decodeStoredEvent, referenceOf, streamCategory, streamSubject } from '#libs/contracts';
import type { EventStore } from '#libs/event-store';

/** Of which records an id is: the word before its hyphen, or `person`, `uuid` (an event), `stream`, `item`, `user`. */
export type IdKind = string;

const ID = '[0-9a-hjkmnp-tv-z]{26}';
/** An id part that is never made. */
const NOBODY = `${'0'.repeat(22)}zzz7`;
const REFERENCES = { family: 'F', person: 'N', request: 'R', panel: 'P' } as const;
type Referenced = keyof typeof REFERENCES;

/** One that is in a record, and one of the same form that is not. */
export interface Pair {
  readonly form: 'id' | 'reference';
  readonly known: string;
  readonly unknown: string;
}

/** The ids of a record, of every kind, in every form in which one is taken. */
export class KnownIds {
  readonly #ids: ReadonlyMap<IdKind, string>;
  readonly #references: ReadonlyMap<Referenced, string>;

  constructor(ids: ReadonlyMap<IdKind, string>, references: ReadonlyMap<Referenced, string>) {
    this.#ids = ids;
    this.#references = references;
  }

  /** The last of each kind that the log names, but where others are chosen. */
  static async of(
    store: Pick<EventStore, 'readAll'>,
    chosen: Readonly<Record<IdKind, string>> = {},
  ): Promise<KnownIds> {
    const ids = new Map<IdKind, string>();
    const references = new Map<Referenced, string>();
    for await (const { events } of store.readAll())
      for (const { document } of events) {
        for (const [kind, id] of idsIn(document)) ids.set(kind, id);
        for (const [kind, reference] of referencesIn(document)) references.set(kind, reference);
      }
    for (const [kind, id] of Object.entries(chosen)) ids.set(kind, id);
    return new KnownIds(ids.set('item', ids.get('request') ?? ''), references);
  }

  id(kind: IdKind): string {
    const id = this.#ids.get(kind);
    if (id === undefined) throw new Error(`the story has no ${kind}: tell of one, or say whose id it is`);
    return id;
  }

  /** An id, and where people use one a reference, that is there, each beside one that is not. */
  pairs(kind: IdKind): Pair[] {
    const known = this.id(kind);
    const byId: Pair = { form: 'id', known, unknown: absentId(kind, known) };
    const reference = this.#references.get(kind as Referenced);
    if (reference === undefined) return [byId];
    return [byId, { form: 'reference', known: reference, unknown: absentReference(kind as Referenced) }];
  }
}

function idsIn(document: Uint8Array): [IdKind, string][] {
  const { id, stream, actor, type, data, sensitivity } = decodeStoredEvent(document);
  // One that is sealed by default is there for nobody by its id.
  const event: [IdKind, string][] = sensitivity === 'SEALED' ? [] : [['uuid', id]];
  const named = Buffer.from(document)
    .toString()
    .matchAll(new RegExp(`"(([a-z]+)-${ID})"`, 'g'));
  const person: [IdKind, string][] =
    streamCategory(stream) === 'person' ? [['person', streamSubject(stream)]] : [];
  const { subject } = data;
  const onForm: [IdKind, string][] =
    type === 'IdentifiedOnRequest' && typeof subject === 'string' ? [['subject', subject]] : [];
  return [
    ...event,
    ['stream', stream],
    ['user', actor.user],
    ...person,
    ...onForm,
    ...[...named].map(([, whole = '', kind = '']): [IdKind, string] => [kind, whole]),
  ];
}

function referencesIn(document: Uint8Array): [Referenced, string][] {
  const category = streamCategory(decodeStoredEvent(document).stream);
  if (!(category in REFERENCES)) return [];
  const kind = category as Referenced;
  const form = new RegExp(`"(${REFERENCES[kind]}-[0-9A-Z]{10})"`);
  const [, reference] = form.exec(Buffer.from(document).toString()) ?? [];
  return reference === undefined ? [] : [[kind, reference]];
}

/** Of the same form as an id that is there. */
export function absentId(kind: IdKind, known: string): string {
  if (kind === 'uuid') return '00000000-0000-4000-8000-00000000000f';
  if (kind === 'user') return 'nobody';
  return known.replace(new RegExp(`${ID}$`), NOBODY);
}

/** One whose check is right. */
function absentReference(kind: Referenced): string {
  for (let number = 7; ; number += 1) {
    const reference = referenceOf(REFERENCES[kind], number);
    if (reference !== undefined) return reference;
  }
}
