import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PersonaName } from '#libs/access';
import { DISTRICT, helpOpens, type Story } from '../../apps/record/src/testing/story.ts';
import { giveOrder } from '../support/orders.ts';
import { fhr, ServiceProcess } from '../support/processes.ts';

// Kit leaves with two open cases; Noor takes them on.

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'family-help-hand-over-'));
let service: ServiceProcess;
let story: Story;
let noor: string;

beforeAll(async () => {
  service = await ServiceProcess.start(folder);
  story = await helpOpens({ order });
  const { agency } = story;
  const training = [{ training: 'FFA_KEYWORKER', completedOn: '2020-02-01' }];
  const worker = { name: 'Noor Reed', agency, role: 'KEYWORKER', activeFrom: '2020-01-01', training };
  noor = (await order('administrator', 'registerWorker', worker)).id;
  await secondCase();
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const order = (persona: PersonaName, mutation: string, input: object) =>
  giveOrder(service, persona, mutation, input);

async function secondCase(): Promise<void> {
  const { id: child } = await order('coordinator', 'registerPerson', {
    names: [{ use: 'LEGAL', given: 'Ben', family: 'Shaw' }],
    dateOfBirth: '2016-05-04',
    sex: 'M',
    adult: false,
  });
  const members = [{ person: child, role: 'CHILD', livesHere: 'FULL' }];
  const { id: family } = await order('coordinator', 'registerFamily', { members });
  await order('manager', 'openEpisode', {
    family,
    children: [{ child, level: 'L2', indicators: ['L2.01'], rationale: 'Often late.' }],
    route: 'SELF',
    district: DISTRICT,
    agency: story.agency,
    keyworker: story.keyworker,
    familyAgreed: true,
    decidedBy: story.keyworker,
  });
}

const handOver = (...more: string[]) =>
  fhr(folder, 'hand-over', story.keyworker, '--to', noor, '--reason', 'LEFTRL', ...more);

interface Case {
  readonly family: string;
  readonly position: number | null;
  readonly code: string | null;
}

describe('fhr hand-over', () => {
  it('says of each case why it stays, where it does', async () => {
    const { status, answer } = await handOver('--json');
    expect(status).toBe(1);
    expect(JSON.parse(answer)).toMatchObject([
      { family: story.family.reference, position: null, code: 'AGREEMENT_NOT_REVIEWED' },
      { position: null, code: 'AGREEMENT_NOT_REVIEWED' },
    ]);
  });

  it('hands every case over, each by an order of its own', async () => {
    const { status, answer } = await handOver('--agreement-reviewed', '--json');
    expect(status).toBe(0);
    const cases = JSON.parse(answer) as Case[];
    expect(cases.map(({ code }) => code)).toEqual([null, null]);
    const query = `query ($family: ID!) {
      family(reference: $family, purpose: FAMILY_HELP) { episode { keyworker } }
    }`;
    for (const { family } of cases) {
      const { data } = await service.ask('manager', query, { family });
      expect(data?.['family']).toEqual({ episode: { keyworker: noor } });
    }
    expect(new Set(cases.map(({ position }) => position)).size).toBe(2);
  });

  it('has nothing to do when it is called again', async () => {
    expect(await handOver('--agreement-reviewed')).toMatchObject({
      status: 0,
      answer: 'There is no open case to hand over.\n',
    });
  });

  it('says so where there is no such worker', async () => {
    const absent = `${noor.slice(0, -1)}${noor.endsWith('0') ? '1' : '0'}`;
    const { status, answer, said } = await fhr(
      folder,
      'hand-over',
      absent,
      '--to',
      noor,
      '--reason',
      'LEFTRL',
    );
    expect({ status, answer }).toEqual({ status: 3, answer: '' });
    expect(said).toMatch(/^NOT_FOUND: /);
  });

  it('is for whoever may do it', async () => {
    expect((await handOver('--agreement-reviewed', '--as', 'auditor')).status).toBe(4);
    expect((await fhr(folder, 'hand-over', story.keyworker, '--to', noor)).status).toBe(2);
  });
});

describe('fhr managers retry', () => {
  it('says so where nothing is parked of the manager that is named', async () => {
    const { status, answer, said } = await fhr(folder, 'managers', 'retry', '--manager', 'nobody');
    expect({ status, answer }).toEqual({ status: 3, answer: '' });
    expect(said).toMatch(/^NOT_FOUND: /);
  });
});
