import { setTimeout as wait } from 'node:timers/promises';
import features from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import methods from '@eventstore/db-client/generated/serverfeatures_pb.js';
import services from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import {
  Server,
  ServerCredentials,
  status,
  type sendUnaryData,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import { denied, failed, failureOf, type Fault } from './failures.ts';
import { DoubleLog, type Answer, type ExpectedVersion, type Proposed } from './log.ts';
import {
  caughtUp,
  confirmation,
  expectedIn,
  nameIn,
  proposedIn,
  readEvent,
  streamNotFound,
  success,
  wrongVersion,
} from './messages.ts';

/** Of streams that are not the server's own: a new server gives both to everyone. */
export type Right = 'DELETE' | 'CHANGE_SETTINGS';

type Appending = ServerReadableStream<streams.AppendReq, streams.AppendResp>;
type Deleting = ServerUnaryCall<streams.DeleteReq, streams.DeleteResp>;
type Reading = ServerWritableStream<streams.ReadReq, streams.ReadResp>;

/** A live subscription is dropped that has so many events before it. */
const MOST_UNREAD = 32;

/**
 * A stand-in for one EventStoreDB node of 23.10, on loopback: the calls that this program makes, by the client package's
 * own service definitions, over a log on disk.
 */
export class EventStoreDouble {
  readonly log: DoubleLog;
  /** Calls that are open. */
  readonly open = new Set<unknown>();
  fault: Fault | undefined;
  /** How many milliseconds late a read of the whole log is answered; what it answers is of then. */
  late = 0;
  /** What its access list keeps from everybody. */
  readonly withheld = new Set<Right>();
  readonly #server = new Server();
  readonly #live = new Set<Reading>();
  #port: number;

  /** `port`: one that it had before; a free one unless said. */
  constructor(file: string, port = 0) {
    this.#port = port;
    this.log = new DoubleLog(file);
    this.#server.addService(services.StreamsService, {
      append: (call: Appending, answer: sendUnaryData<streams.AppendResp>) => void this.#append(call, answer),
      read: (call: Reading) => this.#read(call),
      delete: (call: Deleting, answer: sendUnaryData<streams.DeleteResp>) => this.#delete(call, answer),
    });
    this.#server.addService(features.ServerFeaturesService, {
      getSupportedMethods: (
        _: ServerUnaryCall<unknown, unknown>,
        answer: sendUnaryData<methods.SupportedMethods>,
      ) => answer(null, new methods.SupportedMethods().setEventStoreServerVersion('23.10.8')),
    });
  }

  get port(): number {
    return this.#port;
  }

  get connection(): string {
    return `esdb://127.0.0.1:${this.#port}?tls=false&throwOnAppendFailure=true`;
  }

  async start(): Promise<void> {
    this.#port = await new Promise<number>((resolve, reject) => {
      const address = `127.0.0.1:${this.#port}`;
      this.#server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) =>
        error === null ? resolve(port) : reject(error),
      );
    });
  }

  /** Ends every call at once, as a killed process does. */
  stop(): void {
    this.#server.forceShutdown();
    this.log.close();
  }

  /** Drops those who follow, as the server does with a slow one. */
  dropSubscriptions(): void {
    const details =
      'Operation timed out: Consumer too slow to handle event while live. Client resubscription required.';
    for (const call of this.#live) call.emit('error', { code: status.ABORTED, details });
    this.#live.clear();
  }

  async #append(call: Appending, answer: sendUnaryData<streams.AppendResp>): Promise<void> {
    this.#track(call);
    const asked = await appendIn(call).catch(() => undefined);
    if (asked !== undefined && this.fault !== 'MUTE') this.#take(asked, answer);
  }

  #take({ stream, events, expected }: Asked, answer: sendUnaryData<streams.AppendResp>): void {
    const failure = failureOf(this.fault) ?? this.#withheldFrom(stream);
    if (failure !== undefined && this.fault !== 'TIMEOUT_AFTER_WRITING') return answer(failure);
    const written = this.log.append(stream, events, expected);
    if ('offset' in written) this.#tell(written.revision - events.length + 1, stream, events.length);
    if (this.fault === 'MUTE_AFTER_WRITING') return;
    if (failure !== undefined) return answer(failure);
    this.#answer(written, { expected, stream, answer });
  }

  #withheldFrom(stream: string): ReturnType<typeof denied> | undefined {
    return /^\$\$[^$]/.test(stream) && this.withheld.has('CHANGE_SETTINGS') ? denied() : undefined;
  }

  #answer(
    written: Answer,
    {
      expected,
      stream,
      answer,
    }: { expected: ExpectedVersion; stream: string; answer: sendUnaryData<streams.AppendResp> },
  ): void {
    if ('deleted' in written)
      return answer(failed(status.FAILED_PRECONDITION, 'stream-deleted', { 'stream-name': stream }));
    if ('wrong' in written) return answer(null, wrongVersion(written.wrong.current, expected));
    answer(null, success(written.revision, written.offset));
  }

  /** Nobody but an operator deletes here (`DoubleLog.setMetadata`): what is asked is refused, for one reason or the other. */
  #delete(call: Deleting, answer: sendUnaryData<streams.DeleteResp>): void {
    if (this.fault === 'MUTE') return;
    const failure = failureOf(this.fault) ?? (this.withheld.has('DELETE') ? denied() : undefined);
    if (failure !== undefined) return answer(failure);
    const options = call.request.getOptions();
    const named = {
      'stream-name': nameIn(options?.getStreamIdentifier()),
      'expected-version': options?.getRevision() ?? '-1',
    };
    answer(failed(status.FAILED_PRECONDITION, 'wrong-expected-version', named));
  }

  #read(call: Reading): void {
    this.#track(call);
    if (this.fault === 'MUTE') return;
    const failure = failureOf(this.fault);
    const options = call.request.getOptions();
    if (failure !== undefined) call.emit('error', failure);
    else if (this.fault === 'CLEAN_END' || options === undefined) call.end();
    else if (options.hasSubscription()) this.#subscribe(call);
    else if (options.hasAll()) void this.#readAllLate(call, options);
    else this.#readStream(call, options);
  }

  async #readAllLate(call: Reading, options: streams.ReadReq.Options): Promise<void> {
    if (this.late > 0) await wait(this.late, undefined, { ref: false });
    if (this.open.has(call)) this.#readAll(call, options);
  }

  #readAll(call: Reading, options: streams.ReadReq.Options): void {
    const from = Number(options.getAll()?.getPosition()?.getCommitPosition() ?? 0);
    for (const event of this.log.all(from, Number(options.getCount()))) call.write(readEvent(event));
    call.end();
  }

  #readStream(call: Reading, options: streams.ReadReq.Options): void {
    const count = Number(options.getCount());
    const asked = options.getStream();
    const stream = nameIn(asked?.getStreamIdentifier());
    const backwards = Number(options.getReadDirection()) === 1;
    const from = asked?.hasEnd() === true ? 'end' : Number(asked?.getRevision() ?? 0);
    if (this.log.revision(stream) === -1) call.write(streamNotFound(stream));
    for (const event of this.log.stream(stream, { from, count, backwards })) call.write(readEvent(event));
    call.end();
  }

  #subscribe(call: Reading): void {
    call.write(confirmation());
    call.write(caughtUp());
    this.#live.add(call);
    call.on('cancelled', () => this.#live.delete(call));
  }

  #tell(from: number, stream: string, count: number): void {
    if (this.#live.size === 0) return;
    const events = this.log.stream(stream, { from, count, backwards: false });
    for (const call of this.#live) {
      for (const event of events) call.write(readEvent(event));
      if (call.writableLength > MOST_UNREAD) this.dropSubscriptions();
    }
  }

  #track(call: Appending | Reading): void {
    this.open.add(call);
    const done = (): unknown => this.open.delete(call);
    call.on('cancelled', done).on('close', done).on('finish', done).on('end', done);
  }
}

interface Asked {
  readonly stream: string;
  readonly expected: ExpectedVersion;
  readonly events: readonly Proposed[];
}

async function appendIn(call: AsyncIterable<streams.AppendReq>): Promise<Asked> {
  let asked: Asked = { stream: '', expected: 'any', events: [] };
  for await (const request of call) {
    const options = request.getOptions();
    const message = request.getProposedMessage();
    if (options !== undefined)
      asked = { ...asked, stream: nameIn(options.getStreamIdentifier()), expected: expectedIn(options) };
    if (message !== undefined) asked = { ...asked, events: [...asked.events, proposedIn(message)] };
  }
  return asked;
}
