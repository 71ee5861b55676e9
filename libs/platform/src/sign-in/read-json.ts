import { lookup as resolveName, type LookupAddress } from 'node:dns';
import { request as requestInTheClear, type IncomingMessage } from 'node:http';
import { request as requestOverTls, type RequestOptions } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/**
 * Why an issuer was not heard. UNTRUSTED: it said, or was found at, what no honest issuer is, and nothing of it is
 * believed; UNREACHABLE: it may be heard another time. The sentence names no person.
 */
export class IssuerFault extends Error {
  override readonly name = 'IssuerFault';
  readonly kind: 'UNTRUSTED' | 'UNREACHABLE';

  constructor(kind: IssuerFault['kind'], sentence: string) {
    super(sentence);
    this.kind = kind;
  }
}

/** Whether a machine of this address may be asked. */
export type AddressRule = (address: string) => boolean;

const SLOWEST_MS = 5_000;
const LARGEST = 256_000;

/**
 * The JSON at an address, from a machine that the rule allows: the name is looked up once, and what it is connected to is
 * what was judged. Nothing is followed to anywhere else. Throws `IssuerFault`.
 */
export async function readJson(url: URL, isAllowed: AddressRule): Promise<unknown> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) !== 0 && !isAllowed(host)) throw notAllowed(url);
  const response = await answerOf(url, { lookup: lookupWithin(url, isAllowed) });
  const { statusCode = 0 } = response;
  if (statusCode >= 300 && statusCode < 400) {
    response.destroy();
    throw new IssuerFault('UNTRUSTED', `${url.href} leads somewhere else`);
  }
  const body = await bodyOf(response, url);
  if (statusCode !== 200) throw unreachable(url, `answered ${statusCode}`);
  try {
    return JSON.parse(body);
  } catch {
    throw unreachable(url, 'is no JSON');
  }
}

function answerOf(url: URL, options: RequestOptions): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestOverTls : requestInTheClear;
  return new Promise((resolve, reject) => {
    const headers = { accept: 'application/json' };
    const sent = request(url, { ...options, agent: false, headers, signal: AbortSignal.timeout(SLOWEST_MS) });
    sent.on('response', resolve);
    sent.on('error', (reason) =>
      reject(reason instanceof IssuerFault ? reason : unreachable(url, 'does not answer')),
    );
    sent.end();
  });
}

async function bodyOf(response: IncomingMessage, url: URL): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LARGEST) break;
      chunks.push(chunk);
    }
  } catch {
    throw unreachable(url, 'broke off');
  }
  if (size > LARGEST) throw unreachable(url, 'is larger than any set of keys');
  return Buffer.concat(chunks).toString('utf8');
}

function lookupWithin(url: URL, isAllowed: AddressRule): LookupFunction {
  return (hostname, options, found) => {
    resolveName(hostname, { ...options, all: true }, (reason, addresses) => {
      const [first] = addresses ?? [];
      if (reason !== null || first === undefined) found(reason ?? unreachable(url, 'has no address'), '', 0);
      else if (!addresses.every(({ address }) => isAllowed(address))) found(notAllowed(url), '', 0);
      else if (options.all === true) (found as Found)(null, addresses);
      else found(null, first.address, first.family);
    });
  };
}

type Found = (reason: null, addresses: LookupAddress[]) => void;

function notAllowed(url: URL): IssuerFault {
  return new IssuerFault('UNTRUSTED', `${url.href} is at an address that is not asked from here`);
}

function unreachable(url: URL, why: string): IssuerFault {
  return new IssuerFault('UNREACHABLE', `${url.href} ${why}`);
}

/** RFC 6890 and its successors: what is of a machine, of a house, or of nobody. */
const NOT_PUBLIC: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 16],
  ['100::', 8],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 9],
  ['ff00::', 8],
];
const notPublic = listOf(NOT_PUBLIC);
const ownMachine = listOf([
  ['127.0.0.0', 8],
  ['::1', 128],
]);

/** Of the internet, and nobody's house. */
export const isPublic: AddressRule = (address) => isIP(address) !== 0 && !notPublic(address);
export const isOwnMachine: AddressRule = (address) => isIP(address) !== 0 && ownMachine(address);
export const isAnywhere: AddressRule = () => true;

/** A list each of IPv4 and IPv6: in one, an address of the first is on a network of the second as well. */
function listOf(networks: typeof NOT_PUBLIC): AddressRule {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const [network, prefix] of networks)
    lists[familyOf(network)].addSubnet(network, prefix, familyOf(network));
  return (address) => lists[familyOf(address)].check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
