import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ALL, manifestOf, openedIn, PackedFamily } from '../../testing/packed-family.ts';
import { coordinator } from '../../testing/telling.ts';

// Mia told of her fear while they were one family. A bar keeps all of her from Tom, who asks for what is recorded of him when
// she is no member any more of the family that he is in.

const HER_WORDS = 'She says that he follows her.';

let packed: PackedFamily;

beforeEach(async () => {
  packed = await PackedFamily.open();
  const { child, family, mother, keyworker } = packed;
  const agreeing = { person: child, family, by: mother, capacity: 'CARER', takenBy: keyworker };
  await packed.send('GiveAgreement', { ...agreeing, method: 'SIGNED', explained: HER_WORDS }, coordinator);
}, 120_000);
afterEach(() => packed.close(), 60_000);

const bar = () => {
  const { mother, father } = packed;
  return packed.send('RecordContactBar', { person: mother, barred: father, scope: 'NO_INFORMATION' });
};

describe('a pack of somebody from whom a bar keeps all of another', () => {
  it('tells nothing of the family as a whole once she left it, and says that a bar keeps it', async () => {
    const { family, mother } = packed;
    await packed.send('RemoveMember', { family, person: mother, reason: 'MOVED_OUT' }, coordinator);
    await expectKept(family);
  });

  it('nor what was told of the family that they were, where theirs parted from it', async () => {
    const { family, child, father, keyworker, record } = packed;
    const parting = { family, members: [child, father], reason: 'SEPARATED', decidedBy: keyworker };
    const { id: part } = await packed.send('SplitFamily', parting);
    await record.managers.reached(await record.store.head());
    await expectKept(part);
  });
});

/** It is told while no bar stands, and not from then on. */
async function expectKept(of: string): Promise<void> {
  const { father, child, mother, keyworker, send } = packed;
  const told = { family: of, recipientPerson: father, classes: ALL, decidedBy: keyworker };
  const right = { ...told, basis: 'SUBJECT_ACCESS', reason: 'It is theirs.' };
  await send('DecideDisclosure', { ...right, persons: [father, child], decision: 'DISCLOSE' });
  const harm = { ...told, basis: 'SERIOUS_HARM', reason: 'She is afraid.' };
  await send('DecideDisclosure', { ...harm, persons: [mother], decision: 'WITHHOLD' });
  expect(await packFor(of)).toMatchObject({ tells: true });
  await bar();
  const { tells, bases } = await packFor(of);
  expect(tells).toBe(false);
  expect(bases).toContain('CONTACT_BAR');
}

async function packFor(of: string): Promise<{ readonly tells: boolean; readonly bases: readonly string[] }> {
  const { text } = await packed.pack(packed.father, { family: of });
  return {
    tells: openedIn(text).some((said) => said.includes(HER_WORDS)),
    bases: manifestOf(text).withheld.map(({ basis }) => basis),
  };
}
