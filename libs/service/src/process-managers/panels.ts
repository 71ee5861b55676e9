import type { EventType, Opened, StoredEvent } from '#libs/contracts';
import type { EventStore } from '#libs/event-store';
import type { Readers } from '#libs/read-models';
import type { Reference } from '#libs/reference';
import type { Clock } from '../clock.ts';
import type { Order } from '../door/door.ts';
import type { Step } from './manager.ts';

/** What the two followers of panels look at. */
export interface PanelParts {
  readonly store: EventStore;
  readonly readers: Pick<Readers, 'panels' | 'requests' | 'families' | 'timeline'>;
  readonly clock: Clock;
  readonly reference: () => Reference;
  /** Resolves once the read models hold everything now in the log. */
  readonly caughtUp: () => Promise<void>;
  /** The stream of a flag that the step of this id raises. */
  readonly flagOf: (step: string) => string;
  /** The event's data with its sealed fields, as far as they open. */
  readonly opened: (event: StoredEvent) => Promise<Readonly<Record<string, unknown>>>;
}

export type OpenedOf<T extends EventType> = Extract<Opened.Event, { type: T }>;
export type DataOf<T extends EventType> = OpenedOf<T>['data'];
type Told = { readonly type: string; readonly data: object };

/** A fact of these types, opened in memory: what is erased is missing. Another type is a TypeError. */
export async function openedAs<T extends EventType>(
  event: StoredEvent,
  types: readonly T[],
  { opened }: PanelParts,
): Promise<OpenedOf<T>> {
  const told: Told = { type: event.type, data: await opened(event) };
  if (!isOf(types, told)) throw new TypeError(`${event.type} is not what was looked for`);
  return told;
}

function isOf<T extends EventType>(types: readonly T[], told: Told): told is Told & OpenedOf<T> {
  return types.some((type) => type === told.type);
}

/** The item that an event of a panel is about; '' where it is about none. */
export function itemIn({ data }: StoredEvent): string {
  return typeof data['item'] === 'string' ? data['item'] : '';
}

/** An order to a stream that is there already: how it was found out does not make it another order. */
export function stepIn(stream: string, name: string, order: Pick<Order, 'type' | 'data'>): Step {
  const { type } = order;
  return { name, order: { ...order, digestOf: { type, stream, name } }, stream };
}
