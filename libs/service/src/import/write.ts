import type { Principal } from '#libs/access';
import { Rejected, streamSubject, type RefusalCode } from '#libs/contracts';
import { subjectsOnTheForm } from '#libs/domain';
import type { Order } from '../door/door.ts';
import { eventId } from '../door/stored.ts';
import type { FamilyRecord } from '../record.ts';
import { followUps, type FollowUp, type Received } from './follow-ups.ts';
import type { RequestIds } from './ids.ts';
import { inFlight } from './pool.ts';
import { digestOf, type IdentifiedForm, type Resolved, type RecordedRequest } from './standing.ts';

/** Commands on their way at once. */
const IN_FLIGHT = 64;
/** Requests whose keys are made in one commit, and whose first events stand before anything follows from them. */
const PART = 600;

/** What was written. */
export interface Written {
  events: number;
  /** -1 where nothing was. */
  position: number;
}

/** A request that stands in the record, and what has yet to follow from it. */
export interface Followed extends IdentifiedForm {
  readonly data: Received['data'];
  readonly steps: readonly FollowUp[];
}

/** The request with what has not followed from it: the steps behind the last that did, for they are done in order. */
export async function unfinished(standing: RecordedRequest, record: FamilyRecord): Promise<Followed> {
  const steps = stepsOf(standing, record, standing.position);
  let done = steps.length;
  for (; done > 0; done--) {
    const step = steps[done - 1];
    if (step && (await record.store.event(eventId(step.commandId, step.stream, 0))) !== undefined) break;
  }
  return { ...standing, steps: steps.slice(done) };
}

/**
 * Writes requests in two steps, part by part: first each request's own event, which says whom its rows were resolved to,
 * then what follows from it. A run that was cut short therefore finds, when it is sent again, that nobody was registered
 * by a request that stands behind one that does not.
 */
export class Writer {
  readonly #record: FamilyRecord;
  readonly #principal: Principal;
  readonly #written: Written = { events: 0, position: -1 };
  /** Who brings a person or family into the record that a later request may name. */
  readonly #owners = new Map<string, Promise<void>>();

  constructor(record: FamilyRecord, principal: Principal) {
    this.#record = record;
    this.#principal = principal;
  }

  get written(): Readonly<Written> {
    return this.#written;
  }

  /** Completes requests that were cut short. */
  async finish(requests: readonly Followed[]): Promise<void> {
    await inFlight(IN_FLIGHT, requests, (request) => this.#followInTurn(request));
  }

  /** Writes new requests; `done` is told after each how many stand, with all that follows. */
  async write(requests: readonly Resolved[], done: (requests: number) => void): Promise<void> {
    let complete = 0;
    await inFlight(IN_FLIGHT, this.#received(requests), async (request) => {
      await this.#followInTurn(request);
      done(++complete);
    });
  }

  /** The requests part by part, each once its whole part stands; while one part is followed up the next is received. */
  async *#received(requests: readonly Resolved[]): AsyncGenerator<Followed> {
    let next = heardLater(this.#receiveAll(requests.slice(0, PART)));
    try {
      for (let from = 0; from < requests.length; from += PART) {
        const part = await next;
        next = heardLater(this.#receiveAll(requests.slice(from + PART, from + 2 * PART)));
        yield* part.map((request) => ({ ...request, steps: stepsOf(request, this.#record) }));
      }
    } finally {
      await next;
    }
  }

  async #receiveAll(part: readonly Resolved[]): Promise<readonly Resolved[]> {
    const { vault } = this.#record;
    const subjects = part.flatMap((request) => [...newSubjects(request), ...formSubjects(request, vault)]);
    await vault.prepare(subjects, { create: true });
    await inFlight(IN_FLIGHT, part, (request) => this.#receive(request));
    return part;
  }

  async #receive({ ids, form, data }: Resolved): Promise<void> {
    const { commandId, stream } = ids;
    const command = { type: 'ReceiveRequest', data, commandId, stream, digestOf: digestOf(form) };
    await this.#send({ ids, form }, command);
  }

  /** Follows up once whom the request names of others in this run is there. */
  #followInTurn(request: Followed): Promise<void> {
    const before = [...named(request.data)].flatMap((id) => this.#owners.get(id) ?? []);
    const owned = [request.data.family ?? [], newSubjects(request)]
      .flat()
      .filter((id) => !this.#owners.has(id));
    const task = Promise.all(before)
      .then(() => this.#follow(request))
      .finally(() => owned.forEach((id) => this.#owners.delete(id)));
    for (const id of owned) this.#owners.set(id, task);
    return task;
  }

  async #follow(request: Followed): Promise<void> {
    const { commandId, stream } = request.ids;
    const causationId = eventId(commandId, stream, 0);
    for (const { starts, ...step } of request.steps) {
      const command = { ...step, causationId, stream: starts ? step.stream : undefined };
      await this.#send(request, command).catch(unlessDone);
    }
  }

  async #send(
    { ids, form }: IdentifiedForm,
    command: Pick<Order, 'type' | 'data' | 'commandId' | 'stream' | 'digestOf' | 'causationId'>,
  ): Promise<void> {
    const { worker, authority, user, role, agency, onBehalfOf } = this.#principal;
    const { events, position } = await this.#record.door.send({
      ...command,
      actor: { user, role, agency, ...(onBehalfOf !== undefined && { onBehalfOf }) },
      worker,
      authority,
      occurredAt: { precision: 'INSTANT', value: form.receivedAt },
      lateAs: 'BATCH',
      correlationId: ids.commandId,
      source: 'IMPORT',
    });
    this.#written.events += events;
    if (events > 0) this.#written.position = Math.max(this.#written.position, position);
  }
}

/** Refusals that say a step has nothing left to do: done by someone else's run, or overtaken by what came since. */
const DONE: ReadonlySet<RefusalCode> = new Set([
  'IDEMPOTENCY_MISMATCH',
  'ALREADY_A_MEMBER',
  'UNKNOWN_EPISODE',
  'REQUEST_WITHDRAWN',
  'SUBJECT_ERASED',
]);

/** A promise whose failure is heard where it is waited for. */
function heardLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

function unlessDone(error: unknown): void {
  if (!(error instanceof Rejected) || !DONE.has(error.code)) throw error;
}

/** What follows from a request; of a family known before, with the episode open in it now or as of a position. */
function stepsOf(
  { ids, data }: { readonly ids: RequestIds; readonly data: Received['data'] },
  { readers, vault }: FamilyRecord,
  position?: number,
): FollowUp[] {
  const { family } = data;
  const known =
    family === undefined || family === ids.family ? undefined : readers.families.family(family, position);
  return followUps({
    ids,
    data,
    event: eventId(ids.commandId, ids.stream, 0),
    openEpisode: known?.episode ?? undefined,
    mint: (name, n) => vault.mint(name, n),
  });
}

/** Those whom a request brings into the record: itself, its new people, its new family. */
function newSubjects({ ids, data: { children, parent, family } }: Pick<Followed, 'ids' | 'data'>): string[] {
  const people = [...children, ...(parent === undefined ? [] : [parent])];
  return [
    streamSubject(ids.stream),
    ...(family === ids.family ? [streamSubject(ids.family)] : []),
    ...people.flatMap(({ person, resolution }) =>
      person !== undefined && resolution !== undefined && resolution !== 'KNOWN' ? [person] : [],
    ),
  ];
}

/** Those whom a form names that have no record: the door gives them the same ids. */
function formSubjects({ ids, data }: Resolved, vault: FamilyRecord['vault']): string[] {
  return subjectsOnTheForm(data, (n) => vault.mint(ids.commandId, n));
}

/** Everyone a request names, and its family. */
function named({ children, parent, family }: Received['data']): Set<string> {
  const persons = children.flatMap(({ person, possibleDuplicates = [] }) => [
    person,
    ...possibleDuplicates.map((each) => each.person),
  ]);
  return new Set([...persons, parent?.person, family].filter((id) => id !== undefined));
}
