import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to a server of this machine that can be cut. */
export class Gate {
  readonly #to: number;
  readonly #sockets = new Set<Socket>();
  #port = 0;
  #server: Server | undefined;

  private constructor(to: number) {
    this.#to = to;
  }

  static async open(to: number): Promise<Gate> {
    const gate = new Gate(to);
    await gate.reopen();
    return gate;
  }

  /** The connection, but by this way. */
  through(connection: string): string {
    return connection.replace(`:${this.#to}`, `:${this.#port}`);
  }

  async reopen(): Promise<void> {
    const server = createServer((near) => this.#join(near, connect(this.#to, '127.0.0.1')));
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Whatever goes through it ends, and nothing comes through it any more. */
  async shut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    if (server === undefined) return;
    server.close();
    await once(server, 'close');
  }

  close(): Promise<void> {
    return this.shut();
  }

  #join(near: Socket, far: Socket): void {
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one);
      one
        .on('error', () => undefined)
        .on('close', () => {
          this.#sockets.delete(one);
          other.destroy();
        });
      one.pipe(other);
    }
  }
}
