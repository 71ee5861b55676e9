import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Rejected } from '#libs/contracts';
import { readSettings } from './settings.ts';

let folder: string;
let issuers: string;
let ownIssuers: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
  issuers = file('issuers.json', [issuer({})]);
  ownIssuers = file('own.json', [issuer({ jwksUri: 'http://127.0.0.1:8080/keys' })]);
});
afterAll(() => rmSync(folder, { recursive: true }));

function issuer(changed: object): object {
  const jwksUri = 'https://login.example.org/keys';
  return {
    issuer: 'https://login.example.org',
    audience: 'family-help',
    jwksUri,
    algorithms: ['ES256'],
    ...changed,
  };
}

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function reasons(variables: Record<string, string>): string[] {
  try {
    readSettings(variables);
  } catch (error) {
    if (error instanceof Rejected && error.code === 'SETTINGS_REFUSED')
      return String(error.details['reason']).split('\n');
    throw error;
  }
  return [];
}

const production = (more: Record<string, string> = {}): Record<string, string> => ({
  FHR_MODE: 'production',
  FHR_ISSUERS: issuers,
  FHR_KEK_COMMAND: 'print-key',
  ...more,
});

describe('the settings', () => {
  it('are those of a development service where nothing is said', () => {
    expect(readSettings({ FHR_PORT: '' })).toEqual({
      mode: 'development',
      folder: resolve('data'),
      port: 4000,
      families: 500,
      origin: 'localhost/family-help',
      authority: '919',
      witnesses: resolve('data/witnesses/policy'),
    });
  });

  it('are read from the environment', () => {
    const settings = readSettings({
      FHR_DATA: '/var/fhr',
      FHR_PORT: '0',
      FHR_FAMILIES: '12',
      FHR_CLOCK: '2026-03-10T09:00:00+01:00',
      FHR_ORIGIN: 'herts.example/family-help',
      FHR_STORE: 'sqlite:',
      FHR_ANCHOR: '/mnt/anchor',
      FHR_ISSUERS: ownIssuers,
    });
    expect(settings).toMatchObject({
      folder: resolve('/var/fhr'),
      port: 0,
      families: 12,
      clock: '2026-03-10T08:00:00.000Z',
      origin: 'herts.example/family-help',
      anchor: resolve('/mnt/anchor'),
      issuers: [{ audience: 'family-help', algorithms: ['ES256'] }],
    });
  });

  it('name databases, and the file with their user', () => {
    const said = { FHR_STORE: 'esdb://db.example:2113', FHR_ACCESS_STORE: 'esdb+discover://looks.example' };
    expect(readSettings({ ...said, FHR_STORE_USER: '/run/secrets/store' })).toMatchObject({
      store: said.FHR_STORE,
      accessStore: said.FHR_ACCESS_STORE,
      storeUser: '/run/secrets/store',
    });
  });

  it.each([
    ['FHR_MODE', 'testing', /development or production/],
    ['FHR_PORT', '70000', /FHR_PORT/],
    ['FHR_PORT', 'four', /FHR_PORT/],
    ['FHR_FAMILIES', '-1', /FHR_FAMILIES/],
    ['FHR_CLOCK', '2026-03-10', /instant/],
    ['FHR_ORIGIN', 'two words', /name such as/],
    ['FHR_STORE', 'mysql://localhost', /sqlite:, esdb:/],
    ['FHR_ACCESS_STORE', 'esdb:', /sqlite:, esdb:/],
    ['FHR_KEYS', 'mysql://keys.example/fhr', /sqlite: or a database.*postgres:/],
    ['FHR_KEYS', 'postgres://keys.example/fhr?sslmode=prefer', /verify-full or disable/],
    ['FHR_COST_LIMIT', '0', /whole number/],
    ['FHR_ADDRESS', 'https://record.council.example/graphql', /an address such as/],
    ['FHR_AUTHORITY', 'Hertfordshire', /three digits/],
  ])('refuse %s=%s in a line of their own', (name, value, line) => {
    expect(reasons({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
    expect(reasons({ [name]: value })[0]).toMatch(line);
  });

  it('tell everything that is wrong at once', () => {
    expect(reasons({ FHR_PORT: 'x', FHR_CLOCK: 'x' })).toHaveLength(2);
  });

  it('refuse a file of issuers that is none', () => {
    expect(reasons({ FHR_ISSUERS: join(folder, 'absent.json') })).toEqual([
      expect.stringMatching(/^FHR_ISSUERS/),
    ]);
    expect(reasons({ FHR_ISSUERS: file('words.json', 'words') })).toHaveLength(1);
    expect(
      reasons({ FHR_ISSUERS: file('none.json', [issuer({ algorithms: ['HS256', 'none'] })]) }),
    ).not.toEqual([]);
  });
});

const onLinux = process.platform === 'linux' ? it : it.skip;
onLinux('a folder where none can be made is refused, and not tried for ever', () => {
  expect(() => readSettings({ FHR_DATA: '/proc/none/data' })).toThrow(
    expect.objectContaining({
      code: 'STORE_REFUSED',
      details: { reason: 'FHR_DATA: /proc/none/data is no folder and cannot be made one.' },
    }),
  );
});

describe('development', () => {
  it('fetches keys from its own machine only', () => {
    expect(reasons({ FHR_ISSUERS: issuers })).toEqual([
      expect.stringMatching(/^FHR_ISSUERS: .*this machine/),
    ]);
  });
});

describe('production', () => {
  it('is reached and asked as the settings say, within a limit unless another is named', () => {
    expect(readSettings(production())).toMatchObject({ costLimit: 60_000 });
    const more = {
      FHR_ADDRESS: 'https://record.council.example',
      FHR_TLS_CERTIFICATE: '/etc/fhr/certificate.pem',
      FHR_TLS_KEY: '/etc/fhr/key.pem',
      FHR_PROXIES: '10.0.0.7, ::1',
      FHR_CLIENT_CERTIFICATE_HEADER: 'Client-Cert',
      FHR_DOCUMENTS: '/etc/fhr/documents.json',
      FHR_COST_LIMIT: '5000',
    };
    expect(readSettings(production(more))).toMatchObject({
      address: 'https://record.council.example',
      tls: { certificate: '/etc/fhr/certificate.pem', key: '/etc/fhr/key.pem' },
      proxy: { addresses: ['10.0.0.7', '::1'], certificateHeader: 'client-cert' },
      documents: '/etc/fhr/documents.json',
      costLimit: 5000,
    });
  });

  it('takes what is safe', () => {
    expect(readSettings(production())).toMatchObject({
      mode: 'production',
      families: 0,
      kekCommand: 'print-key',
    });
  });

  it.each([
    ['to be reached in the clear', { FHR_ADDRESS: 'http://record.council.example' }, /^FHR_ADDRESS: /],
    ['a simulated clock', { FHR_CLOCK: '2026-03-10T09:00:00Z' }, /^FHR_CLOCK: .*simulated clock/],
    ['the local issuer', { FHR_ISSUERS: '' }, /^FHR_ISSUERS: .*local issuer/],
    ['a local key file', { FHR_KEK_COMMAND: '' }, /^FHR_KEK_COMMAND: .*local key file/],
    [
      'development\u2019s key by a command',
      { FHR_KEK_COMMAND: 'cat data/development.kek' },
      /^FHR_KEK_COMMAND: /,
    ],
    ['a record without TLS', { FHR_STORE: 'esdb://cluster?tls=false' }, /^FHR_STORE: .*tls=false/],
    [
      'an access log without TLS',
      { FHR_ACCESS_STORE: 'esdb://a?tls=false' },
      /^FHR_ACCESS_STORE: .*tls=false/,
    ],
    ['keys without TLS', { FHR_KEYS: 'postgres://keys/fhr?sslmode=disable' }, /^FHR_KEYS: .*tls=false/],
    ['credentials in a URL', { FHR_KEYS: 'postgres://fhr:secret@keys/fhr' }, /^FHR_KEYS: .*credentials/],
    ['unchecked certificates', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, /^NODE_TLS_REJECT_UNAUTHORIZED: /],
    ['half of what TLS needs', { FHR_TLS_KEY: 'key.pem' }, /^FHR_TLS_KEY: needs FHR_TLS_CERTIFICATE/],
    [
      'a header that anybody could send',
      { FHR_CLIENT_CERTIFICATE_HEADER: 'Client-Cert' },
      /^FHR_CLIENT_CERTIFICATE_HEADER: needs FHR_PROXIES/,
    ],
  ])('refuses %s by name, in a sentence of its own', (_, changed, line) => {
    const [sentence, ...others] = reasons(production(changed));
    expect(others).toEqual([]);
    expect(sentence).toMatch(line);
    expect(sentence).toMatch(/\.$/);
  });

  it.each([
    ['keys in the clear', { jwksUri: 'http://login.example.org/keys' }, /https only/],
    ['credentials in the URL', { jwksUri: 'https://a:b@login.example.org/keys' }, /credentials/],
    ['the name of development\u2019s own', { issuer: 'urn:family-help-record:development' }, /https address/],
    ['an algorithm of shared secrets', { algorithms: ['HS256'] }, /algorithms/],
    ['no algorithm', { algorithms: [] }, /algorithms/],
    ['no audience', { audience: '' }, /audience/],
  ])('refuses an issuer with %s', (name, changed, line) => {
    const given = file(`${name.replaceAll(/\W/g, '-')}.json`, [issuer(changed)]);
    expect(reasons(production({ FHR_ISSUERS: given }))).toEqual([expect.stringMatching(line)]);
    expect(reasons(production({ FHR_ISSUERS: given }))[0]).toMatch(/^FHR_ISSUERS: /);
  });

  it('never repeats the secret of a URL', () => {
    expect(reasons(production({ FHR_KEYS: 'postgres://fhr:secret@keys/fhr' })).join()).not.toContain(
      'secret',
    );
  });
});
