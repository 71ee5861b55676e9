import { decodeStoredEvent, eventTable, streamCategory, type Clear, type StoredEvent } from '#libs/contracts';
import { disclosureStanding, type Past } from '#libs/domain';
import type { LoggedEvent } from '#libs/event-store';
import type { Vault } from '#libs/vault';
import { pastAsCorrected } from '../../door/facts/folds.ts';

/** What was decided last of people's information of some classes, for one recipient. */
export interface Ruling {
  readonly disclosure: string;
  readonly discloses: boolean;
  readonly persons: readonly string[];
  readonly classes: readonly string[];
  /** The event that says so, its place, on which basis, and whose decision it was. */
  readonly event: string;
  readonly position: number;
  readonly basis: string;
  readonly decidedBy: string;
}

const DECISIONS = ['DisclosureDecided', 'DisclosureOverridden'];

/** The decisions among events that stand to tell one of these people, or not to, the latest last. */
export async function rulingsFor(
  recipients: ReadonlySet<string>,
  events: readonly LoggedEvent[],
  vault: Vault,
): Promise<Ruling[]> {
  const streams = Map.groupBy(
    events.filter(({ stream }) => streamCategory(stream) === 'disclosure'),
    ({ stream }) => stream,
  );
  const rulings = await Promise.all([...streams.values()].map((each) => rulingIn(each, recipients, vault)));
  return rulings.filter((each) => each !== undefined).sort((one, other) => one.position - other.position);
}

async function rulingIn(
  logged: readonly LoggedEvent[],
  recipients: ReadonlySet<string>,
  vault: Vault,
): Promise<Ruling | undefined> {
  const events = logged.map(({ document }) => decodeStoredEvent(document));
  const state = disclosureStanding(pastAsCorrected(events).filter(isOfDisclosure));
  const last = events.findLastIndex(({ type }) => DECISIONS.includes(type));
  const [decision, place] = [events[last], logged[last]];
  if (decision === undefined || place === undefined) return undefined;
  if (!('decidedBy' in state) || state.status === 'IN_ERROR') return undefined;
  const { persons, classes, recipientPerson = '', status, decidedBy } = state;
  if (!recipients.has(recipientPerson)) return undefined;
  const discloses = status !== 'WITHHELD';
  const basis = await basisOf(decision, vault);
  const said = { event: decision.id, position: place.position, basis, decidedBy };
  return { disclosure: place.stream, discloses, persons, classes, ...said };
}

async function basisOf(decision: StoredEvent, vault: Vault): Promise<string> {
  await vault.prepare(decision.sealed.map(({ subject }) => subject));
  const { basis } = vault.open(decision).data;
  return typeof basis === 'string' ? basis : '';
}

function isOfDisclosure(event: Past<Clear.Event>): event is Past<Clear.DisclosureEvent> {
  return eventTable[event.type].aggregate === 'disclosure';
}
