import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { isSimulated } from '#libs/service';
import { Served } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

const FAMILY = `query ($family: ID!, $purpose: Purpose!) {
  family(reference: $family, purpose: $purpose) { members { name } }
}`;
const PERSON = `query ($person: ID!) { person(reference: $person, purpose: FAMILY_HELP) { name } }`;
const UNUSUAL = `query ($on: Date!) {
  unusualAccess(on: $on, purpose: AUDIT) { found { rule title user worker role looks families } }
}`;
const LOOKED = `query ($family: ID!, $from: Date, $until: Date!) {
  whoLooked(family: $family, from: $from, until: $until, purpose: SUBJECT_ACCESS) { days { day agencyType title } }
}`;

let served: Served;
let story: Story;
let coordinator: string;

function standAt(instant: string): void {
  const { clock } = served.record;
  if (isSimulated(clock)) clock.standAt(instant);
}
const look = (persona: PersonaName, purpose = 'FAMILY_HELP'): Promise<unknown> =>
  served.read(persona, FAMILY, { family: story.family.id, purpose });

async function caughtUp(): Promise<void> {
  const { projector, accessStore, store } = served.record;
  await projector.accessReached(await accessStore.head());
  await projector.reached(await store.head());
}

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-06-10T08:00:00.000Z' });
  standAt('2026-06-10T09:00:00.000Z');
  story = await helpOpens(served);
  const { id } = await served.order('administrator', 'registerWorker', {
    name: 'Cora Wells',
    user: 'coordinator',
    agency: story.agency,
    role: 'TRIAGE_COORDINATOR',
    activeFrom: '2020-01-01',
  });
  coordinator = id;
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

describe('unusual access', () => {
  interface Found {
    readonly rule: string;
    readonly user: string;
    readonly worker: string | null;
    readonly looks: number;
  }
  async function found(on: string): Promise<Found[]> {
    await caughtUp();
    return (await served.read<{ found: Found[] }>('privacy-officer', UNUSUAL, { on })).found;
  }

  it('is found of a neighbour, by the address of whoever looked', async () => {
    const own = await served.order('manager', 'registerPerson', {
      names: [{ use: 'LEGAL', given: 'Cora', family: 'Wells' }],
      dateOfBirth: '1980-01-02',
      sex: 'F',
      adult: true,
      address: { type: 'HOME', line: '16 Canary Lane', postcode: 'SG1 1AA' },
    });
    const self = { worker: coordinator, person: own.id, connection: 'SELF' };
    await served.order('administrator', 'declarePersonalConnection', self);
    await caughtUp();
    standAt('2026-06-11T09:00:00.000Z');
    await served.read('coordinator', PERSON, { person: story.child.id });
    await expect(served.read('coordinator', PERSON, { person: own.id })).rejects.toThrow('NOT_FOUND');
    expect(await found('2026-06-11')).toEqual([
      {
        rule: 'OWN_RECORD',
        title: 'Looked at the own record, or tried to',
        user: 'coordinator',
        worker: coordinator,
        role: 'COORDINATOR',
        looks: 1,
        families: 0,
      },
      expect.objectContaining({ rule: 'NEIGHBOUR', user: 'coordinator', looks: 1 }),
    ]);
    expect(await found('2026-06-12')).toEqual([]);
  });

  it('is found of much in one night, which is of the day it begins on', async () => {
    standAt('2026-06-12T22:30:00.000Z');
    for (let count = 0; count < 12; count++) await look('manager');
    standAt('2026-06-13T01:00:00.000Z');
    for (let count = 0; count < 8; count++) await look('manager');
    expect(await found('2026-06-12')).toEqual([
      expect.objectContaining({ rule: 'AT_NIGHT', user: 'manager', looks: 20 }),
    ]);
    expect(await found('2026-06-13')).toEqual([]);
  });

  it('is shown to those who oversee access alone', async () => {
    await expect(served.read('manager', UNUSUAL, { on: '2026-06-12' })).rejects.toThrow('NOT_PERMITTED');
  });
});

describe('what a family is given of who looked', () => {
  const told = async (from: string, until: string): Promise<string[]> => {
    await caughtUp();
    const asked = { family: story.family.id, from, until };
    const { days } = await served.read<{ days: { day: string; agencyType: string }[] }>(
      'privacy-officer',
      LOOKED,
      asked,
    );
    return days.map(({ day, agencyType }) => `${day} ${agencyType}`);
  };
  const decide = (until: string, exemptions: object[]): Promise<unknown> =>
    served.order('privacy-officer', 'decideViewingExemptions', {
      family: story.family.id,
      until,
      rationale: 'Looked through.',
      ...(exemptions.length > 0 && { exemptions }),
    });
  const personaAgency = 'organisation-00000000000000000000000001';

  it('waits until it is decided what is exempt, up to the day', async () => {
    standAt('2026-06-16T09:00:00.000Z');
    await expect(told('2026-06-10', '2026-06-15')).rejects.toThrow('EXEMPTIONS_UNDECIDED');
    await expect(decide('2026-06-16', [])).rejects.toThrow('DAY_NOT_OVER');
    await decide('2026-06-15', []);
    expect(await told('2026-06-10', '2026-06-15')).toContain('2026-06-11 null');
    await expect(told('2026-06-10', '2026-06-16')).rejects.toThrow('EXEMPTIONS_UNDECIDED');
    await expect(told('2026-06-15', '2026-06-10')).rejects.toThrow('END_BEFORE_START');
  });

  it('leaves out what is exempt, without a trace', async () => {
    const whole = await told('2026-06-10', '2026-06-15');
    await decide('2026-06-15', [
      { agency: personaAgency, from: '2026-06-12', to: '2026-06-13', reason: 'CRIME' },
    ]);
    const left = await told('2026-06-10', '2026-06-15');
    expect(whole.filter((each) => !left.includes(each))).toEqual(['2026-06-13 null', '2026-06-12 null']);
  });

  it('is decided by the privacy officer alone, and nobody else sees what is left out', async () => {
    const order = { family: story.family.id, until: '2026-06-15', rationale: 'So.' };
    await expect(served.order('manager', 'decideViewingExemptions', order)).rejects.toThrow('NOT_PERMITTED');
    const timeline = `query ($family: ID!) {
      familyTimeline(family: $family, purpose: FAMILY_HELP, first: 100) { nodes { type } }
    }`;
    const { nodes } = await served.read<{ nodes: { type: string }[] }>('practitioner', timeline, {
      family: story.family.id,
    });
    expect(nodes.map(({ type }) => type)).not.toContain('ViewingExemptionsDecided');
  });

  it('is not there of a family that is not', async () => {
    const asked = { family: `family-${'0'.repeat(26)}`, until: '2026-06-15' };
    await expect(served.read('privacy-officer', LOOKED, asked)).rejects.toThrow('NOT_FOUND');
  });
});
