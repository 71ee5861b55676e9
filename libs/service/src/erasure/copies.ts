import type { EventStore } from '#libs/event-store';
import type { AccessReader, ViewingRow } from '#libs/read-models';
import type { Copy } from './copies-given.ts';

type Kind = Copy['kind'];

/** Reads whose answer is a file that leaves the record, by the name under which they are recorded. */
const LEAVING: ReadonlyMap<string, Kind> = new Map([
  ['bundle', 'BUNDLE'],
  ['pack', 'PACK'],
  ['export', 'EXPORT'],
]);
const PAGE = 100;
/** As many as a certificate names. */
const MOST = 100;

/** Who was given a bundle, pack or export in which one of these persons, families or requests stands: by the access log. */
export async function copiesHeld(
  records: Iterable<string>,
  { access, accessStore }: { readonly access: AccessReader; readonly accessStore: EventStore },
): Promise<Copy[]> {
  const found = new Map<number, { kind: Kind; view: ViewingRow }>();
  for (const record of records)
    for (const view of viewingsOf(record, access)) {
      const kind = view.reads.map((read) => LEAVING.get(read)).find((each) => each !== undefined);
      if (view.effect === 'GRANTED' && kind !== undefined) found.set(view.position, { kind, view });
    }
  const copies: Copy[] = [];
  for (const [position, { kind, view }] of [...found].sort(([one], [other]) => one - other)) {
    const entry = await idAt(position, accessStore);
    copies.push({ kind, entry, at: view.at, precision: 'INSTANT', user: view.user, agency: view.agency });
  }
  return copies;
}

/** As many as a certificate names: of each holder the last of each kind first of all, in the order in which they left. */
export function named(copies: readonly Copy[]): Copy[] {
  const inOrder = copies.toSorted(inWhichTheyLeft);
  if (inOrder.length <= MOST) return inOrder;
  const last = new Map(inOrder.map((copy) => [holderOf(copy), copy]));
  const rest = inOrder.filter((copy) => last.get(holderOf(copy)) !== copy);
  const kept = new Set([...last.values(), ...rest.toReversed()].slice(0, MOST));
  return inOrder.filter((copy) => kept.has(copy));
}

/** Of two days the earlier one, a whole month before its days; what is not known comes first. */
function inWhichTheyLeft({ at: one = '' }: Copy, { at: other = '' }: Copy): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function holderOf({ kind, user = '', agency = '', person = '' }: Copy): string {
  return [kind, user, agency, person].join(' ');
}

function* viewingsOf(record: string, access: AccessReader): Generator<ViewingRow> {
  for (let after: number | undefined; ;) {
    const page = access.whoSaw([record], {}, { first: PAGE, after });
    for (const { node } of page.edges) yield node;
    if (!page.hasNextPage) return;
    after = page.edges.at(-1)?.cursor;
  }
}

async function idAt(position: number, store: EventStore): Promise<string> {
  for await (const { events } of store.readAll({ after: position - 1, limit: 1 }))
    for (const { id } of events) return id;
  throw new RangeError(`the access log has no event at ${position}`);
}
