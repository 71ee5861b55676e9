import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandOf, CommandType, StoredEvent } from '#libs/contracts';
import { standingFor } from '../door/facts/organisation-facts.ts';
import { openRecord, type FamilyRecord } from '../record.ts';
import { readSettings } from '../settings/settings.ts';
import { ava, eventsOf, manager, order, refusal, school } from '../testing/small-record.ts';
import { socialWorker } from '../testing/telling.ts';

let folder: string;
let record: FamilyRecord;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'continuity-'));
  const settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: '2026-03-10T12:00:00Z' });
  record = await openRecord(settings, { inline: true });
});
afterEach(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
});

const give = async <T extends CommandType>(type: T, data: CommandOf<T>['data'], actor = manager) =>
  (await record.door.send(order(type, data, { actor }))).id;
const agency = (name: string, more = {}) => give('RegisterOrganisation', { ...school, name, ...more });
const worker = (of: string, name: string) =>
  give('RegisterWorker', {
    name,
    agency: of,
    role: 'KEYWORKER',
    activeFrom: '2020-01-01',
    training: [{ training: 'FFA_KEYWORKER', completedOn: '2020-02-01' }],
  });

interface Helped {
  readonly family: string;
  readonly episode: string;
  readonly child: string;
}

async function helped(of: string, keyworker: string): Promise<Helped> {
  const { identifiers, ...person } = ava;
  const child = await give('RegisterPerson', person);
  const family = await give('RegisterFamily', { members: [{ person: child, role: 'CHILD' }] });
  const episode = await give('OpenEpisode', {
    family,
    children: [{ child, level: 'L2', indicators: ['L2.01'], rationale: 'Tired.' }],
    route: 'SELF',
    district: 'herts.ff.stevenage',
    agency: of,
    keyworker,
    familyAgreed: true,
    decidedBy: keyworker,
  });
  return { family, episode, child };
}

/** What the record did by itself. */
async function followed(): Promise<StoredEvent[]> {
  await settled();
  return (await eventsOf(record.store)).filter(({ source, type }) => source === 'SYSTEM' && !BIRTH.has(type));
}
const BIRTH = new Set(['StoreCreated', 'CodeSetPublished']);

/** Once everything that follows has followed. */
async function settled(): Promise<void> {
  for (let head = -1; head < (await record.store.head());) {
    head = await record.store.head();
    await record.managers.reached(head);
  }
  await record.projector.reached(await record.store.head());
}

async function gaps() {
  await settled();
  const at = record.readers.asOf(undefined, record.clock.now());
  return record.readers.oversight.ownershipGaps(at);
}

describe('a keyworker who leaves with twelve episodes', () => {
  it('is refused until each is handed over or covered, and none is without an owner at any position', async () => {
    const hub = await agency('Reed Centre');
    const leaving = await worker(hub, 'Kim');
    const other = await worker(hub, 'Sam');
    const episodes: Helped[] = [];
    for (let count = 0; count < 12; count++) episodes.push(await helped(hub, leaving));
    await settled();
    const end = { worker: leaving, activeTo: '2026-03-10', reason: 'LEFTRL' };
    expect(await refusal(give('EndWorker', end))).toEqual({ code: 'OPEN_WORK', episodes: 12 });
    for (const { family, episode } of episodes.slice(0, 7)) {
      const over = { family, episode, to: other, agency: hub, agreementReviewed: true, reason: 'LEFTRL' };
      await give('HandOverKeyworker', over);
    }
    expect(await refusal(give('EndWorker', end))).toEqual({ code: 'OPEN_WORK', episodes: 5 });
    for (const { family, episode } of episodes.slice(7))
      await give('ArrangeTemporaryCover', { family, episode, worker: other, reason: 'LEFTRL' });
    await give('EndWorker', end);
    expect(await refusal(give('EndWorker', { ...end, worker: other }))).toEqual({
      code: 'OPEN_WORK',
      episodes: 12,
    });
    expect(await gaps()).toEqual({ gaps: [], daysWithoutOwner: 0 });
    expect(await followed()).toEqual([]);
    const { caseload } = record.readers;
    expect(caseload.ofWorker(other).edges).toHaveLength(12);
    for (let position = 0; position <= (await record.store.head()); position++) {
      const at = record.readers.asOf({ position }, record.clock.now());
      expect(record.readers.oversight.ownershipGaps(at).gaps).toEqual([]);
    }
  });
});

describe('what is voided once who held the help has left', () => {
  const lastOf = async (type: string): Promise<string> =>
    (await eventsOf(record.store)).findLast((event) => event.type === type)?.id ?? '';
  const voided = async (stream: string, type: string) =>
    give('VoidEntry', { stream, entry: await lastOf(type), reason: 'WRONG_PERSON' });
  async function flags(): Promise<unknown[]> {
    const raised = (await followed()).filter(({ type }) => type === 'DataQualityFlagRaised');
    await record.vault.prepare(raised.flatMap(({ subjects }) => subjects));
    return raised.map((event) => record.vault.open(event).data);
  }

  it('is put to a person where a closure gives it back to them', async () => {
    const hub = await agency('Reed Centre');
    const leaving = await worker(hub, 'Kim');
    const { family, episode, child } = await helped(hub, leaving);
    const outcomes = [{ child, outcome: 'Well.' }];
    await give('CloseEpisode', { family, episode, reason: 'OUTCOMES_MET', outcomes });
    await settled();
    await give('EndWorker', { worker: leaving, activeTo: '2026-03-10', reason: 'LEFTRL' });
    await give('EndOrganisation', { organisation: hub, endedOn: '2026-03-10' });
    await settled();
    await voided(family, 'EpisodeClosed');
    const cause = await lastOf('EntryVoided');
    expect(await flags()).toEqual([
      { flag: 'KEYWORKER_LEFT', families: [family], cause },
      { flag: 'AGENCY_ENDED', families: [family], cause },
    ]);
  });

  it('is put to a person where a hand-over does, and not while somebody covers', async () => {
    const hub = await agency('Reed Centre');
    const leaving = await worker(hub, 'Kim');
    const other = await worker(hub, 'Sam');
    const { family, episode } = await helped(hub, leaving);
    const over = { family, episode, to: other, agency: hub, agreementReviewed: true, reason: 'LEFTRL' };
    await give('HandOverKeyworker', over);
    await settled();
    await give('EndWorker', { worker: leaving, activeTo: '2026-03-10', reason: 'LEFTRL' });
    await settled();
    await voided(family, 'KeyworkerHandedOver');
    expect(await flags()).toEqual([
      { flag: 'KEYWORKER_LEFT', families: [family], cause: await lastOf('EntryVoided') },
    ]);
    await give('ArrangeTemporaryCover', { family, episode, worker: other, reason: 'LEFTRL' });
    await voided(family, 'TemporaryCoverArranged');
    expect(await flags()).toHaveLength(2);
  });
});

describe('a school that becomes an academy', () => {
  it('hands its open episodes and its workers to its successor, with the same keyworkers', async () => {
    const hill = await agency('Hill School');
    const academy = await agency('Hill Academy');
    const keyworker = await worker(hill, 'Kim');
    const { episode } = await helped(hill, keyworker);
    await settled();
    const end = { organisation: hill, endedOn: '2026-03-10' };
    expect(await refusal(give('EndOrganisation', end))).toEqual({ code: 'OPEN_WORK', episodes: 1 });
    await give('EndOrganisation', { ...end, successor: academy });
    expect((await followed()).map(({ type }) => type)).toEqual(['AccountableAgencyChanged', 'WorkerMoved']);
    expect(await gaps()).toEqual({ gaps: [], daysWithoutOwner: 0 });
    const [held] = record.readers.caseload.ofAgency(academy).edges;
    expect(held?.node).toMatchObject({ episode, agency: academy, keyworker });
    expect(record.readers.directory.worker(keyworker)).toMatchObject({ agency: academy, role: 'KEYWORKER' });
    expect(record.managers.parked()).toEqual([]);
    const trust = await agency('Hill Trust');
    await give('EndOrganisation', { organisation: academy, endedOn: '2026-03-10', successor: trust });
    expect(await standingFor(hill, record.store)).toBe(trust);
    expect(await standingFor(trust, record.store)).toBe(trust);
  });
});

describe('a step up that is accepted', () => {
  async function accepted(target: string, noted?: string): Promise<StoredEvent[]> {
    const hub = await agency('Reed Centre');
    const care = await agency('Assessment Team', { agencyType: 'SOCIAL_CARE' });
    const keyworker = await worker(hub, 'Kim');
    const social = await worker(care, 'Lee');
    const { family, episode, child } = await helped(hub, keyworker);
    const proposal = { target, urgent: false, reason: 'Harm.', proposedBy: keyworker };
    const step = await give('ProposeStepUp', { family, episode, children: [child], ...proposal });
    if (noted !== undefined)
      await give('NoteStatutoryStatus', { family, episode, child, status: noted }, socialWorker);
    await record.door.send(
      order(
        'AcceptStepUp',
        {
          family,
          episode,
          step,
          receivingAgency: care,
          receivingWorker: social,
          receivingReference: 'LCS-7',
          to: 'L4',
          indicators: ['L4.01'],
          rationale: 'Neglect.',
        },
        { actor: socialWorker },
      ),
    );
    return followed();
  }

  it('has its statutory status noted, caused by the acceptance, with the service’s own reference', async () => {
    const [event, ...more] = await accepted('CP');
    expect(more).toEqual([]);
    const cause = (await eventsOf(record.store)).find(({ type }) => type === 'StepUpAccepted');
    expect(event).toMatchObject({ type: 'StatutoryStatusNoted', causationId: cause?.id });
    await record.vault.prepare(event?.subjects ?? []);
    expect(event && record.vault.open(event).data).toMatchObject({
      status: 'CP_S47_ENQUIRY',
      sourceReference: 'LCS-7',
    });
  });

  it('has none noted where it says as much already, or is of no statutory service', async () => {
    expect(await accepted('CIN_S17', 'CIN_S17')).toEqual([]);
    expect(await accepted('IFST')).toEqual([]);
  });
});
