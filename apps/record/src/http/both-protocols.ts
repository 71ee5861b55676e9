import type { Server } from 'node:http';
import {
  createServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { Socket } from 'node:net';
import { Server as TlsServer, TLSSocket, type TlsOptions } from 'node:tls';

/** Answers what comes by HTTP/2. */
export type Http2Handler = (request: Http2ServerRequest, response: Http2ServerResponse) => void;

/** HTTP/2 on the port of an HTTP/1.1 server: for gRPC, which knows nothing else. */
export interface Http2 {
  /**
   * Lets its connections end once what is under way is answered, and those on which nothing has come at once; what takes
   * longer is broken off.
   */
  close(patienceMs: number): void;
}

/** What every client of HTTP/2 begins with (RFC 9113, 3.4): no method of HTTP/1.1 does. */
const PREFACE = 'PRI ';
const MOST_STREAMS = 100;

/** The protocol that is agreed on over TLS: HTTP/2 only with whoever offers nothing else. */
export const agreeing: NonNullable<TlsOptions['ALPNCallback']> = ({ protocols }) =>
  protocols.includes('http/1.1') ? 'http/1.1' : protocols.find((each) => each === 'h2');

/**
 * Lets a server take HTTP/2 as well: in the clear from whoever begins with its preface, over TLS where it was agreed on.
 * Every other connection goes on as it did.
 */
export function alsoHttp2(server: Server, handler: Http2Handler): Http2 {
  const silent = new Set<Socket>();
  const taken = new Set<Socket>();
  const sessions = new Set<ServerHttp2Session>();
  const http2 = createServer({ settings: { maxConcurrentStreams: MOST_STREAMS } }, handler);
  http2.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
    endWhenIdle(session, server.keepAliveTimeout);
  });
  const event = server instanceof TlsServer ? 'secureConnection' : 'connection';
  const own = server.listeners(event);
  const take = (socket: Socket, isHttp2: boolean): void => {
    if (isHttp2) http2.emit('connection', kept(socket, taken));
    else for (const listener of own) Reflect.apply(listener, server, [socket]);
  };
  server.removeAllListeners(event);
  server.on(event, (socket: Socket) => {
    if (socket instanceof TLSSocket) return take(socket, socket.alpnProtocol === 'h2');
    onFirstBytes(kept(socket, silent), server.headersTimeout, (isPreface) => {
      silent.delete(socket);
      take(socket, isPreface);
    });
  });
  return {
    close: (patienceMs) => {
      silent.forEach((socket) => socket.destroy());
      sessions.forEach((session) => session.close());
      setTimeout(() => taken.forEach((socket) => socket.destroy()), patienceMs).unref();
    },
  };
}

/** Ends a connection on which no call is open and nothing comes for so long; one that follows the feed stays. */
function endWhenIdle(session: ServerHttp2Session, milliseconds: number): void {
  const calls = new Set<ServerHttp2Stream>();
  session.on('stream', (call) => {
    calls.add(call);
    call.once('close', () => calls.delete(call));
  });
  const look = (): void => {
    session.setTimeout(milliseconds, look);
    if (calls.size > 0) return;
    if (session.closed) session.destroy();
    else session.close();
  };
  session.setTimeout(milliseconds, look);
}

function kept(socket: Socket, among: Set<Socket>): Socket {
  among.add(socket);
  return socket.once('close', () => among.delete(socket));
}

/** Looks at what comes first on a connection, and leaves it there; the connection ends where nothing comes in time. */
function onFirstBytes(socket: Socket, milliseconds: number, then: (isPreface: boolean) => void): void {
  const end = () => void socket.destroy();
  socket.setTimeout(milliseconds, end).once('error', end);
  socket.once('readable', () => {
    socket.setTimeout(0).off('timeout', end).off('error', end);
    const first = socket.read() as Buffer | null;
    if (first === null) return end();
    socket.unshift(first);
    then(first.subarray(0, PREFACE.length).toString('latin1') === PREFACE);
  });
}
