import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { helpOpens, type Story } from '../../apps/record/src/testing/story.ts';
import { EventStoreDouble } from '../../libs/event-store/src/testing/eventstoredb/double.ts';
import { giveOrder, timelineOf } from '../support/orders.ts';
import { fhr, fhrWith, ServiceProcess } from '../support/processes.ts';

jest.setTimeout(120_000);

let folder: string;
let record: EventStoreDouble;
let access: EventStoreDouble;
let service: ServiceProcess;
let story: Story;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'family-help-copy-'));
  record = new EventStoreDouble(join(folder, 'record-database.db'));
  access = new EventStoreDouble(join(folder, 'access-database.db'));
  for (const database of [record, access]) await database.start();
});

afterEach(() => {
  for (const database of [record, access]) database.stop();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string) => join(folder, name);
const LOGS = /^(events|access)\.db/;

const order = (persona: PersonaName, mutation: string, input: object) =>
  giveOrder(service, persona, mutation, input);
const timeline = () => timelineOf(service, story.family.id);

interface Copied {
  readonly ok: boolean;
  readonly events: number;
  readonly copied: number;
  readonly root: string;
}

async function copy(from: string, to: string, ...options: string[]): Promise<Copied> {
  const { status, answer, said } = await copying(from, to, ...options, '--json');
  expect({ status, said }).toEqual({ status: 0, said: '' });
  return JSON.parse(answer) as Copied;
}

const copying = (from: string, to: string, ...options: string[]) =>
  fhrWith({}, 'store', 'copy', '--from', from, '--to', to, ...options);

describe('fhr store copy', () => {
  beforeEach(async () => {
    service = await ServiceProcess.start(at('data'));
    story = await helpOpens({ order });
  });
  afterEach(() => service[Symbol.asyncDispose]());

  it('moves a record to EventStoreDB and back, with what it shows and what proves it', async () => {
    const before = await timeline();
    await service[Symbol.asyncDispose]();
    const there = await copy(`sqlite:${at('data')}`, record.connection);
    const looks = await copy(`sqlite:${at('data')}`, access.connection, '--access');
    expect(looks.events).toBeGreaterThan(0);

    mkdirSync(at('before'));
    for (const file of readdirSync(at('data')).filter((name) => LOGS.test(name)))
      renameSync(join(at('data'), file), join(at('before'), file));
    service = await ServiceProcess.start(at('data'), {
      FHR_STORE: record.connection,
      FHR_ACCESS_STORE: access.connection,
    });
    expect(await timeline()).toEqual(before);
    await service[Symbol.asyncDispose]();

    const anew = new EventStoreDouble(at('made-again.db'));
    await anew.start();
    const again = await copy(`sqlite:${at('data')}`, anew.connection);
    anew.stop();
    cpSync(at('data'), at('back'), {
      recursive: true,
      filter: (source) => !LOGS.test(source.slice(at('data').length + 1)),
    });
    const back = await copy(record.connection, `sqlite:${at('back')}`);
    await copy(access.connection, `sqlite:${at('back')}`, '--access');
    for (const each of [again, back])
      expect(each).toMatchObject({ events: there.events, copied: there.events, root: there.root });
    const verified = await fhr(at('back'), 'verify', '--all', '--json');
    expect([verified.status, JSON.parse(verified.answer)]).toEqual([
      0,
      expect.objectContaining({ ok: true, events: there.events, root: there.root }),
    ]);
    service = await ServiceProcess.start(at('back'));
    expect(await timeline()).toEqual(before);
  });

  it('tells a person how many events, how fast and which root', async () => {
    await service[Symbol.asyncDispose]();
    const { answer } = await copying(`sqlite:${at('data')}`, record.connection);
    expect(answer).toMatch(
      /^(\d+) events stand in both, \1 of them copied now in \d+ appends, \d+ events a second\.\nRoot: \S{44}\n$/,
    );
    const again = await copying(`sqlite:${at('data')}`, record.connection);
    expect(again.answer).toMatch(/ 0 of them copied now/);
  });

  it('leaves a folder alone that a service holds', async () => {
    const held = `sqlite:${at('data')}`;
    for (const [from, to] of [
      [held, record.connection],
      [record.connection, held],
    ] as const) {
      const { status, answer, said } = await copying(from, to);
      expect([status, answer]).toEqual([5, '']);
      expect(said).toMatch(/^STORE_LOCKED: .* is being written by process \d+/);
    }
    expect(record.log.all(0, 100).filter(({ stream }) => !stream.startsWith('$'))).toEqual([]);
  });

  it('refuses a target that holds something else, naming the first difference', async () => {
    await service[Symbol.asyncDispose]();
    await copy(`sqlite:${at('data')}`, record.connection);
    const { status, answer, said } = await copying(`sqlite:${at('data')}`, record.connection, '--access');
    expect([status, answer]).toEqual([5, '']);
    expect(said).toMatch(/^STORE_REFUSED: .*neither empty nor a beginning of the source: at position 0 /);
  });
});

describe('fhr store copy with words it cannot use', () => {
  it.each([
    ['--from', 'postgres://there', 'sqlite:/tmp/to'],
    ['--to', 'sqlite:/tmp/from', '/tmp/to'],
    ['--to', 'sqlite:/tmp/same', 'sqlite:/tmp/same'],
    ['--from', 'esdb://a:b:c:d?tls=maybe', 'sqlite:/tmp/to'],
  ])('is wrong use, and names %s: from %s to %s', async (option, from, to) => {
    const { status, answer, said } = await copying(from, to);
    expect([status, answer]).toEqual([2, '']);
    expect(said).toContain(`${option}: `);
  });

  it('says that there is nothing to copy, and makes nothing', async () => {
    const { status, said } = await copying(`sqlite:${at('nowhere')}`, `sqlite:${at('to')}`);
    expect(status).toBe(5);
    expect(said).toContain(`There is no log at ${join(at('nowhere'), 'events.db')}`);
    expect(existsSync(at('to'))).toBe(false);
  });

  it('in production takes no credentials in an address, and no connection in the clear', async () => {
    const issuer = { issuer: 'https://there', audience: 'a', jwksUri: 'https://there/keys' };
    writeFileSync(at('issuers.json'), JSON.stringify([{ ...issuer, algorithms: ['ES256'] }]));
    const production = {
      FHR_MODE: 'production',
      FHR_ISSUERS: at('issuers.json'),
      FHR_KEK_COMMAND: 'false',
    };
    const { status, said } = await fhrWith(
      production,
      ...['store', 'copy', '--from', 'esdb://a:b@there:2113?tls=false', '--to', `sqlite:${at('to')}`],
    );
    expect(status).toBe(2);
    expect(said).toMatch(/--from: production refuses tls=false\.\n--from: production refuses credentials/);
  });
});
