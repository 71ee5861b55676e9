import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isSimulated } from '#libs/service';
import { Served } from '../testing/served.ts';
import { DISTRICT, helpOpens, type Story } from '../testing/story.ts';

// Help opened on 2 March 2026, and looked at fourteen months later.

const DUE = `query ($worker: ID, $district: String, $purpose: Purpose!) {
  due(worker: $worker, district: $district, purpose: $purpose) {
    nodes { clock title reference dueOn daysOverdue agencyName keyworkerName } } }`;
const DRIFT = `query ($purpose: Purpose!) { drift(purpose: $purpose) {
  nodes { reference openedOn keyworkerName signs { rule title since } } } }`;
const GAPS = `query ($purpose: Purpose!) { ownershipGaps(purpose: $purpose) { gaps { because } daysWithoutOwner } }`;
const HELP = `query ($number: String!, $asOf: AsOf) {
  openEpisodeFor(nhsNumber: $number, asOf: $asOf, purpose: FAMILY_HELP) { answer help { keyworkerName coverName } } }`;

const LATEST = `query ($number: String!) {
  openEpisodeFor(nhsNumber: $number, purpose: FAMILY_HELP) { asOf { position } } }`;

let served: Served;
let story: Story;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  if (isSimulated(served.record.clock)) served.record.clock.standAt('2027-05-04T09:00:00.000Z');
  await served.order('administrator', 'renameOrganisation', {
    organisation: story.agency,
    name: 'Reed Team',
  });
});
afterAll(() => served[Symbol.asyncDispose]());

const codeOf = async (persona: Parameters<Served['ask']>[0], query: string, variables: object) =>
  (await served.ask(persona, query, variables)).errors?.[0]?.extensions['code'];

describe('a manager', () => {
  it('sees what is overdue in a district, the longest first, and whose it is', async () => {
    const asked = { district: DISTRICT, purpose: 'FAMILY_HELP' };
    const { reference } = story.family;
    const owner = { agencyName: 'Reed Team', keyworkerName: 'Kit Wardley' };
    expect(await served.read('manager', DUE, asked)).toEqual({
      nodes: [
        expect.objectContaining({ clock: 'REQUEST_ACKNOWLEDGED', reference: story.request.reference }),
        expect.objectContaining({ clock: 'REQUEST_TRIAGED', dueOn: '2026-03-05', daysOverdue: 425 }),
        expect.objectContaining({ clock: 'FIRST_TAF', reference, dueOn: '2026-04-13', daysOverdue: 386 }),
        {
          clock: 'AGREEMENT_REVIEW',
          title: 'Agreement reviewed with the family',
          reference,
          dueOn: '2026-09-02',
          daysOverdue: 244,
          ...owner,
        },
        expect.objectContaining({ clock: 'DRIFT', reference, dueOn: '2027-03-02', daysOverdue: 63 }),
      ],
    });
  });

  it('sees where help has drifted, and that every episode has an owner', async () => {
    expect(await served.read('manager', DRIFT, { purpose: 'FAMILY_HELP' })).toEqual({
      nodes: [
        {
          reference: story.family.reference,
          openedOn: '2026-03-02',
          keyworkerName: 'Kit Wardley',
          signs: [{ rule: 'OPEN_LONG', title: 'Open for long', since: '2027-03-02' }],
        },
      ],
    });
    expect(await served.read('manager', GAPS, { purpose: 'FAMILY_HELP' })).toEqual({
      gaps: [],
      daysWithoutOwner: 0,
    });
  });

  it('sees figures without names for operations', async () => {
    const { nodes } = await served.read<{ nodes: { keyworkerName: string | null }[] }>('manager', DRIFT, {
      purpose: 'OPERATIONS',
    });
    expect(nodes.map(({ keyworkerName }) => keyworkerName)).toEqual([null]);
  });
});

describe('a keyworker', () => {
  it('sees what is due of the own work, and of nobody else’s', async () => {
    const purpose = 'FAMILY_HELP';
    const { nodes } = await served.read<{ nodes: { clock: string }[] }>('practitioner', DUE, {
      worker: story.keyworker,
      purpose,
    });
    expect(nodes.map(({ clock }) => clock)).toEqual(['FIRST_TAF', 'AGREEMENT_REVIEW', 'DRIFT']);
    const other = 'worker-00000000000000000000000009';
    expect(await codeOf('practitioner', DUE, { worker: other, purpose })).toBe('NOT_FOUND');
    expect(await codeOf('practitioner', DUE, { district: DISTRICT, purpose })).toBe('NOT_PERMITTED');
    expect(await codeOf('practitioner', GAPS, { purpose })).toBe('NOT_PERMITTED');
  });
});

describe('whether a child is being helped', () => {
  const number = '9990000018';

  it('is said as of any position', async () => {
    expect(await served.read('partner', HELP, { number })).toEqual({
      answer: 'EXISTS',
      help: [{ keyworkerName: 'Kit Wardley', coverName: null }],
    });
    const before = { position: String(Number(story.family.position)) };
    expect(await served.read('partner', HELP, { number, asOf: before })).toEqual({
      answer: 'NONE',
      help: [],
    });
  });

  it('cannot be said of whoever is not known, by a number or by an id, or was not yet', async () => {
    const of = async (asked: string, asOf?: object) => {
      const query = `query ($asOf: AsOf) { openEpisodeFor(${asked}, asOf: $asOf, purpose: FAMILY_HELP) { answer } }`;
      return (await served.read<{ answer: string }>('partner', query, { asOf })).answer;
    };
    const { child, mother } = story;
    const before = { position: story.request.position };
    expect(await of('nhsNumber: "9434765919"')).toBe('CANNOT_SAY');
    expect(await of(`person: "${'0'.repeat(26)}"`)).toBe('CANNOT_SAY');
    expect(await of(`person: "${child.id}"`, before)).toBe('CANNOT_SAY');
    expect(await of(`nhsNumber: "${number}"`, before)).toBe('CANNOT_SAY');
    expect(await of(`person: "${child.id}"`)).toBe('EXISTS');
    expect(await of(`person: "${mother.id}"`)).toBe('NONE');
  });

  it('cannot be said where the number stands on two people, and could be before it did', async () => {
    const { asOf } = await served.read<{ asOf: { position: string } }>('partner', LATEST, { number });
    const identifiers = [{ scheme: 'NHS', value: number, verification: 'UNVERIFIED' }];
    await served.order('coordinator', 'registerPerson', {
      names: [{ use: 'LEGAL', given: 'Eva', family: 'Okafor' }],
      dateOfBirth: '2019-01-01',
      sex: 'F',
      adult: false,
      identifiers,
    });
    expect(await served.read('partner', HELP, { number })).toEqual({ answer: 'CANNOT_SAY', help: [] });
    expect(await served.read('partner', HELP, { number, asOf: { position: asOf.position } })).toMatchObject({
      answer: 'EXISTS',
    });
  });
});
