import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readCodeSets } from '#libs/reference';
import { isSimulated } from './clock.ts';
import { openRecord, type FamilyRecord, type OpeningOptions } from './record.ts';
import { readSettings, type Settings } from './settings/settings.ts';
import { ava, eventsOf, order, refusal } from './testing/small-record.ts';

let folder: string;
let open: FamilyRecord[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'record-'));
  open = [];
});
afterEach(async () => {
  await Promise.all(open.map((record) => record.close()));
  rmSync(folder, { recursive: true });
});

function settings(more: Record<string, string> = {}): Settings {
  return readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_ORIGIN: 'example.org/ours', ...more });
}

async function opened(
  more: Record<string, string> = {},
  options: OpeningOptions = {},
): Promise<FamilyRecord> {
  const record = await openRecord(settings(more), { inline: true, ...options });
  open.push(record);
  return record;
}

describe('a folder without a record', () => {
  it('gets one that says whose it is in its first event, and holds every code set', async () => {
    const record = await opened();
    const [first, ...rest] = await eventsOf(record.store);
    expect(record.created).toBe(true);
    expect(first).toMatchObject({
      type: 'StoreCreated',
      data: { origin: 'example.org/ours', authority: '919', mode: 'DEVELOPMENT', clock: 'MACHINE' },
      source: 'SYSTEM',
    });
    expect(rest.map(({ data }) => data['name']).sort()).toEqual(
      readCodeSets()
        .map(({ name }) => name)
        .sort(),
    );
    expect(record.reference().codeSets()).toHaveLength(readCodeSets().length);
  });

  it('gets one that lives by FHR_CLOCK', async () => {
    const record = await opened({ FHR_CLOCK: '2026-03-10T09:00:00Z' });
    expect((await eventsOf(record.store))[0]).toMatchObject({ data: { clock: 'SIMULATED' } });
    expect(record.clock.now().slice(0, 13)).toBe('2026-03-10T09');
  });
});

describe('a record that is opened again', () => {
  it('goes on where it was', async () => {
    const first = await opened();
    const { id, position } = await first.door.send(order('RegisterPerson', ava));
    await first.close();
    const second = await opened();
    expect(second.created).toBe(false);
    expect(await second.store.head()).toBe(position);
    expect(
      await second.door.send(order('RecordPersonName', { person: id, use: 'KNOWN_AS', family: 'Reed' })),
    ).toMatchObject({
      events: 1,
      position: position + 1,
    });
  });

  it('publishes a newer version of a code set, and keeps the older', async () => {
    await (await opened()).close();
    const codeSets = readCodeSets().map((set) => (set.name === 'sex' ? { ...set, version: '2027.1' } : set));
    const record = await opened({}, { codeSets });
    expect(record.reference().version('sex')).toBe('2027.1');
    expect((await eventsOf(record.store)).at(-1)).toMatchObject({
      type: 'CodeSetPublished',
      data: { name: 'sex', version: '2027.1' },
    });
    await record.close();
    const again = await opened({}, { codeSets });
    expect(await again.store.head()).toBe(readCodeSets().length + 1);
  });

  it('is refused where a published version says something else now', async () => {
    await (await opened()).close();
    const codeSets = readCodeSets().map((set) => (set.name === 'sex' ? { ...set, title: 'Changed' } : set));
    expect(await refusal(opened({}, { codeSets }))).toMatchObject({
      code: 'STORE_REFUSED',
      reason: expect.stringMatching(/code set sex/),
    });
  });

  it('is refused where a code set was published, and no longer stands in its stream', async () => {
    await (await opened()).close();
    const log = new DatabaseSync(join(folder, 'events.db'));
    log.exec(`UPDATE streams SET name = 'codeset-other' WHERE name = 'codeset-sex'`);
    log.close();
    // As where so much came since that the opening no longer looks at it byte for byte.
    rmSync(join(folder, 'ledger'), { recursive: true });
    expect(await refusal(opened())).toMatchObject({
      code: 'STORE_REFUSED',
      reason: expect.stringMatching(/code set sex .*codeset-sex.*fhr verify --all/),
    });
  });

  it('is refused under another name, and can be opened after that', async () => {
    await (await opened()).close();
    expect(await refusal(opened({ FHR_ORIGIN: 'example.org/theirs' }))).toMatchObject({
      code: 'STORE_REFUSED',
      reason: expect.stringMatching(/FHR_ORIGIN/),
    });
    expect((await opened()).created).toBe(false);
  });

  it('is refused while another has it', async () => {
    await opened();
    expect(await refusal(opened())).toMatchObject({ code: 'STORE_LOCKED' });
  });

  it('refuses FHR_CLOCK where it was made without, and takes a later one where it was made with', async () => {
    await (await opened({ FHR_CLOCK: '2026-03-10T09:00:00Z' })).close();
    const later = await opened({ FHR_CLOCK: '2026-06-01T09:00:00Z' });
    expect(later.clock.now().slice(0, 13)).toBe('2026-06-01T09');
    await later.door.send(order('RegisterPerson', ava));
    await later.close();
    expect(await refusal(opened({ FHR_CLOCK: '2026-05-01T09:00:00Z' }))).toMatchObject({
      reason: expect.stringMatching(/^FHR_CLOCK/),
    });
    const machine = await opened();
    expect(isSimulated(machine.clock)).toBe(true);
    expect(machine.clock.now() >= '2026-06-01T09').toBe(true);
  });

  it('is refused without the keys it was made with, and makes none in their place', async () => {
    await (await opened()).close();
    const keys = join(folder, 'keys.db');
    renameSync(keys, join(folder, 'kept'));
    expect(await refusal(opened())).toMatchObject({
      code: 'STORE_REFUSED',
      reason: expect.stringMatching(/key store .* gone/),
    });
    expect(existsSync(keys)).toBe(false);

    const another = mkdtempSync(join(tmpdir(), 'record-'));
    await (await opened({ FHR_DATA: another })).close();
    copyFileSync(join(another, 'keys.db'), keys);
    copyFileSync(join(another, 'development.kek'), join(folder, 'development.kek'));
    rmSync(another, { recursive: true });
    expect(await refusal(opened())).toMatchObject({
      code: 'STORE_REFUSED',
      reason: expect.stringMatching(/not the one of this log/),
    });
  });

  it('takes a key from a command, and refuses one that is none', async () => {
    const key = Buffer.alloc(32, 7).toString('base64');
    const record = await opened({ FHR_KEK_COMMAND: `echo ${key}` });
    await record.close();
    expect(await refusal(opened({ FHR_KEK_COMMAND: 'echo nothing' }))).toMatchObject({
      code: 'STORE_REFUSED',
      reason: expect.stringMatching(/FHR_KEK_COMMAND/),
    });
    expect(await refusal(opened())).toMatchObject({ code: 'STORE_REFUSED' });
  });
});

describe('an open record', () => {
  it('shows what was written once it has been waited for', async () => {
    const record = await opened();
    const { id, token, position } = await record.door.send(order('RegisterPerson', ava));
    const stamp = await record.stamp({ atLeast: token });
    expect(stamp).toMatchObject({ position, lag: 0 });
    expect(record.readers.people.person(id)).toMatchObject({ family: 'Hill' });
  });

  it('refuses a token of another log, and one of a place it has not reached', async () => {
    const record = await opened();
    const foreign = Buffer.from('example.org/theirs:1').toString('base64url');
    const ahead = Buffer.from('example.org/ours:9999').toString('base64url');
    expect(await refusal(record.stamp({ atLeast: foreign }))).toEqual({ code: 'FOREIGN_TOKEN' });
    expect(await refusal(record.stamp({ atLeast: ahead }))).toMatchObject({ code: 'POSITION_AHEAD' });
  });

  it('puts two people with one verified NHS number to a person, once', async () => {
    const record = await opened();
    const { id: first } = await record.door.send(order('RegisterPerson', ava));
    const { id: second, position } = await record.door.send(order('RegisterPerson', { ...ava, sex: 'U' }));
    await record.managers.reached(position);
    const detected = (await eventsOf(record.store)).filter(
      ({ type }) => type === 'PossibleDuplicateDetected',
    );
    expect(detected).toHaveLength(1);
    expect([detected[0]?.data['first'], detected[0]?.data['second']]).toEqual([first, second].sort());
    expect(detected[0]).toMatchObject({ source: 'SYSTEM', actor: { role: 'SYSTEM' } });
    expect(record.managers.parked()).toEqual([]);
  });
});

describe('the ledgers of a record', () => {
  it.each([true, false])(
    'stand over both logs a second after what was written (inline: %s)',
    async (inline) => {
      const record = await opened({}, { inline });
      const written = await record.door.send(order('RegisterPerson', ava));
      await record.ledgers.signed('example.org/ours', written.position);
      expect(
        record.ledgers.status().find(({ origin }) => origin === 'example.org/ours')?.checkpoint,
      ).toContain(`example.org/ours\n${written.position + 1}\n`);
      expect(
        record.ledgers
          .status()
          .map(({ origin }) => origin)
          .sort(),
      ).toEqual(['example.org/ours', 'example.org/ours/access']);
    },
  );

  it('refuse the record where its log was rolled back', async () => {
    const record = await opened();
    await record.close();
    const log = join(folder, 'events.db');
    copyFileSync(log, `${log}.old`);
    const again = await opened();
    await again.door.send(order('RegisterPerson', ava));
    await again.close();
    copyFileSync(`${log}.old`, log);
    expect(await refusal(opened())).toMatchObject({
      code: 'STORE_REFUSED',
      reason: expect.stringContaining('was rolled back'),
    });
  });
});
