import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { personas } from '#libs/access';
import { bundleText, trustFrom, verifyBundle } from '#libs/ledger';
import { openRecord, type FamilyRecord } from '../../record.ts';
import { readSettings } from '../../settings/settings.ts';
import { keysIn, secondVerdicts } from '../../testing/bundle-reading.ts';
import { NOON, order, ava } from '../../testing/small-record.ts';
import { createBundle } from './create-bundle.ts';

// What no bundle of ours holds, signed by the log as if one did: two programs in two languages must say the same of it.

let folder: string;
let record: FamilyRecord;
let sound: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'strange-bundle-'));
  record = await openRecord(readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: NOON }), {
    inline: true,
  });
  const { id } = await record.door.send(order('RegisterPerson', ava));
  const members = [{ person: id, role: 'CHILD', livesHere: 'FULL' }];
  const { id: family } = await record.door.send(order('RegisterFamily', { members }));
  await record.projector.reached(await record.store.head());
  const asked = { family, principal: personas.auditor, purpose: 'AUDIT', door: 'OPERATOR' } as const;
  ({ text: sound } = await createBundle(asked, record));
}, 60_000);
afterAll(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
}, 60_000);

/** What becomes of the lines before the signature. */
type Change = (before: string) => string;

const manifestWith =
  (member: string): Change =>
  (before) =>
    before.replace('{"kind":"manifest",', `{"kind":"manifest",${member},`);
const memberAs =
  (name: string, change: (value: string) => string): Change =>
  (before) =>
    before.replace(
      new RegExp(`"${name}":("(?:[^"\\\\]|\\\\.)*"|[^,}]+)`),
      (_, value: string) => `"${name}":${change(value)}`,
    );
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

const [SOUND, UNPROVEN, MALFORMED] = [0, 1, 2];

const signedAgain: readonly [how: string, exit: number, change: Change][] = [
  ['nothing', SOUND, (before) => before],
  ['a number of 5,000 digits that nobody asks for', SOUND, manifestWith(`"x":${'1'.repeat(5_000)}`)],
  ['a number beyond every double', SOUND, manifestWith('"x":-1e99999')],
  ['a list thirty deep', SOUND, manifestWith(`"x":${nested(30)}`)],
  ['a list forty deep', MALFORMED, manifestWith(`"x":${nested(40)}`)],
  ['a list two thousand deep', MALFORMED, manifestWith(`"x":${nested(2_000)}`)],
  [
    'objects a hundred thousand deep',
    MALFORMED,
    manifestWith(`"x":${'{"x":'.repeat(100_000)}1${'}'.repeat(100_000)}`),
  ],
  ['a deep list behind a member of the same name', MALFORMED, manifestWith(`"x":${nested(2_000)},"x":1`)],
  ['brackets in a text', SOUND, manifestWith(`"x":"${'['.repeat(2_000)}\\"${'{'.repeat(2_000)}"`)],
  ['a member twice, the last as it was', SOUND, manifestWith('"version":2')],
  [
    'a member twice, the last as it was not',
    MALFORMED,
    memberAs('version', (value) => `${value},"version":2`),
  ],
  ['a kind twice', SOUND, (before) => before.replace('{"kind":"event",', '{"kind":"heads","kind":"event",')],
  [
    'a member of every object',
    SOUND,
    manifestWith('"__proto__":{"origin":"x"},"constructor":1,"toString":null'),
  ],
  [
    'an index only in what it descends from',
    MALFORMED,
    (before) => before.replace(/"kind":"event","index":(\d+)/, '"kind":"event","__proto__":{"index":$1}'),
  ],
  ['a version that is one and a half digits', SOUND, memberAs('version', () => '1.0')],
  ['a version that is true', MALFORMED, memberAs('version', () => 'true')],
  ['a size with a point', SOUND, memberAs('completeAsOf', (value) => `${value}.0`)],
  ['a size with an exponent', SOUND, memberAs('completeAsOf', (value) => `${value}e0`)],
  ['a size beyond what is counted', MALFORMED, memberAs('completeAsOf', () => '9007199254740993')],
  ['a size of 5,000 digits', MALFORMED, memberAs('completeAsOf', () => '1'.repeat(5_000))],
  ['a size beyond every double', MALFORMED, memberAs('completeAsOf', () => '1e400')],
  ['a size that is no number', MALFORMED, memberAs('completeAsOf', () => 'NaN')],
  ['a size below nothing', MALFORMED, memberAs('completeAsOf', () => '-1')],
  ['a size that is less than nothing by its sign only', UNPROVEN, memberAs('completeAsOf', () => '-0.0')],
  ['half a character that nobody asks for', SOUND, manifestWith('"x":"\\ud800"')],
  ['half a character in the log\u2019s name', MALFORMED, memberAs('origin', () => '"\\ud800"')],
  ['half a character in an opening', MALFORMED, memberAs('opened', () => '"[\\udc00]"')],
  ['two halves that are one', UNPROVEN, memberAs('opened', () => '"[\\ud83d\\ude00]"')],
  ['half a character in a note', MALFORMED, memberAs('note', (value) => value.replace(/^"/, '"\\ud800'))],
  ['nothing, written as a character', SOUND, manifestWith('"x":"\\u0000"')],
  ['nothing, as it stands', MALFORMED, manifestWith('"x":"\0"')],
  ['a tab in a text', MALFORMED, manifestWith('"x":"\t"')],
  ['a mark of byte order in a text', SOUND, manifestWith('"x":"\ufeff"')],
  ['a mark of byte order at the beginning', MALFORMED, (before) => `\ufeff${before}`],
  ['a mark of byte order before a line', MALFORMED, (before) => before.replace('\n{', '\n\ufeff{')],
  ['what ends a line elsewhere, in a text', SOUND, manifestWith('"x":"\u2028\u0085"')],
  ['carriage returns', SOUND, (before) => before.replaceAll('\n', '\r\n')],
  ['a space that is none of JSON', MALFORMED, (before) => before.replace('{"kind"', '\u00a0{"kind"')],
  ['an empty line', MALFORMED, (before) => `${before}\n`],
  ['a line that is nothing', MALFORMED, (before) => `${before}null\n`],
  ['a line that is a list', MALFORMED, (before) => `${before}["event"]\n`],
  ['a kind that is a list', MALFORMED, (before) => before.replace('"kind":"heads"', '"kind":["heads"]')],
  [
    'a kind that every object has',
    MALFORMED,
    (before) => before.replace('"kind":"heads"', '"kind":"constructor"'),
  ],
  [
    'base64 with bits to spare',
    MALFORMED,
    memberAs('document', (value) => value.replace(/.=+"$/, (end) => `/${end.slice(1)}`)),
  ],
  ['base64 with a line feed in it', MALFORMED, memberAs('document', (value) => value.replace(/"$/, '\\n"'))],
  ['a number with a zero before it', MALFORMED, memberAs('completeAsOf', (value) => `0${value}`)],
];

const asItStands: readonly [how: string, exit: number, change: (text: string) => string | Uint8Array][] = [
  ['a byte behind it', MALFORMED, (text) => `${text}x`],
  ['nothing behind it', MALFORMED, (text) => `${text}\0`],
  ['a line feed behind it', MALFORMED, (text) => `${text}\n`],
  ['its own beginning behind it', MALFORMED, (text) => `${text}${text}`],
  ['no line feed at its end', MALFORMED, (text) => text.trimEnd()],
  [
    'a byte that is no character',
    MALFORMED,
    (text) => Buffer.concat([Buffer.from(text.slice(0, 40)), Buffer.of(0xff), Buffer.from(text.slice(40))]),
  ],
  [
    'half a character in bytes',
    MALFORMED,
    (text) => Buffer.from(text).fill('\xed\xa0\x80', 20, 23, 'latin1'),
  ],
  ['no byte at all', MALFORMED, () => ''],
  ['other bytes in each character', MALFORMED, (text) => Buffer.from(text, 'utf16le')],
];

describe('a bundle that is like none of ours', () => {
  it(`is judged alike by both verifiers, in ${signedAgain.length + asItStands.length} ways`, async () => {
    const end = sound.trimEnd().lastIndexOf('\n') + 1;
    const before = sound.slice(0, end);
    const made: { how: string; exit: number; bytes: Uint8Array }[] = [];
    for (const [how, exit, change] of signedAgain) {
      const changed = change(before);
      expect([how, changed === before]).toEqual([how, how === 'nothing']);
      const note = await record.ledgers.note(bundleText(record.origin, changed));
      const bytes = Buffer.from(`${changed}${JSON.stringify({ kind: 'signature', note })}\n`);
      made.push({ how, exit, bytes });
    }
    for (const [how, exit, change] of asItStands) made.push({ how, exit, bytes: Buffer.from(change(sound)) });
    const trust = trustFrom(`log ${keysIn(folder)[0]}\nquorum none\n`);
    const again = secondVerdicts(
      folder,
      made.map(({ bytes }) => bytes),
    );
    const said = made.map(({ how, bytes }, n) => [how, verifyBundle(bytes, trust).exit, again[n]]);
    expect(said).toEqual(made.map(({ how, exit }) => [how, exit, exit]));
  }, 120_000);
});
