import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { KEK } from '../key-store.contract.ts';
import { keptPostgresKeys } from './kept-postgres-keys.ts';
import { openPostgresKeyStore } from './postgres-key-store.ts';

/** AuthenticationOk and ReadyForQuery, of PostgreSQL's protocol. */
const WELCOME = Buffer.from('5200000008000000005a0000000549', 'hex');

const lettingIn = (socket: Socket, asked: () => void) =>
  socket.once('data', () => {
    socket.write(WELCOME);
    socket.once('data', asked);
  });

async function serverThat(takes: (socket: Socket) => void) {
  const server = createServer(takes).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    connection: `postgres://127.0.0.1:${port}/keys?sslmode=disable`,
    [Symbol.asyncDispose]: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

const unreachable = { code: 'KEY_SERVICE_UNAVAILABLE' };

describe('a key database is out of reach', () => {
  it('where it takes connections and says nothing', async () => {
    await using mute = await serverThat((socket) => socket.resume());
    const { connection } = mute;
    await expect(openPostgresKeyStore({ connection, kek: KEK })).rejects.toMatchObject(unreachable);
  });

  it('where it ends each connection as soon as something is asked of it', async () => {
    let asked = 0;
    await using dropping = await serverThat((socket) =>
      lettingIn(socket, () => {
        asked += 1;
        socket.destroy();
      }),
    );
    const { connection } = dropping;
    await expect(openPostgresKeyStore({ connection, kek: KEK })).rejects.toMatchObject(unreachable);
    await expect(keptPostgresKeys({ connection }).next()).rejects.toMatchObject(unreachable);
    expect(asked).toBe(2);
  });
});
