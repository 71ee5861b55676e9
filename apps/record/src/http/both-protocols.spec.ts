import { expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { alsoHttp2 } from './both-protocols.ts';

it('ends a connection of HTTP/2 on which nothing is asked, and not one whose call is open', async () => {
  const server = createServer();
  server.keepAliveTimeout = 100;
  const http2 = alsoHttp2(server, (_, response) => void response.writeHead(200).write('first'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const following = connect(address);
  try {
    const call = following.request({ ':path': '/' }).setEncoding('utf8');
    await once(call, 'data');
    for (let idle = 0; idle < 3; idle++) await once(connect(address), 'close');
    expect([following.destroyed, call.destroyed]).toEqual([false, false]);
    call.close();
    await once(following, 'close');
  } finally {
    following.destroy();
    http2.close(0);
    server.close();
  }
});
