import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Principal } from '#libs/access';
import { openRecord, type FamilyRecord } from '../record.ts';
import { GatheredRelations } from './relations.ts';
import { readSettings } from '../settings/settings.ts';
import { order } from '../testing/small-record.ts';
import { agencies } from '../testing/story-of-help.ts';
import { family as registered, people, requested } from '../testing/story-of-people.ts';
import { text, teamManager, type Send } from '../testing/telling.ts';

let folder: string;
let record: FamilyRecord;
let gathered: GatheredRelations;
let ids: Record<
  | 'agency'
  | 'other'
  | 'keyworker'
  | 'second'
  | 'third'
  | 'child'
  | 'parent'
  | 'request'
  | 'family'
  | 'episode',
  string
>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'relations-'));
  const settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: '2026-03-10T12:00:00Z' });
  record = await openRecord(settings, { inline: true });
  gathered = new GatheredRelations(record.readers, record.store, record.clock);
  const send: Send = (type, data, actor = teamManager, more = {}) =>
    record.door.send(order(type, data, { actor, ...more }));
  const help = await agencies(send);
  const known = await people(send);
  const request = await requested(send, known);
  const family = await registered(send, known, request);
  const { id: episode, position } = await send('OpenEpisode', {
    family,
    children: [{ child: known.child, level: 'L2', indicators: ['L2.01'], rationale: text('More.') }],
    route: 'REQUEST',
    district: 'herts.ff.welwyn-hatfield',
    agency: help.agency,
    keyworker: help.keyworker,
    familyAgreed: true,
    decidedBy: help.keyworker,
  });
  ids = { ...help, ...known, request, family, episode };
  await record.projector.reached(position);
});
afterAll(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
});

const someone: Principal = { user: 'u-9', role: 'KEYWORKER', agency: 'organisation-elsewhere' };
const related = { assigned: true, ownAgency: false };
const ofAgency = { assigned: false, ownAgency: true };
const strange = { assigned: false, ownAgency: false };

describe('how someone stands to a record', () => {
  it.each(['family', 'episode', 'request', 'child', 'parent'] as const)(
    'is as its keyworker, for the keyworker of the open episode: %s',
    async (kind) => {
      const keyworker = { ...someone, worker: ids.keyworker };
      expect(await gathered.relations(keyworker, ids[kind])).toEqual({ sealed: false, ...related });
    },
  );

  it.each(['family', 'episode', 'request', 'child'] as const)(
    'is as one of the agency that helps, for its people: %s',
    async (kind) => {
      expect(await gathered.relations({ ...someone, agency: ids.agency }, ids[kind])).toEqual({
        sealed: false,
        ...ofAgency,
      });
    },
  );

  it.each(['family', 'episode', 'request', 'child', 'keyworker', 'agency'] as const)(
    'is as a stranger, for anyone else: %s',
    async (kind) => {
      expect(await gathered.relations({ ...someone, worker: ids.second }, ids[kind])).toEqual({
        sealed: false,
        ...strange,
      });
    },
  );

  it('is as the agency that sent it, to a request', async () => {
    const sender = { ...someone, agency: 'organisation-county' };
    expect(await gathered.relations(sender, ids.request)).toMatchObject(ofAgency);
    expect(await gathered.relations(sender, ids.family)).toMatchObject(strange);
  });

  it('is as the worker and the agency whose work it is, to a caseload', async () => {
    expect(await gathered.relations({ ...someone, worker: ids.keyworker }, ids.keyworker)).toMatchObject(
      related,
    );
    expect(await gathered.relations({ ...someone, agency: ids.agency }, ids.keyworker)).toMatchObject(
      ofAgency,
    );
    expect(await gathered.relations({ ...someone, agency: ids.agency }, ids.agency)).toMatchObject(ofAgency);
  });

  it.each(['family', 'request', 'episode', 'worker'])(
    'is as a stranger, to what is not there: %s',
    async (kind) => {
      expect(await gathered.relations(someone, `${kind}-${'0'.repeat(26)}`)).toMatchObject(strange);
    },
  );
});

describe('whoever manages the worker that holds an open episode', () => {
  const manager: Principal = { ...someone, role: 'MANAGER' };
  const teamLead = (worker: string): Principal => ({
    ...someone,
    role: 'PARTNER',
    agency: ids.agency,
    worker,
  });

  it.each(['family', 'episode', 'child'] as const)(
    'stands to it so, as a manager of the same agency: %s',
    async (kind) => {
      const own = await gathered.relations({ ...manager, agency: ids.agency }, ids[kind]);
      expect(own).toMatchObject({ manages: true });
      expect(await gathered.relations({ ...manager, agency: ids.other }, ids[kind])).not.toHaveProperty(
        'manages',
      );
    },
  );

  it('is in a partner agency whoever is registered as manager of a team', async () => {
    const { id } = await record.door.send(
      order(
        'RegisterWorker',
        { name: text('Lea Moss'), agency: ids.agency, role: 'TEAM_MANAGER', activeFrom: '2020-01-01' },
        { actor: teamManager },
      ),
    );
    await record.projector.reached(await record.store.head());
    expect(await gathered.relations(teamLead(id), ids.family)).toMatchObject({ manages: true });
    expect(await gathered.relations(teamLead(ids.second), ids.family)).not.toHaveProperty('manages');
    expect(await gathered.relations(teamLead(id), `family-${'0'.repeat(26)}`)).not.toHaveProperty('manages');
  });
});

describe('a keyworker', () => {
  it('opens own families through the read door, and no others', async () => {
    const reading = (principal: Principal) =>
      record.reads.open({
        principal,
        purpose: 'FAMILY_HELP',
        read: 'family',
        resource: { kind: 'family', record: ids.family },
        door: 'GRAPHQL',
        documentHash: 'hash',
        answer: async () => ({
          value: 'open',
          families: [ids.family],
          persons: [],
          results: 1,
          classes: [],
          position: 1,
        }),
      });
    expect(await reading({ ...someone, worker: ids.keyworker })).toBe('open');
    await expect(reading({ ...someone, worker: ids.second })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await record.accessStore.head()).toBe(1);
  });

  it('steps the level of own children only', async () => {
    const step = {
      family: ids.family,
      episode: ids.episode,
      child: ids.child,
      from: 'L2',
      to: 'L3',
      indicators: ['L3.01'],
      rationale: text('Harder.'),
      decidedBy: ids.keyworker,
    };
    const by = (worker: string) =>
      record.door.send(
        order('StepUp', step, { actor: { user: 'u-9', role: 'KEYWORKER', agency: ids.agency }, worker }),
      );
    await expect(by(ids.second)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await by(ids.keyworker)).toMatchObject({ events: 1 });
  });
});
