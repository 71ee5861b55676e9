import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { mergedIntoAnother } from '../testing/merged-family.ts';
import { agenda, convened, followed, membersOf, requestAtPanel, scheduled } from '../testing/panel-story.ts';
import { Served, type Receipt } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// A form is read, and sent with the version that was read: of whatever each order is about.

let served: Served;
let story: Story;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-10T09:00:00Z' });
  story = await helpOpens(served);
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

interface Order {
  readonly by: PersonaName;
  readonly mutation: string;
  readonly input: () => object;
}

/** The version with which the order clashes, where it does. */
async function clashOf({ by, mutation, input }: Order, expectedRevision: number): Promise<unknown> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { revision } }`;
  const sent = { commandId: randomUUID(), expectedRevision, ...input() };
  const { errors } = await served.ask(by, query, { input: sent });
  if (errors === undefined) return undefined;
  expect(errors[0]?.extensions['code']).toBe('CONFLICT');
  return (errors[0]?.extensions['details'] as { revision: number }).revision;
}

/** An order is taken with the version read, and by then that is no longer the one. */
async function isWhatIsExpected(read: () => Promise<number>, order: Order): Promise<void> {
  await followed(served);
  const seen = await read();
  expect(await clashOf(order, seen)).toBeUndefined();
  await followed(served);
  expect(await read()).toBeGreaterThan(seen);
  expect(await clashOf(order, seen)).toBe(await read());
}

const FAMILY = `query ($family: ID!, $asOf: AsOf) {
  family(reference: $family, purpose: FAMILY_HELP, asOf: $asOf) { revision episode { revision } episodes { revision } }
}`;
interface Revised {
  readonly revision: number;
  readonly episode: { readonly revision: number };
  readonly episodes: readonly { readonly revision: number }[];
}
const family = (asOf?: object) => served.read<Revised>('manager', FAMILY, { family: story.family.id, asOf });
const ofFamily = async () => (await family()).revision;
const ofEpisode = async () => (await family()).episode.revision;

const PERSON =
  'query ($id: ID!, $purpose: Purpose!) { person(reference: $id, purpose: $purpose) { revision } }';
const revisionOf = async (persona: PersonaName, id: string, purpose: string) =>
  (await served.read<{ revision: number }>(persona, PERSON, { id, purpose })).revision;

let names = 0;
const another = (): string => `Name ${++names}`;
const told = (): object => ({
  family: story.family.id,
  episode: story.episode,
  from: 'POLICE',
  summary: another(),
});
const relabel: Order = {
  by: 'coordinator',
  mutation: 'changeFamilyLabel',
  input: () => ({ family: story.family.id, label: another() }),
};
const receive: Order = { by: 'coordinator', mutation: 'receiveInformation', input: told };

function correct(stream: string, position: string | undefined, replaced: object): Promise<Receipt> {
  const entry = served.record.readers.timeline.event(Number(position))?.id;
  return served.order('coordinator', 'correctEntry', { stream, entry, reason: 'TYPO', replaced });
}

describe('the version that an order expects is told', () => {
  it('of a person', () =>
    isWhatIsExpected(() => revisionOf('coordinator', story.child.id, 'FAMILY_HELP'), {
      by: 'coordinator',
      mutation: 'recordPersonName',
      input: () => ({ person: story.child.id, use: 'KNOWN_AS', given: another(), family: 'Okafor' }),
    }));

  it('of a request', () => {
    const REQUEST = 'query ($id: ID!) { request(reference: $id, purpose: FAMILY_HELP) { revision } }';
    const { id } = story.request;
    const read = async () =>
      (await served.read<{ revision: number }>('coordinator', REQUEST, { id })).revision;
    const concern = () => ({ request: id, concern: another(), identifiedBy: story.keyworker });
    return isWhatIsExpected(read, {
      by: 'coordinator',
      mutation: 'identifySafeguardingConcern',
      input: concern,
    });
  });

  it('of a family, and of its episode, each its own', async () => {
    await isWhatIsExpected(ofFamily, relabel);
    await isWhatIsExpected(ofEpisode, receive);
    const before = await ofEpisode();
    const { position } = await served.order('coordinator', 'changeFamilyLabel', relabel.input());
    expect(await ofEpisode()).toBe(before);
    expect(await ofFamily()).toBeGreaterThan(before);
    const then = await family({ position: String(Number(position) - 1) });
    expect(then).toEqual({
      revision: (await ofFamily()) - 1,
      episode: { revision: before },
      episodes: [{ revision: before }],
    });
  });

  it('of a panel, and of what is before it', async () => {
    const members = await membersOf(served);
    const known = { family: story.family.id, child: story.child.id };
    const { id: item } = await requestAtPanel(served, known, members);
    const { id: panel } = await scheduled(served, '2026-03-17');
    const ofPanel = async () => {
      const query = 'query ($panel: ID!) { panelAgenda(panel: $panel, purpose: FAMILY_HELP) { revision } }';
      return (await served.read<{ revision: number }>('chair', query, { panel })).revision;
    };
    const apologies = [members.teacher, members.visitor];
    const agencies = [members.school, members.health];
    await isWhatIsExpected(ofPanel, {
      by: 'coordinator',
      mutation: 'recordPanelApology',
      input: () => ({ panel, member: apologies.pop(), agency: agencies.pop() }),
    });
    await served.order('coordinator', 'tableItem', {
      panel,
      item,
      evidencePositions: [Number(story.request.position)],
    });
    await convened(served, panel, members);
    await followed(served);
    const ofItem = async () => (await agenda(served, panel)).items[0]?.revision ?? -1;
    const declaring = [members.keyworker, members.chair];
    const declared: Order = {
      by: 'chair',
      mutation: 'declareConflictOfInterest',
      input: () => ({ panel, item, member: declaring.pop(), nature: another() }),
    };
    await isWhatIsExpected(ofItem, declared);
    const events = await served.record.store.readStream(panel);
    const declaration = events.events.at(-1)?.position;
    const replaced = { conflictOfInterestDeclared: { nature: another() } };
    const { revision } = await correct(panel, String(declaration), replaced);
    await followed(served);
    expect(await ofItem()).toBe(revision);
  });

  it('with what was corrected since, which may be of any matter', async () => {
    const { revision, position } = await served.order('coordinator', 'changeFamilyLabel', relabel.input());
    await correct(story.family.id, position, { familyNameLabelChanged: { label: another() } });
    expect(await ofEpisode()).toBe(revision + 1);
    await isWhatIsExpected(ofEpisode, receive);
  });
});

it('nobody can tell by a version that there is an entry which is not there for them', async () => {
  const { family, episode, child, mother, keyworker } = story;
  const expected = {
    names: [{ use: 'LEGAL', family: 'Okafor' }],
    expectedDeliveryDate: '2026-09-01',
    sex: 'U',
    adult: false,
  };
  const { id, revision: before } = await served.order('coordinator', 'registerPerson', expected);
  const joining = { family: family.id, person: id, role: 'UNBORN', livesHere: 'NO' };
  await served.order('coordinator', 'addMember', joining);
  const ended = { person: id, endedOn: '2026-03-01' };
  const { revision } = await served.order('practitioner', 'endPregnancyWithoutBirth', ended);
  expect(await revisionOf('practitioner', id, 'FAMILY_HELP')).toBe(revision);

  const { school, teacher } = await staffAround(served, story);
  const words = { by: mother.id, takenBy: keyworker, capacity: 'CARER', method: 'SIGNED', explained: 'All.' };
  const given = { person: child.id, family: family.id, agencies: [school], ...words };
  await served.order('practitioner', 'giveAgreement', given);
  const help = { family: family.id, episode };
  await served.order('manager', 'changeAccountableAgency', { ...help, to: school });
  const over = { to: teacher, agency: school, agreementReviewed: true, reason: 'SCHOOL_PHASE' };
  await served.order('manager', 'handOverKeyworker', { ...help, ...over });
  expect(await revisionOf('partner', id, 'FAMILY_HELP')).toBe(before);
});

it('that a family was merged is no news of its episode, where it was', async () => {
  await mergedIntoAnother(served, story);
  const { revision, episodes } = await family();
  expect(episodes[0]?.revision).toBe(await clashOf(receive, 0));
  expect(episodes[0]?.revision).toBeLessThan(revision);
});
