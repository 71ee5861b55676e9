import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personaAgencies } from '#libs/access';
import { uuidv5 } from '#libs/contracts';
import { Served } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { helpOpens, type Story } from '../testing/story.ts';

const { school } = personaAgencies;
let served: Served;
let story: Story;
let second: string;

beforeAll(async () => {
  served = await Served.start();
  story = await helpOpens(served);
  await served.record.door.send({
    type: 'RegisterOrganisation',
    data: { name: 'Hill School', agencyType: 'SCHOOL' },
    commandId: randomUUID(),
    actor: { user: 'u', role: 'ADMINISTRATOR', agency: story.agency },
    source: 'SYSTEM',
    stream: school,
  });
  ({ second } = await staffAround(served, story));
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

const KNOWN = `query ($person: ID!, $agency: ID, $asOf: AsOf) {
  whatWasKnown(person: $person, agency: $agency, asOf: $asOf, purpose: FAMILY_HELP) {
    person { id } families nodes { id data told { position changedSince } }
  }
}`;

describe('a partner’s own part', () => {
  const asked = () => ({ person: story.child.id, agency: school });

  it('is nothing at all before anything was shared, as if there were nobody', async () => {
    await expect(served.read('partner', KNOWN, asked())).rejects.toThrow('NOT_FOUND');
    await expect(served.read('partner', KNOWN, { ...asked(), person: '0'.repeat(26) })).rejects.toThrow(
      'NOT_FOUND',
    );
  });

  it('is what was shared, in the words and the classes shared, without the person', async () => {
    const commandId = randomUUID();
    const warning = { person: story.child.id, warning: 'DANGEROUS_ANIMAL' };
    await served.order('practitioner', 'recordWarning', { ...warning, commandId });
    const entry = uuidv5(commandId, `person-${story.child.id}/0`);
    const elsewhere = randomUUID();
    const address = { person: story.child.id, type: 'TEMPORARY', line: '3 Far Way', postcode: 'SG1 1AB' };
    await served.order('practitioner', 'recordAddress', { ...address, commandId: elsewhere });
    const { id: disclosure } = await served.order('practitioner', 'decideDisclosure', {
      family: story.family.id,
      persons: [story.child.id],
      recipientAgency: school,
      classes: ['general'],
      decision: 'DISCLOSE',
      basis: 'VITAL',
      reason: 'She has moved.',
      decidedBy: story.keyworker,
    });
    const telling = { disclosure, entries: [entry], how: 'EMAIL', disclosedBy: story.keyworker };
    const unheld = { ...telling, entries: [uuidv5(elsewhere, `person-${story.child.id}/0`)] };
    await expect(served.order('practitioner', 'discloseInformation', unheld)).rejects.toThrow(
      'CLASS_NOT_DECIDED',
    );
    const told = await served.order('practitioner', 'discloseInformation', telling);
    const correcting = {
      reason: 'LATER_EVIDENCE',
      replaced: { warningRecorded: { details: 'A hidden dog.' } },
    };
    const stream = `person-${story.child.id}`;
    await served.order('coordinator', 'correctEntry', { stream, entry, ...correcting });
    const known = await served.read('partner', KNOWN, asked());
    const since = { position: told.position, changedSince: true };
    expect(known).toMatchObject({ person: null, families: [], nodes: [{ id: entry, told: since }] });
    expect(JSON.stringify(known)).not.toContain('hidden dog');
    const seen = await served.read('manager', KNOWN, asked());
    expect(seen).toMatchObject({ person: { id: story.child.id }, nodes: [{ id: entry }] });
    expect(JSON.stringify(seen)).toContain('DANGEROUS_ANIMAL');
    expect(JSON.stringify(seen)).not.toContain('hidden dog');
    const before = { position: String(Number(told.position) - 1) };
    await expect(served.read('partner', KNOWN, { ...asked(), asOf: before })).rejects.toThrow('NOT_FOUND');
  });

  it('is no way to another agency’s', async () => {
    const other = { person: story.child.id, agency: story.agency };
    await expect(served.read('partner', KNOWN, other)).rejects.toThrow('NOT_FOUND');
  });
});

describe('who was keyworker', () => {
  const FAMILY = `query ($family: ID!, $purpose: Purpose!, $asOf: AsOf) {
    family(reference: $family, purpose: $purpose, asOf: $asOf) { id }
  }`;

  it('reads for a child’s safety what stood then, and nothing of what came after', async () => {
    const { family, episode, agency } = story;
    const over = await served.order('manager', 'handOverKeyworker', {
      family: family.id,
      episode,
      to: second,
      agency,
      agreementReviewed: true,
      reason: 'LEFTRL',
    });
    const then = { position: String(Number(over.position) - 1) };
    const read = (purpose: string, asOf?: object) =>
      served.read('practitioner', FAMILY, { family: family.id, purpose, ...(asOf && { asOf }) });
    expect(await read('SAFEGUARDING', then)).toEqual({ id: family.id });
    await expect(read('FAMILY_HELP', then)).rejects.toThrow('NOT_FOUND');
    await expect(read('SAFEGUARDING')).rejects.toThrow('NOT_FOUND');
    await expect(read('SAFEGUARDING', { position: over.position })).rejects.toThrow('NOT_FOUND');
  });
});
