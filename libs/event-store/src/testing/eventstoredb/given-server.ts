import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe } from '@jest/globals';
import features from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import services from '@eventstore/db-client/generated/streams_grpc_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import {
  Client,
  credentials,
  Metadata,
  Server,
  ServerCredentials,
  type ChannelCredentials,
  type ClientReadableStream,
  type sendUnaryData,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceError,
} from '@grpc/grpc-js';
import { PartNames } from './part-names.ts';

/** What the server answers to an append goes on as it came, to the byte. */
const asItCame = (bytes: Buffer): Buffer => bytes;
const passedOn = { responseSerialize: asItCame, responseDeserialize: asItCame };
const append = { ...services.StreamsService.append, ...passedOn };
const remove = { ...services.StreamsService.delete, ...passedOn };
const { read } = services.StreamsService;
const { getSupportedMethods } = features.ServerFeaturesService;

type Reading = ServerWritableStream<streams.ReadReq, streams.ReadResp>;
type Appending = ServerReadableStream<streams.AppendReq, Buffer>;

/** A real server that the tests were given: `EVENTSTORE_URL`, of one node, or of the leader of a cluster. */
export const givenServer = process.env['EVENTSTORE_URL'];

/** What is waited for on a machine that does much else: a contract is not of speed. */
export const PATIENT = { patienceMs: 30_000, heldMs: 30_000 };

/** Tests of a given server; skipped, and told to be so, where there is none. */
export function describeOnServer(name: string, tests: (connection: string) => void): void {
  if (givenServer !== undefined) describe(name, () => tests(givenServer));
  else describe.skip(`${name} (skipped: EVENTSTORE_URL names no server)`, () => tests('esdb://127.0.0.1:1'));
}

/**
 * A part of a given server that is like a new database: streams have a name of their own there, the log begins where the
 * server's ended, and what others write is shown as the server's own. All else, each answer and each failure, is the server's.
 */
export class PartOfServer {
  readonly #url: URL;
  readonly #names = new PartNames(randomBytes(6).toString('hex'));
  readonly #before = new Server();
  readonly #behind: Client;
  #port = 0;
  #beginning: streams.ReadReq.Options.Position | undefined;

  constructor(connection: string) {
    this.#url = new URL(connection.replace(/^esdb(\+discover)?:/, 'http:').replace(/,[^/?]*/, ''));
    this.#behind = new Client(this.#url.host, this.#security());
    this.#before.addService(
      { append, read, delete: remove },
      {
        append: (call: Appending, answer: sendUnaryData<Buffer>) => this.#append(call, answer),
        read: (call: Reading) => this.#read(call),
        delete: (call: ServerUnaryCall<streams.DeleteReq, Buffer>, answer: sendUnaryData<Buffer>) =>
          this.#delete(call, answer),
      },
    );
    this.#before.addService(features.ServerFeaturesService, {
      getSupportedMethods: (
        { request }: ServerUnaryCall<shared.Empty, never>,
        answer: sendUnaryData<unknown>,
      ) =>
        this.#behind.makeUnaryRequest(
          getSupportedMethods.path,
          getSupportedMethods.requestSerialize,
          getSupportedMethods.responseDeserialize,
          request,
          this.#headers(),
          answer,
        ),
    });
  }

  get connection(): string {
    return `esdb://127.0.0.1:${this.#port}?tls=false`;
  }

  async start(): Promise<void> {
    this.#beginning = await this.#end();
    this.#port = await new Promise<number>((resolve, reject) => {
      this.#before.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
        error === null ? resolve(port) : reject(error),
      );
    });
  }

  stop(): void {
    this.#before.forceShutdown();
    this.#behind.close();
  }

  #append(call: Appending, answer: sendUnaryData<Buffer>): void {
    const asked = this.#behind.makeClientStreamRequest(
      append.path,
      append.requestSerialize,
      append.responseDeserialize,
      this.#headers(call),
      { deadline: call.getDeadline() },
      (error, said) => answer(error && this.#told(error), said ?? null),
    );
    call.on('data', (request: streams.AppendReq) => {
      this.#names.give(request.getOptions()?.getStreamIdentifier());
      asked.write(request);
    });
    call.on('end', () => asked.end());
    call.on('cancelled', () => asked.cancel());
  }

  #delete(call: ServerUnaryCall<streams.DeleteReq, Buffer>, answer: sendUnaryData<Buffer>): void {
    this.#names.give(call.request.getOptions()?.getStreamIdentifier());
    this.#behind.makeUnaryRequest(
      remove.path,
      remove.requestSerialize,
      remove.responseDeserialize,
      call.request,
      this.#headers(call),
      { deadline: call.getDeadline() },
      (error, said) => answer(error && this.#told(error), said ?? null),
    );
  }

  #read(call: Reading): void {
    const options = call.request.getOptions();
    this.#names.give(options?.getStream()?.getStreamIdentifier());
    const all = options?.getAll();
    if (all?.hasStart() === true) all.setPosition(this.#beginning);
    const given = this.#ask(call.request, this.#headers(call));
    given.on('data', (said: streams.ReadResp) => {
      if (call.write(this.#names.shown(said))) return;
      given.pause();
      call.once('drain', () => given.resume());
    });
    given.on('end', () => call.end());
    given.on('error', (error: ServiceError) => call.emit('error', this.#told(error)));
    call.on('cancelled', () => given.cancel());
  }

  #ask(request: streams.ReadReq, headers = this.#headers()): ClientReadableStream<streams.ReadResp> {
    return this.#behind.makeServerStreamRequest(
      read.path,
      read.requestSerialize,
      read.responseDeserialize,
      request,
      headers,
    );
  }

  /** Where the server's log ends now. */
  async #end(): Promise<streams.ReadReq.Options.Position> {
    const all = new streams.ReadReq.Options.AllOptions().setEnd(new shared.Empty());
    const options = new streams.ReadReq.Options()
      .setAll(all)
      .setReadDirection(streams.ReadReq.Options.ReadDirection.BACKWARDS)
      .setCount('1')
      .setNoFilter(new shared.Empty())
      .setUuidOption(new streams.ReadReq.Options.UUIDOption().setString(new shared.Empty()));
    const end = new streams.ReadReq.Options.Position();
    for await (const said of this.#ask(
      new streams.ReadReq().setOptions(options),
    ) as AsyncIterable<streams.ReadResp>) {
      const last = said.getEvent()?.getEvent();
      if (last !== undefined)
        end.setCommitPosition(last.getCommitPosition()).setPreparePosition(last.getPreparePosition());
    }
    return end;
  }

  #told(error: ServiceError): ServiceError {
    const stream = error.metadata?.get('stream-name')[0];
    if (typeof stream === 'string') error.metadata.set('stream-name', this.#names.own(stream));
    return error;
  }

  /** The client shows nobody's password on a connection that is not encrypted, as the one to this part is. */
  #headers(call?: { readonly metadata: Metadata }): Metadata {
    const headers = new Metadata();
    for (const name of ['requires-leader', 'connection-name'])
      for (const value of call?.metadata.get(name) ?? []) headers.add(name, value);
    const { username, password } = this.#url;
    const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    if (username !== '') headers.set('authorization', `Basic ${Buffer.from(user).toString('base64')}`);
    return headers;
  }

  #security(): ChannelCredentials {
    const asked = (name: string): string | undefined =>
      [...this.#url.searchParams].find(([each]) => each.toLowerCase() === name)?.[1];
    if (asked('tls') === 'false') return credentials.createInsecure();
    const file = asked('tlscafile');
    const isChecked = asked('tlsverifycert') !== 'false';
    const root = file === undefined ? null : readFileSync(file);
    return credentials.createSsl(root, null, null, { rejectUnauthorized: isChecked });
  }
}
