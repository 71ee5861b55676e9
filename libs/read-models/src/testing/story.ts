import {
  streamSubject,
  uuidv5,
  type JsonObject,
  type OccurredAt,
  type Opened,
  type StoredEvent,
} from '#libs/contracts';

const NAMESPACE = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
const DAY = 86_400_000;

/** What a test says of an event; the rest is made up. */
export type TestEvent = Opened.Event | { readonly type: string; readonly data: JsonObject };

export interface Circumstances {
  readonly occurredAt?: OccurredAt;
  readonly families?: readonly string[];
  readonly persons?: readonly string[];
  readonly actor?: Partial<StoredEvent['actor']>;
  readonly lateReason?: string;
  readonly sensitivity?: StoredEvent['sensitivity'];
}

/** Writes a log as the door would, unsealed: one event after the other, each a minute after the one before. */
export class Story {
  readonly events: StoredEvent[] = [];
  readonly #revisions = new Map<string, number>();
  #now: number;

  constructor(now = '2026-03-01T09:00:00.000Z') {
    this.#now = Date.parse(now);
  }

  get head(): number {
    return this.events.length - 1;
  }

  get now(): string {
    return new Date(this.#now).toISOString();
  }

  /** Goes on at another instant, which may lie before. */
  at(instant: string): this {
    this.#now = Date.parse(instant);
    return this;
  }

  days(count: number): this {
    this.#now += count * DAY;
    return this;
  }

  /** Appends events to a stream, in one append; answers the last one's position. */
  tell(stream: string, events: TestEvent | readonly TestEvent[], about: Circumstances = {}): number {
    const recordedAt = this.now;
    const list: readonly TestEvent[] = 'type' in events ? [events] : events;
    for (const event of list) this.events.push(this.#stored(stream, event, recordedAt, about));
    this.#now += 60_000;
    return this.head;
  }

  #stored(stream: string, event: TestEvent, recordedAt: string, about: Circumstances): StoredEvent {
    const revision = (this.#revisions.get(stream) ?? -1) + 1;
    this.#revisions.set(stream, revision);
    const { type } = event;
    const data = event.data as JsonObject;
    const commandId = uuidv5(NAMESPACE, `${stream}/${revision}`);
    const subjects = new Set([...(about.persons ?? []), ...personsNamed(data)]);
    if (stream.startsWith('person-')) subjects.add(streamSubject(stream));
    return {
      format: 1,
      id: uuidv5(commandId, type),
      stream,
      revision,
      type,
      version: 1,
      recordedAt,
      occurredAt: about.occurredAt ?? { precision: 'INSTANT', value: recordedAt },
      ...(about.lateReason === undefined ? {} : { lateReason: about.lateReason }),
      actor: { user: 'u-1', role: 'KEYWORKER', agency: 'organisation-a', ...about.actor },
      authority: '919',
      source: 'UI',
      sensitivity: about.sensitivity ?? 'STANDARD',
      commandId,
      correlationId: commandId,
      causationId: commandId,
      commandDigest: '',
      subjects: [...subjects].sort(),
      families: about.families ?? [],
      codeSets: { level: '2026.1' },
      data,
      sealed: [],
    };
  }
}

/** The ids of persons in these tests begin with `p-`. */
function personsNamed(data: unknown): string[] {
  if (typeof data === 'string') return data.startsWith('p-') ? [data] : [];
  return typeof data === 'object' && data !== null ? Object.values(data).flatMap(personsNamed) : [];
}
