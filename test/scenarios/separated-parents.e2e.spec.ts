import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codeOf, Scenario } from '../support/scenario.ts';

// Ava’s parents live apart. On 12 March her mother Mia takes her to a refuge, of which her father Tom must not learn; both
// parents ask for their own record. On 20 March a court bars him from being told anything of her.

const REFUGE = '3 Safe Way';
const HIS = '9 Mill Lane';
const ORDER = 'Order 26/118';
const ALL = ['general', 'address', 'health', 'police', 'third-party', 'special'];
const NOT_ADDRESS = ALL.filter((each) => each !== 'address');

let scenario: Scenario;
let [ava, mia, tom, by] = ['', '', '', ''];

beforeAll(async () => {
  scenario = await Scenario.begin('2026-03-03T09:00:00Z');
  await scenario.send('register-organisation');
  by = (await scenario.send('register-worker')).id;
  await scenario.send('receive-request');
  mia = await adult('mother', 'Mia', REFUGE, 'REFUGE');
  tom = await adult('father', 'Tom', HIS, 'HOME');
  ava = (await scenario.send('register-person')).id;
  const members = [
    { person: mia, role: 'MOTHER', livesHere: 'FULL' },
    { person: tom, role: 'FATHER', livesHere: 'NO' },
    { person: ava, role: 'CHILD', livesHere: 'FULL' },
  ];
  await scenario.send('register-family', { members });
  await scenario.send('open-episode');
  scenario.standAt('2026-03-12T09:00:00Z');
  for (const person of [ava, mia])
    await scenario.send('record-address', {
      person,
      type: 'REFUGE',
      line: REFUGE,
      confidentialFrom: [tom],
    });
  await scenario.followed();
});
afterAll(() => scenario[Symbol.asyncDispose]());

async function adult(name: string, given: string, line: string, type: string): Promise<string> {
  const { id } = await scenario.send('register-person', {
    names: [{ use: 'LEGAL', given, family: 'Okafor' }],
    dateOfBirth: '1990',
    adult: true,
    identifiers: null,
    address: type === 'REFUGE' ? null : { type, line },
  });
  scenario.names.set(name, id);
  return id;
}

const decide = (recipientPerson: string, persons: string[], classes: string[], more: object = {}) =>
  scenario.send('decide-disclosure', { recipientPerson, persons, classes, ...more });
const WITHHELD = { decision: 'WITHHOLD', basis: 'OTHERS_RIGHTS' };

describe('an address that one parent may not learn', () => {
  it('is in no page that tells of the family as a whole', async () => {
    const pages = [await scenario.read('household'), await scenario.read('family-timeline')];
    expect(JSON.stringify(pages)).toContain(HIS);
    expect(JSON.stringify(pages)).not.toContain(REFUGE);
  });

  it('is told of the child herself to whoever works with her', async () => {
    expect(await scenario.read('person')).toMatchObject({
      addresses: expect.arrayContaining([expect.objectContaining({ line: REFUGE })]) as unknown,
    });
  });

  it('cannot be disclosed to him, on whatever basis', async () => {
    for (const basis of ['SUBJECT_ACCESS', 'LEGAL', 'PUBLIC_TASK']) {
      const asked = { recipientPerson: tom, persons: [ava], classes: ['address'], basis };
      expect(codeOf(await scenario.try('decide-disclosure', asked))).toBe('CONTACT_BAR');
    }
  });
});

describe('each parent’s pack', () => {
  it('is not made before it is decided what of whom they are told', async () => {
    await expect(scenario.pack(tom, by)).rejects.toMatchObject({ code: 'DISCLOSURE_UNDECIDED' });
  });

  it('shows the mother where she and the child are, and nothing of the father’s', async () => {
    await decide(mia, [mia, ava], ALL);
    await decide(mia, [tom], ALL, WITHHELD);
    const pack = await scenario.pack(mia, by);
    for (const told of ['Mia', 'Ava', REFUGE]) expect(pack).toContain(told);
    for (const hidden of ['Tom', HIS]) expect(pack).not.toContain(hidden);
  });

  it('shows the father his own and the child’s, and not where she is, nor anything of the mother’s', async () => {
    await decide(tom, [tom], ALL);
    await decide(tom, [ava], NOT_ADDRESS);
    await decide(tom, [ava], ['address'], { decision: 'WITHHOLD', basis: 'SERIOUS_HARM' });
    await decide(tom, [mia], ALL, WITHHELD);
    const pack = await scenario.pack(tom, by);
    for (const told of ['Tom', HIS, 'Ava']) expect(pack).toContain(told);
    for (const hidden of ['Mia', REFUGE]) expect(pack).not.toContain(hidden);
  });
});

describe('a father who is barred from being told', () => {
  beforeAll(async () => {
    scenario.standAt('2026-03-20T09:00:00Z');
    await scenario.send('record-contact-bar', { person: ava, barred: tom });
    await scenario.followed();
  });

  it('is told nothing of her any more, though it was decided before', async () => {
    await expect(scenario.pack(tom, by)).rejects.toMatchObject({ code: 'CONTACT_BAR' });
    const asked = { recipientPerson: tom, persons: [ava], classes: ['general'] };
    expect(codeOf(await scenario.try('decide-disclosure', asked))).toBe('CONTACT_BAR');
  });

  it('is still told his own, once nothing of hers is', async () => {
    await decide(tom, [ava], ALL, WITHHELD);
    const pack = await scenario.pack(tom, by);
    for (const told of ['Tom', HIS]) expect(pack).toContain(told);
    for (const hidden of ['Ava', 'Mia', REFUGE, ORDER]) expect(pack).not.toContain(hidden);
  });

  it('takes nothing from what the mother is told', async () => {
    const pack = await scenario.pack(mia, by);
    for (const told of [REFUGE, ORDER]) expect(pack).toContain(told);
  });
});
