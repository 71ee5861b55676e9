import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Rejected } from '#libs/contracts';
import { readSettings } from './settings.ts';

let folder: string;
let issuers: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
  issuers = file('issuers.json', [issuer({})]);
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
      FHR_ISSUERS: issuers,
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

  it.each([
    ['FHR_MODE', 'testing', /development or production/],
    ['FHR_PORT', '70000', /FHR_PORT/],
    ['FHR_PORT', 'four', /FHR_PORT/],
    ['FHR_FAMILIES', '-1', /FHR_FAMILIES/],
    ['FHR_CLOCK', '2026-03-10', /instant/],
    ['FHR_ORIGIN', 'two words', /name such as/],
    ['FHR_STORE', 'esdb://localhost:2113', /this release has the embedded store only/],
    ['FHR_ACCESS_STORE', 'esdb+discover://cluster', /this release has the embedded store only/],
    ['FHR_KEYS', 'postgres://keys.example/fhr', /this release has the embedded store only/],
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

describe('production', () => {
  it('takes what is safe', () => {
    expect(readSettings(production())).toMatchObject({
      mode: 'production',
      families: 0,
      kekCommand: 'print-key',
    });
  });

  it.each([
    ['a simulated clock', { FHR_CLOCK: '2026-03-10T09:00:00Z' }, /^FHR_CLOCK: .*simulated clock/],
    ['the local issuer', { FHR_ISSUERS: '' }, /^FHR_ISSUERS: .*local issuer/],
    ['a local key file', { FHR_KEK_COMMAND: '' }, /^FHR_KEK_COMMAND: .*local key file/],
    ['a store without TLS', { FHR_STORE: 'esdb://cluster?tls=false' }, /^FHR_STORE: .*tls=false/],
    ['credentials in a URL', { FHR_KEYS: 'postgres://fhr:secret@keys/fhr' }, /^FHR_KEYS: .*credentials/],
  ])('refuses %s by name', (_, changed, line) => {
    expect(reasons(production(changed))).toContainEqual(expect.stringMatching(line));
  });

  it('refuses issuers whose keys come without TLS or with credentials in the URL', () => {
    const plain = file('plain.json', [issuer({ jwksUri: 'http://login.example.org/keys' })]);
    const open = file('open.json', [issuer({ jwksUri: 'https://a:b@login.example.org/keys' })]);
    expect(reasons(production({ FHR_ISSUERS: plain }))).toEqual([expect.stringMatching(/https only/)]);
    expect(reasons(production({ FHR_ISSUERS: open }))).toEqual([expect.stringMatching(/credentials/)]);
  });

  it('never repeats the secret of a URL', () => {
    expect(reasons(production({ FHR_KEYS: 'postgres://fhr:secret@keys/fhr' })).join()).not.toContain(
      'secret',
    );
  });
});
