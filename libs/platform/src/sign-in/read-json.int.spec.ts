import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StandInIssuer } from '../testing/stand-in-issuer.ts';
import { isAnywhere, isPublic, readJson } from './read-json.ts';

let issuer: StandInIssuer;
beforeAll(async () => {
  issuer = await StandInIssuer.start();
});
afterAll(() => issuer[Symbol.asyncDispose]());

describe('an address', () => {
  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254'],
    ...['100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '192.0.2.1', '198.18.0.1'],
    ...['::1', '::', 'fe80::1', 'fc00::1', 'fd12::1', 'ff02::1', '::ffff:10.0.0.1', '::127.0.0.1'],
    ...['64:ff9b::a00:1', '2002:7f00:1::', '2001:db8::1', 'not-an-address', ''],
  ])('that is not of the internet is told: %s', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  it.each(['8.8.8.8', '172.32.0.1', '20.190.128.1', '100.128.0.1', '2a00:1450:4009::200e', '2606:4700::1'])(
    'that is of the internet is told: %s',
    (address) => {
      expect(isPublic(address)).toBe(true);
    },
  );
});

describe('what is read', () => {
  const at = (path: string, host = '127.0.0.1') => new URL(path, issuer.origin.replace('127.0.0.1', host));

  it('is JSON', async () => {
    expect(await readJson(at('/.well-known/openid-configuration'), isAnywhere)).toEqual(issuer.discovery);
  });

  it('is never of a name that leads to an address which may not be asked', async () => {
    for (const host of ['localhost', '127.0.0.1'])
      await expect(readJson(at('/keys', host), isPublic)).rejects.toMatchObject({ kind: 'UNTRUSTED' });
  });

  it.each<[string, StandInIssuer['instead']]>([
    ['that is not JSON', (_, response) => response.end('<html>')],
    ['that is not there', (_, response) => response.writeHead(404).end('{}')],
    ['that is too large', (_, response) => response.end(JSON.stringify('x'.repeat(300_000)))],
    ['that breaks off', (_, response) => void (response.write('{'), response.destroy())],
  ])('%s may be asked for again', async (_, instead) => {
    await using other = await StandInIssuer.start();
    other.instead = instead;
    const reading = readJson(new URL(other.origin), isAnywhere);
    await expect(reading).rejects.toMatchObject({ name: 'IssuerFault', kind: 'UNREACHABLE' });
  });
});
