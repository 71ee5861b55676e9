import { randomUUID } from 'node:crypto';
import { uuidv5 } from '#libs/contracts';
import { custodians } from './sealed-story.ts';
import type { Served } from './served.ts';

/** Ava's record, in which Eva's address and name stood until they were given to Eva, who has one too. */
export interface SplitStory {
  readonly ava: string;
  readonly eva: string;
  /** The entries that were given. */
  readonly given: readonly string[];
  readonly keepers: Awaited<ReturnType<typeof custodians>>;
  readonly agency: string;
  /** Gives them; the receipt's position is one past the event's. */
  readonly split: () => Promise<number>;
}

/** A girl of the same day of birth, with a record of her own. */
async function girl(served: Served, given: string): Promise<string> {
  const names = [{ use: 'LEGAL', given, family: 'Reed' }];
  const { id } = await served.order('coordinator', 'registerPerson', {
    ...{ names, dateOfBirth: '2018-05-04', sex: 'F', adult: false },
  });
  return id;
}

/** What is Eva's is recorded of Ava by mistake; nothing is split yet. */
export async function mixedUp(served: Served, known?: string): Promise<SplitStory> {
  const ava = known ?? (await girl(served, 'Ava'));
  const eva = await girl(served, 'Eva');
  const given: string[] = [];
  const record = async (order: string, input: object) => {
    const commandId = randomUUID();
    await served.order('coordinator', order, { person: ava, ...input, commandId });
    given.push(uuidv5(commandId, `person-${ava}/0`));
  };
  await record('recordAddress', { type: 'HOME', line: '7 Evas Lane', postcode: 'SG1 1AB' });
  await record('recordPersonName', { use: 'KNOWN_AS', given: 'Evelina', family: 'Evastone' });
  const organisation = { name: 'Families First Hertford', agencyType: 'EARLY_HELP' };
  const { id: agency } = await served.order('administrator', 'registerOrganisation', organisation);
  const keepers = await custodians(served, { agency });
  const split = async () => {
    const { custodian: requestedBy, approver: approvedBy } = keepers;
    const said = { from: ava, into: eva, reallocated: given, reason: 'Two girls.', requestedBy, approvedBy };
    const { position } = await served.order('manager', 'splitPersonRecord', said);
    await served.record.projector.reached(await served.record.store.head());
    return Number(position);
  };
  return { ava, eva, given, keepers, agency, split };
}

/** The same, with what is Eva's given to her. */
export async function splitRecords(served: Served, known?: string): Promise<SplitStory> {
  const story = await mixedUp(served, known);
  await story.split();
  return story;
}

/** Two records taken for one girl's, under which an address is recorded, and told apart again: the address is Eva's. */
export async function linkedAndParted(served: Served): Promise<Pick<SplitStory, 'ava' | 'eva' | 'given'>> {
  const [ava, eva] = [await girl(served, 'Ava'), await girl(served, 'Eva')];
  const organisation = { name: 'Families First Hertford', agencyType: 'EARLY_HELP' };
  const { id: agency } = await served.order('administrator', 'registerOrganisation', organisation);
  const { custodian: requestedBy, approver: approvedBy } = await custodians(served, { agency });
  const two = { requestedBy, approvedBy };
  const linking = { survivor: ava, other: eva, evidence: ['One birth date.'], ...two };
  const { id: link } = await served.order('manager', 'linkPersonsAsSame', linking);
  const commandId = randomUUID();
  const address = { person: ava, type: 'HOME', line: '7 Evas Lane', commandId };
  await served.order('coordinator', 'recordAddress', address);
  const event = uuidv5(commandId, `person-${ava}/0`);
  const parting = { link, reason: 'Two girls.', ...two, reallocations: [{ event, person: eva }] };
  await served.order('manager', 'reversePersonLink', parting);
  await served.record.projector.reached(await served.record.store.head());
  return { ava, eva, given: [event] };
}
