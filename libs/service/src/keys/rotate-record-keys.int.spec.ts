import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRecord } from '../record.ts';
import { recordKeks, rotateRecordKeys } from './rotate-record-keys.ts';
import { readSettings, type Settings } from '../settings/settings.ts';
import { ava, order } from '../testing/small-record.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rotated-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const development = () => readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0' });
const commanded = (command: string) => ({ ...development(), kekCommand: command });
const printing = (byte: number) => `echo ${Buffer.alloc(32, byte).toString('base64')}`;

/** Opens the record, registers a child, and answers what stands of it by what the keys open. */
async function registered(settings: Settings): Promise<() => Promise<string | null | undefined>> {
  const record = await openRecord(settings, { inline: true });
  const { id } = await record.door.send(order('RegisterPerson', ava));
  await record.close();
  return async () => {
    const again = await openRecord(development(), { inline: true });
    await again.projector.rebuild();
    const given = again.readers.people.person(id)?.given;
    await again.close();
    return given;
  };
}

const refusedWith = (code: string, reason: RegExp) =>
  expect.objectContaining({
    code,
    details: expect.objectContaining({ reason: expect.stringMatching(reason) }),
  });

describe('the keys of a development folder', () => {
  it('are wrapped under a new file, in the place of the old one, and open what they opened', async () => {
    const given = await registered(development());
    const old = readFileSync(join(folder, 'development.kek'));
    const { rewrapped } = await rotateRecordKeys(development());
    expect(rewrapped).toBeGreaterThan(3);
    expect(readFileSync(join(folder, 'development.kek'))).not.toEqual(old);
    expect(existsSync(join(folder, 'development.kek.next'))).toBe(false);
    expect(await given()).toBe('Ava');
    expect((await recordKeks(development())).map(({ state }) => state)).toEqual(['CURRENT', 'RETIRED']);
  });

  it('are finished where all that was missing is the new file in its place', async () => {
    const given = await registered(development());
    const kept = join(folder, 'kept');
    copyFileSync(join(folder, 'development.kek'), kept);
    await rotateRecordKeys(development());
    copyFileSync(join(folder, 'development.kek'), join(folder, 'development.kek.next'));
    copyFileSync(kept, join(folder, 'development.kek'));
    await expect(openRecord(development(), { inline: true })).rejects.toEqual(
      refusedWith('STORE_REFUSED', /retired/),
    );
    expect((await rotateRecordKeys(development())).rewrapped).toBe(0);
    expect(await given()).toBe('Ava');
  });

  it('are left alone while a service has them, and where there are none', async () => {
    const record = await openRecord(development(), { inline: true });
    await expect(rotateRecordKeys(development())).rejects.toEqual(
      refusedWith('STORE_LOCKED', /stop the service/),
    );
    await record.close();
    const nowhere = { ...development(), folder: join(folder, 'nowhere') };
    await expect(rotateRecordKeys(nowhere)).rejects.toEqual(refusedWith('STORE_REFUSED', /no key store/));
    expect(existsSync(nowhere.folder)).toBe(false);
    await expect(rotateRecordKeys(development(), { nextKekCommand: printing(1) })).rejects.toEqual(
      refusedWith('SETTINGS_REFUSED', /local file/),
    );
  });
});

describe('the keys of an authority that hands its key over by a command', () => {
  it('are wrapped under the key that another command prints', async () => {
    const record = await openRecord(commanded(printing(1)), { inline: true });
    await record.close();
    await expect(rotateRecordKeys(commanded(printing(1)))).rejects.toEqual(
      refusedWith('SETTINGS_REFUSED', /--next-kek-command/),
    );
    await rotateRecordKeys(commanded(printing(1)), { nextKekCommand: printing(2) });
    await expect(openRecord(commanded(printing(1)), { inline: true })).rejects.toEqual(
      refusedWith('STORE_REFUSED', /retired/),
    );
    await (await openRecord(commanded(printing(2)), { inline: true })).close();
  });

  it.each([
    ['ends badly', 'exit 3', /exit code 3/],
    ['prints no key', 'echo none', /32 bytes in base64/],
    ['prints a shorter one', 'echo AAAA', /32 bytes in base64/],
    [
      'prints one among other words',
      `echo key: ${Buffer.alloc(32).toString('base64')}`,
      /32 bytes in base64/,
    ],
    ['is not there', './no-such-command 2>/dev/null', /exit code 127/],
  ])('are not opened where the command %s', async (_, command, reason) => {
    await expect(openRecord(commanded(command), { inline: true })).rejects.toEqual(
      refusedWith('STORE_REFUSED', reason),
    );
  });
});
