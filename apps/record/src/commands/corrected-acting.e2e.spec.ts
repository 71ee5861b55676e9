import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv5 } from '#libs/contracts';
import { Served } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { helpOpens, type Story } from '../testing/story.ts';

let served: Served;
let story: Story;
let staff: Awaited<ReturnType<typeof staffAround>>;
beforeAll(async () => {
  served = await Served.start();
  story = await helpOpens(served);
  staff = await staffAround(served, story);
});
afterAll(() => served[Symbol.asyncDispose]());

/** Gives a command, and answers the id of the event that it became. */
async function entryOf(
  persona: 'administrator' | 'coordinator',
  name: string,
  stream: string,
  input: object,
): Promise<string> {
  const commandId = randomUUID();
  await served.order(persona, name, { commandId, ...input });
  return uuidv5(commandId, `${stream}/0`);
}

describe('what is corrected of who helps, and who agreed', () => {
  it('leaves a keyworker with the agency whose families they help', async () => {
    const { keyworker: stream } = story;
    const training = { worker: stream, training: 'SAFEGUARDING', completedOn: '2024-02-01' };
    const trained = await entryOf('administrator', 'recordTraining', stream, training);
    const amending = { stream, reason: 'TYPO' };
    const late = {
      ...amending,
      entry: trained,
      replaced: { trainingRecorded: { completedOn: '2099-01-01' } },
    };
    await expect(served.order('administrator', 'correctEntry', late)).rejects.toThrow('DATE_IN_FUTURE');
    const role = { worker: stream, agency: story.agency, role: 'TEAM_MANAGER' };
    const moved = await entryOf('administrator', 'moveWorker', stream, role);
    const elsewhere = { ...amending, entry: moved, replaced: { workerMoved: { agency: staff.school } } };
    await expect(served.order('administrator', 'correctEntry', elsewhere)).rejects.toThrow('OPEN_WORK');
  });

  it('says no capacity in which nobody could have agreed for the child', async () => {
    const { child, mother, family, agency, keyworker } = story;
    const stream = `agreement-${child.id}`;
    const asked = { person: child.id, family: family.id, by: mother.id, takenBy: keyworker };
    const said = {
      ...asked,
      capacity: 'CARER',
      method: 'VERBAL',
      explained: 'Who helps.',
      agencies: [agency],
    };
    const entry = await entryOf('coordinator', 'giveAgreement', stream, said);
    const as = (capacity: string) => ({
      stream,
      entry,
      reason: 'TYPO',
      replaced: { agreementGiven: { capacity } },
    });
    await expect(served.order('coordinator', 'correctEntry', as('16_PLUS'))).rejects.toThrow('NO_CAPACITY');
    await expect(served.order('coordinator', 'correctEntry', as('PR'))).rejects.toThrow('NO_CAPACITY');
  });
});
