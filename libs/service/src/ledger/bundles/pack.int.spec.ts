import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { personas } from '#libs/access';
import { decodeStoredEvent } from '#libs/contracts';
import { trustFrom, verifyBundle } from '#libs/ledger';
import { documentOf, keysIn, linesOf, secondVerdicts } from '../../testing/bundle-reading.ts';
import { ALL, manifestOf, openedIn, PackedFamily } from '../../testing/packed-family.ts';
import { openedOf, refusal } from '../../testing/small-record.ts';
import { form } from '../../testing/story-of-people.ts';
import { coordinator } from '../../testing/telling.ts';

// Ava lives with her mother Mia, who fled from Tom, her father: he must not learn where they are.

const NOT_ADDRESS = ALL.filter((each) => each !== 'address');
const SAFE = '3 Safe Way';

let packed: PackedFamily;
let [child, mother, father] = ['', '', ''];

beforeAll(async () => {
  packed = await PackedFamily.open();
  ({ child, mother, father } = packed);
  const { family, send } = packed;
  for (const who of [child, mother]) await send('RecordAddress', { person: who, ...refuge() });
  await send('RecordAddress', { person: father, type: 'HOME', line: '9 Mill Lane', postcode: 'AL10 2LE' });
  await send('ChangeFamilyLabel', { family, label: 'The Quarrelling Hills' });
}, 120_000);
afterAll(() => packed.close(), 60_000);

describe('a pack of somebody’s own record', () => {
  it('is not made before it is decided what they are told, and says of whom and what that is not', async () => {
    await decide({ persons: [father], recipientPerson: father, classes: ALL });
    const refused = await refusal(packed.pack(father));
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
    const { text } = await packed.pack(father);
    expect(verdicts(text)).toEqual([0, 0]);
    const opened = openedIn(text);
    expect(opened).toEqual(expect.arrayContaining(['"Tom"', '"9 Mill Lane"', '"Ava"']));
    for (const hidden of [SAFE, '"Mia"', 'Quarrelling']) expect(opened.join()).not.toContain(hidden);
    expect(streamsIn(text)).toEqual(
      expect.arrayContaining([packed.family, `person-${father}`, `person-${child}`]),
    );
    expect(streamsIn(text)).not.toContain(`person-${mother}`);
  });

  it('names for each part it withholds the decision, its basis and who decided, and opens or withholds every one', async () => {
    const { text } = await packed.pack(father);
    const { dataSubject, withheld } = manifestOf(text);
    expect(dataSubject).toBe(father);
    expect(new Set(withheld.map(({ basis }) => basis))).toEqual(new Set(['SERIOUS_HARM', 'OTHERS_RIGHTS']));
    for (const { decision, decidedBy } of withheld) {
      expect((await packed.record.store.event(decision))?.type).toBe('DisclosureDecided');
      expect(decidedBy).toBe(packed.keyworker);
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
    const { text } = await packed.pack(mother);
    expect(verdicts(text)).toEqual([0, 0]);
    expect(openedIn(text)).toEqual(expect.arrayContaining([`"${SAFE}"`, '"Mia"', '"Ava"']));
    for (const hidden of ['"Tom"', '9 Mill Lane', 'Quarrelling'])
      expect(openedIn(text).join()).not.toContain(hidden);
    expect(streamsIn(text)).not.toContain(`person-${father}`);
  });

  it('opens what is said of all of them once that was decided of each; the last decision holds', async () => {
    await decide({ persons: [father], recipientPerson: mother, classes: ['general'] });
    const opened = openedIn((await packed.pack(mother)).text);
    expect(opened).toEqual(expect.arrayContaining(['"The Quarrelling Hills"', '"Tom"']));
    expect(opened.join()).not.toContain('9 Mill Lane');
  });

  it('leaves a record of the read, and one of who holds which document', async () => {
    const { text, events } = await packed.pack(mother);
    expect((await lastReads()).at(-1)).toMatchObject({
      effect: 'GRANTED',
      reads: ['pack'],
      purpose: 'SUBJECT_ACCESS',
      results: events,
    });
    const told = await openedOf(packed.record, 'InformationDisclosed');
    expect(told.at(-1)?.data).toMatchObject({
      recipientPerson: mother,
      documentHash: hash('sha256', text, 'base64url'),
      disclosedBy: packed.keyworker,
    });
  });

  it('goes back to the decision before, where telling turned out to be an error', async () => {
    const told = await openedOf(packed.record, 'InformationDisclosed');
    const wrong = told.findLast(({ data }) => isDeepStrictEqual(data['persons'], [father]));
    await packed.send('NotifyDisclosureError', {
      disclosure: wrong?.stream ?? '',
      informationDisclosed: wrong?.id ?? '',
      error: 'He had not agreed to it.',
      affected: [father],
      notified: ['MANAGER'],
      decisionStands: false,
      notifiedBy: packed.keyworker,
    });
    expect(openedIn((await packed.pack(mother)).text).join()).not.toMatch(/Quarrelling|"Tom"/);
  });

  it('is for the privacy officer to make, of people who are there', async () => {
    const by = (who: keyof typeof personas) => refusal(packed.pack(mother, { principal: personas[who] }));
    expect(await by('practitioner')).toMatchObject({ code: 'PURPOSE_NOT_PERMITTED' });
    expect(await by('administrator')).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await refusal(packed.pack('0'.repeat(26)))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('withholds a place that is kept from him also where the form of a request tells it', async () => {
    const brother = await packed.adult('Ben');
    await packed.send('AddMember', { family: packed.family, person: brother, role: 'SIBLING_ADULT' });
    const { children, ...asked } = form(brother);
    const told = children.map((each) => ({ ...each, addressLine: '3, Safe Way', postcode: 'AL10 2LE' }));
    await packed.send('ReceiveRequest', { ...asked, family: packed.family, children: told }, coordinator);
    await decide({ persons: [brother], recipientPerson: father, classes: ALL });
    const { text } = await packed.pack(father);
    expect(openedIn(text)).toContain('"Ben"');
    expect(openedIn(text).join()).not.toMatch(/Safe Way/i);
    const kept = manifestOf(text).withheld.filter(({ basis }) => basis === 'CONTACT_BAR');
    expect(kept).toMatchObject([{ subject: brother, class: 'address' }]);
  });

  it('is not handed over where a bar came after the decision', async () => {
    await packed.send('RecordContactBar', { person: child, barred: father, scope: 'NO_INFORMATION' });
    expect(await refusal(packed.pack(father))).toMatchObject({ code: 'CONTACT_BAR' });
  });
});

type Deciding = Pick<Parameters<PackedFamily['decide']>[0], 'persons' | 'recipientPerson' | 'classes'>;

async function decide(what: Deciding, decision = 'DISCLOSE', basis = 'SUBJECT_ACCESS'): Promise<void> {
  await packed.decide({ ...what, decision, basis, reason: 'Looked at entry by entry.' });
}

async function withhold({ basis = 'OTHERS_RIGHTS', ...what }: Deciding & { basis?: string }): Promise<void> {
  await decide(what, 'WITHHOLD', basis);
}

function refuge() {
  return { type: 'REFUGE', line: SAFE, postcode: 'AL10 2LE', confidentialFrom: [father] };
}

/** Of the product's verifier, and of the one in Python. */
function verdicts(text: string): number[] {
  const trust = trustFrom(`log ${keysIn(packed.folder)[0]}\nquorum none\n`);
  return [verifyBundle(Buffer.from(text), trust).exit, ...secondVerdicts(packed.folder, [text])];
}

function streamsIn(text: string): string[] {
  return manifestOf(text).streams.map(({ stream }) => stream);
}

async function lastReads() {
  const reads = [];
  for await (const { events } of packed.record.accessStore.readAll())
    reads.push(...events.map(({ document }) => decodeStoredEvent(document)));
  return reads.filter(({ type }) => type === 'RecordViewed').map(({ data }) => data);
}
