import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { personas } from '#libs/access';
import { decodeStoredEvent, type CommandOf } from '#libs/contracts';
import { trustFrom, verifyBundle } from '#libs/ledger';
import { openRecord, type FamilyRecord } from '../../record.ts';
import { readSettings } from '../../settings/settings.ts';
import { documentOf, keysIn, linesOf, secondVerdicts } from '../../testing/bundle-reading.ts';
import { agencies } from '../../testing/story-of-help.ts';
import { ava, NOON, openedOf, order, refusal } from '../../testing/small-record.ts';
import { form } from '../../testing/story-of-people.ts';
import { coordinator, teamManager, type Send } from '../../testing/telling.ts';
import { createPack } from './create-pack.ts';

// Ava lives with her mother Mia, who fled from Tom, her father: he must not learn where they are.

const ALL = ['general', 'address', 'health', 'police', 'third-party', 'special'];
const NOT_ADDRESS = ALL.filter((each) => each !== 'address');
const SAFE = '3 Safe Way';

let folder: string;
let record: FamilyRecord;
let send: Send;
let family: string;
let keyworker: string;
let [child, mother, father] = ['', '', ''];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pack-'));
  record = await openRecord(readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: NOON }), {
    inline: true,
  });
  send = (type, data, actor = teamManager, more = {}) =>
    record.door.send(order(type, data, { actor, ...more }));
  ({ keyworker } = await agencies(send));
  [child, mother, father] = [await person(ava), await person(adult('Mia')), await person(adult('Tom'))];
  const members = [
    { person: child, role: 'CHILD' },
    { person: mother, role: 'MOTHER' },
    { person: father, role: 'FATHER' },
  ];
  family = (await send('RegisterFamily', { members })).id;
  for (const who of [child, mother]) await send('RecordAddress', { person: who, ...refuge() });
  await send('RecordAddress', { person: father, type: 'HOME', line: '9 Mill Lane', postcode: 'AL10 2LE' });
  await send('ChangeFamilyLabel', { family, label: 'The Quarrelling Hills' });
}, 120_000);
afterAll(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
}, 60_000);

describe('a pack of somebody’s own record', () => {
  it('is not made before it is decided what they are told, and says of whom and what that is not', async () => {
    await decide({ persons: [father], recipientPerson: father, classes: ALL });
    const refused = await refusal(packFor(father));
    expect(refused).toMatchObject({ code: 'DISCLOSURE_UNDECIDED' });
    const { undecided = '' } = refused as { undecided?: string };
    expect(undecided.split(' ')).toEqual(expect.arrayContaining([`${child}/general`, `${mother}/general`]));
    expect(undecided).not.toContain(`${father}/`);
    expect((await lastReads()).at(-1)).toMatchObject({ effect: 'REFUSED', reads: ['pack'] });
  });

  it('shows a father his own and his child’s, and not where the mother took her, nor anything of the mother’s', async () => {
    await decide({ persons: [child], recipientPerson: father, classes: NOT_ADDRESS });
    await withhold({
      persons: [child],
      recipientPerson: father,
      classes: ['address'],
      basis: 'SERIOUS_HARM',
    });
    await withhold({ persons: [mother], recipientPerson: father, classes: ALL });
    const { text } = await packFor(father);
    expect(verdicts(text)).toEqual([0, 0]);
    const opened = openedIn(text);
    expect(opened).toEqual(expect.arrayContaining(['"Tom"', '"9 Mill Lane"', '"Ava"']));
    for (const hidden of [SAFE, '"Mia"', 'Quarrelling']) expect(opened.join()).not.toContain(hidden);
    expect(streamsIn(text)).toEqual(expect.arrayContaining([family, `person-${father}`, `person-${child}`]));
    expect(streamsIn(text)).not.toContain(`person-${mother}`);
  });

  it('names for each part it withholds the decision, its basis and who decided, and opens or withholds every one', async () => {
    const { text } = await packFor(father);
    const { dataSubject, withheld } = manifestOf(text);
    expect(dataSubject).toBe(father);
    expect(new Set(withheld.map(({ basis }) => basis))).toEqual(new Set(['SERIOUS_HARM', 'OTHERS_RIGHTS']));
    for (const { decision, decidedBy } of withheld) {
      expect((await record.store.event(decision))?.type).toBe('DisclosureDecided');
      expect(decidedBy).toBe(keyworker);
    }
    const told = new Set(linesOf(text).flatMap(({ kind, index }) => (kind === 'opening' ? [index] : [])));
    const kept = new Set(withheld.map(({ index }) => index));
    for (const line of linesOf(text))
      if (line.kind === 'event' && documentOf(line).sealed.length > 0)
        expect(told.has(line['index']) || kept.has(Number(line['index']))).toBe(true);
  });

  it('shows the mother her own and the child’s with the address, and nothing of the father’s', async () => {
    await decide({ persons: [mother, child], recipientPerson: mother, classes: ALL });
    await withhold({ persons: [father], recipientPerson: mother, classes: ALL });
    const { text } = await packFor(mother);
    expect(verdicts(text)).toEqual([0, 0]);
    expect(openedIn(text)).toEqual(expect.arrayContaining([`"${SAFE}"`, '"Mia"', '"Ava"']));
    for (const hidden of ['"Tom"', '9 Mill Lane', 'Quarrelling'])
      expect(openedIn(text).join()).not.toContain(hidden);
    expect(streamsIn(text)).not.toContain(`person-${father}`);
  });

  it('opens what is said of all of them once that was decided of each; the last decision holds', async () => {
    await decide({ persons: [father], recipientPerson: mother, classes: ['general'] });
    const opened = openedIn((await packFor(mother)).text);
    expect(opened).toEqual(expect.arrayContaining(['"The Quarrelling Hills"', '"Tom"']));
    expect(opened.join()).not.toContain('9 Mill Lane');
  });

  it('leaves a record of the read, and one of who holds which document', async () => {
    const { text, events } = await packFor(mother);
    expect((await lastReads()).at(-1)).toMatchObject({
      effect: 'GRANTED',
      reads: ['pack'],
      purpose: 'SUBJECT_ACCESS',
      results: events,
    });
    const told = await openedOf(record, 'InformationDisclosed');
    expect(told.at(-1)?.data).toMatchObject({
      recipientPerson: mother,
      documentHash: hash('sha256', text, 'base64url'),
      disclosedBy: keyworker,
    });
  });

  it('goes back to the decision before, where telling turned out to be an error', async () => {
    const told = await openedOf(record, 'InformationDisclosed');
    const wrong = told.findLast(({ data }) => isDeepStrictEqual(data['persons'], [father]));
    await send('NotifyDisclosureError', {
      disclosure: wrong?.stream ?? '',
      informationDisclosed: wrong?.id ?? '',
      error: 'He had not agreed to it.',
      affected: [father],
      notified: ['MANAGER'],
      decisionStands: false,
      notifiedBy: keyworker,
    });
    expect(openedIn((await packFor(mother)).text).join()).not.toMatch(/Quarrelling|"Tom"/);
  });

  it('is for the privacy officer to make, of people who are there', async () => {
    const by = (who: keyof typeof personas) => refusal(packFor(mother, personas[who]));
    expect(await by('practitioner')).toMatchObject({ code: 'PURPOSE_NOT_PERMITTED' });
    expect(await by('administrator')).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await refusal(packFor('0'.repeat(26)))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('withholds a place that is kept from him also where the form of a request tells it', async () => {
    const brother = await person(adult('Ben'));
    await send('AddMember', { family, person: brother, role: 'SIBLING_ADULT' });
    const { children, ...asked } = form(brother);
    const told = children.map((each) => ({ ...each, addressLine: '3, Safe Way', postcode: 'AL10 2LE' }));
    await send('ReceiveRequest', { ...asked, family, children: told }, coordinator);
    await decide({ persons: [brother], recipientPerson: father, classes: ALL });
    const { text } = await packFor(father);
    expect(openedIn(text)).toContain('"Ben"');
    expect(openedIn(text).join()).not.toMatch(/Safe Way/i);
    const kept = manifestOf(text).withheld.filter(({ basis }) => basis === 'CONTACT_BAR');
    expect(kept).toMatchObject([{ subject: brother, class: 'address' }]);
  });

  it('is not handed over where a bar came after the decision', async () => {
    await send('RecordContactBar', { person: child, barred: father, scope: 'NO_INFORMATION' });
    expect(await refusal(packFor(father))).toMatchObject({ code: 'CONTACT_BAR' });
  });
});

interface Withheld {
  readonly index: number;
  readonly decision: string;
  readonly basis: string;
  readonly decidedBy: string;
}

interface Manifest {
  readonly dataSubject: string;
  readonly withheld: readonly Withheld[];
  readonly streams: readonly { readonly stream: string }[];
}

type Deciding = Pick<CommandOf<'DecideDisclosure'>['data'], 'persons' | 'recipientPerson' | 'classes'>;

async function decide(what: Deciding, decision = 'DISCLOSE', basis = 'SUBJECT_ACCESS'): Promise<void> {
  const reason = 'Looked at entry by entry.';
  await send('DecideDisclosure', { family, ...what, decision, basis, reason, decidedBy: keyworker });
}

async function withhold({ basis = 'OTHERS_RIGHTS', ...what }: Deciding & { basis?: string }): Promise<void> {
  await decide(what, 'WITHHOLD', basis);
}

async function packFor(whom: string, principal = personas['privacy-officer']) {
  await record.projector.reached(await record.store.head());
  return createPack(
    { family, person: whom, principal, by: keyworker, how: 'IN_PERSON', door: 'OPERATOR' },
    record,
  );
}

async function person(who: CommandOf<'RegisterPerson'>['data']): Promise<string> {
  return (await send('RegisterPerson', who)).id;
}

function adult(given: string): CommandOf<'RegisterPerson'>['data'] {
  return { names: [{ use: 'LEGAL', given, family: 'Hill' }], sex: 'U', adult: true };
}

function refuge() {
  return { type: 'REFUGE', line: SAFE, postcode: 'AL10 2LE', confidentialFrom: [father] };
}

/** Of the product's verifier, and of the one in Python. */
function verdicts(text: string): number[] {
  const trust = trustFrom(`log ${keysIn(folder)[0]}\nquorum none\n`);
  return [verifyBundle(Buffer.from(text), trust).exit, ...secondVerdicts(folder, [text])];
}

/** The values that are opened, as JSON. */
function openedIn(text: string): string[] {
  const lines = linesOf(text).filter(({ kind }) => kind === 'opening');
  return lines.map(({ opened }) => JSON.stringify((JSON.parse(String(opened)) as unknown[])[2]));
}

function streamsIn(text: string): string[] {
  return manifestOf(text).streams.map(({ stream }) => stream);
}

function manifestOf(text: string): Manifest {
  return JSON.parse(text.slice(0, text.indexOf('\n'))) as Manifest;
}

async function lastReads() {
  const reads = [];
  for await (const { events } of record.accessStore.readAll())
    reads.push(...events.map(({ document }) => decodeStoredEvent(document)));
  return reads.filter(({ type }) => type === 'RecordViewed').map(({ data }) => data);
}
