import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JWTPayload } from 'jose';
import { personas } from '#libs/access';
import { issueToken, openLog } from '#libs/platform';
import { createBundle, openRecord, type FamilyRecord, type Settings } from '#libs/service';
import { StandInIssuer } from '../../libs/platform/src/testing/stand-in-issuer.ts';
import { serve, type Running } from '../../apps/record/src/serve.ts';
import { founded, type Authority } from '../support/authority.ts';
import { fhrWith } from '../support/processes.ts';

const log = openLog({ write: () => undefined });
let scratch: string;
let issuer: StandInIssuer;
let north: Authority;
let south: Authority;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'family-help-authorities-'));
  issuer = await StandInIssuer.start('', 'ES256');
  north = await founded({ name: 'north', code: '919', folder: scratch, issuer: issuer.name });
  south = await founded({ name: 'south', code: '881', folder: scratch, issuer: issuer.name });
}, 120_000);
afterAll(async () => {
  await issuer[Symbol.asyncDispose]();
  rmSync(scratch, { recursive: true, force: true });
});

const tokenFor = (claims: JWTPayload) =>
  issuer.sign({ sub: 'u-1', role: 'AUDITOR', agency: 'audit', ...claims }, { typ: 'at+jwt' });

describe('two authorities side by side, whose people sign in at one place', () => {
  let services: Record<'north' | 'south', Running>;
  beforeAll(async () => {
    services = { north: await serve(north.settings, log), south: await serve(south.settings, log) };
  });
  afterAll(async () => {
    await services.north.stop();
    await services.south.stop();
  });

  async function ask(at: 'north' | 'south', token: string, query: string) {
    const answer = await fetch(`${services[at].address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await answer.json()) as {
      data?: Record<string, { reference?: string } | null> | null;
      errors?: { extensions: { code: string } }[];
    };
    return { status: answer.status, data, code: errors?.[0]?.extensions.code };
  }
  const familyQuery = (reference: string) =>
    `{ family(reference: "${reference}", purpose: AUDIT) { reference } }`;

  it('each answer their own', async () => {
    for (const [at, { audience, family }] of [
      ['north', north],
      ['south', south],
    ] as const) {
      const found = await ask(at, await tokenFor({ aud: audience }), familyQuery(family));
      expect(found.data?.['family']?.reference).toBe(family);
    }
  });

  it.each<[string, () => Promise<string>]>([
    ['for the other\u2019s audience', () => tokenFor({ aud: north.audience })],
    [
      'for both audiences, of the other authority',
      () => tokenFor({ aud: [north.audience, south.audience], authority: '919' }),
    ],
    ['for this audience, of the other authority', () => tokenFor({ aud: south.audience, authority: '919' })],
    ['that the other\u2019s development issues', () => issueToken(north.folder, 'auditor')],
    ['that this one\u2019s own development would issue', () => issueToken(south.folder, 'auditor')],
  ])('a token %s opens nothing', async (_, token) => {
    expect(await ask('south', await token(), familyQuery(south.family))).toMatchObject({
      status: 401,
      code: 'UNAUTHENTICATED',
    });
  });

  it('nobody of one is found in the other', async () => {
    const token = await tokenFor({ aud: south.audience, authority: '881' });
    const unknown = await ask('south', token, familyQuery(north.family));
    expect(unknown).toEqual(await ask('south', token, familyQuery('F-D0C7CDNV1C')));
    expect(unknown.code).toBe('NOT_FOUND');
  });

  it('a position of one log is none of the other', async () => {
    const { record } = services.north;
    const atLeast = Buffer.from(`${record.origin}:1`).toString('base64url');
    const query = `{ families(purpose: AUDIT, atLeast: "${atLeast}") { nodes { id } } }`;
    expect(await ask('north', await tokenFor({ aud: north.audience }), query)).toMatchObject({ status: 200 });
    expect((await ask('south', await tokenFor({ aud: south.audience }), query)).code).toBe('FOREIGN_TOKEN');
  });

  it('the operator of one is nobody at the other', async () => {
    const { token } = JSON.parse(readFileSync(join(north.folder, 'service.json'), 'utf8')) as {
      token: string;
    };
    const answer = await fetch(`${services.south.address}/operator/projections`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(404);
  });
});

describe('a process of one authority', () => {
  /** A copy of the south's folder, in which these are the north's. */
  function mixed(name: string, ...theirs: string[]): string {
    const folder = join(scratch, name);
    cpSync(south.folder, folder, { recursive: true });
    for (const each of theirs) {
      rmSync(join(folder, each), { recursive: true, force: true });
      if (existsSync(join(north.folder, each)))
        cpSync(join(north.folder, each), join(folder, each), { recursive: true });
    }
    return folder;
  }
  const opening = async (settings: Settings): Promise<unknown> => {
    const opened = await openRecord(settings, { inline: true }).catch((reason: unknown) => reason);
    if (opened instanceof Error) return opened;
    await (opened as FamilyRecord).close();
    return 'opened';
  };
  const refused = (sentence: RegExp) => ({
    code: 'STORE_REFUSED',
    details: { reason: expect.stringMatching(sentence) as unknown },
  });

  it('opens its own folder', async () => {
    expect(await opening({ ...south.settings, folder: mixed('own') })).toBe('opened');
  });

  it('refuses the folder of the other, by the name of its log and by the authority', async () => {
    const theirs = join(scratch, 'theirs');
    cpSync(north.folder, theirs, { recursive: true });
    expect(await opening({ ...south.settings, folder: theirs })).toMatchObject(
      refused(/the log of north\.example\/family-help.*\n.*of the authority 919, not of 881/),
    );
    const named = { ...south.settings, origin: north.settings.origin, folder: theirs };
    expect(await opening(named)).toMatchObject(refused(/^The store is of the authority 919, not of 881\.$/));
  });

  it.each<[string, string[], RegExp]>([
    ['the other\u2019s log', ['events.db'], /the log of north\.example/],
    [
      'the other\u2019s log and keys',
      ['events.db', 'keys.db', 'development.kek'],
      /the log of north\.example/,
    ],
    ['the other\u2019s keys', ['keys.db', 'development.kek'], /key store is not the one of this log/],
    [
      'the other\u2019s keys, under its own key-encryption key',
      ['keys.db'],
      /key-encryption key is not the one/,
    ],
    ['the other\u2019s checkpoints', ['ledger'], /not one that south\.example\/family-help signed/],
    [
      'the other\u2019s access log',
      ['access.db', 'access-ledger'],
      /not one that south\.example\/family-help\/access signed/,
    ],
  ])('refuses its own folder with %s in it', async (name, theirs, sentence) => {
    const folder = mixed(name.replaceAll(/\W/g, '-'), ...theirs);
    expect(await opening({ ...south.settings, folder })).toMatchObject(refused(sentence));
  });

  it('answers nothing out of the other\u2019s read models', async () => {
    const record = await openRecord(
      { ...south.settings, folder: mixed('read-models', 'read-models') },
      { inline: true },
    );
    await record.projector.reached(await record.store.head());
    const asked = { purpose: 'AUDIT', principal: personas.auditor, door: 'CLI' } as const;
    const theirs = createBundle({ ...asked, family: north.family }, record);
    await expect(theirs).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { events } = await createBundle({ ...asked, family: south.family }, record);
    expect(events).toBeGreaterThan(0);
    await record.close();
  });

  it('does not take the other\u2019s bundle for one of its own', async () => {
    for (const [bundle, status] of [
      [south.bundle, 0],
      [north.bundle, 1],
    ] as const) {
      const checked = await fhrWith(south.said, 'bundle', 'verify', bundle, '--json');
      expect([checked.status, JSON.parse(checked.answer)]).toMatchObject([status, { ok: status === 0 }]);
    }
  });

  it('lets no copy of the other\u2019s log come over its own', async () => {
    const to = mixed('copied-over');
    const before = readFileSync(join(to, 'events.db'));
    const copied = await fhrWith(
      {},
      'store',
      'copy',
      '--from',
      `sqlite:${north.folder}`,
      '--to',
      `sqlite:${to}`,
    );
    expect(copied.status).toBe(5);
    expect(readFileSync(join(to, 'events.db')).equals(before)).toBe(true);
  });
});
