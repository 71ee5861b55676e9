import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { personas } from '#libs/access';
import type { CommandOf } from '#libs/contracts';
import { createPack } from '../ledger/bundles/create-pack.ts';
import { openRecord, type FamilyRecord } from '../record.ts';
import { readSettings } from '../settings/settings.ts';
import { linesOf } from './bundle-reading.ts';
import { ava, NOON, order } from './small-record.ts';
import { agencies } from './story-of-help.ts';
import { teamManager, type Send } from './telling.ts';

/** Every class in which something is told of a person. */
export const ALL = ['general', 'address', 'health', 'police', 'third-party', 'special'];

export interface Withheld {
  readonly index: number;
  readonly decision: string;
  readonly basis: string;
  readonly decidedBy: string;
  readonly subject: string;
  readonly class: string;
}

interface Manifest {
  readonly dataSubject: string;
  readonly withheld: readonly Withheld[];
  readonly streams: readonly { readonly stream: string }[];
}

/** Ava with Mia, her mother, and Tom, her father, of whom packs are made. */
export class PackedFamily {
  readonly record: FamilyRecord;
  readonly folder: string;
  agency = '';
  keyworker = '';
  child = '';
  mother = '';
  father = '';
  family = '';

  private constructor(record: FamilyRecord, folder: string) {
    this.record = record;
    this.folder = folder;
  }

  static async open(): Promise<PackedFamily> {
    const folder = mkdtempSync(join(tmpdir(), 'pack-'));
    const settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: NOON });
    const packed = new PackedFamily(await openRecord(settings, { inline: true }), folder);
    await packed.#register();
    return packed;
  }

  async #register(): Promise<void> {
    ({ agency: this.agency, keyworker: this.keyworker } = await agencies(this.send));
    this.child = (await this.send('RegisterPerson', ava)).id;
    this.mother = await this.adult('Mia');
    this.father = await this.adult('Tom');
    const members = [
      { person: this.child, role: 'CHILD' },
      { person: this.mother, role: 'MOTHER' },
      { person: this.father, role: 'FATHER' },
    ];
    this.family = (await this.send('RegisterFamily', { members })).id;
  }

  readonly send: Send = (type, data, actor = teamManager, more = {}) =>
    this.record.door.send(order(type, data, { actor, ...more }));

  async adult(given: string): Promise<string> {
    const names = [{ use: 'LEGAL', given, family: 'Hill' }];
    return (await this.send('RegisterPerson', { names, sex: 'U', adult: true })).id;
  }

  async decide(what: Omit<CommandOf<'DecideDisclosure'>['data'], 'family' | 'decidedBy'>): Promise<void> {
    const { family, keyworker } = this;
    await this.send('DecideDisclosure', { family, ...what, decidedBy: keyworker });
  }

  /** A pack for somebody, of this family or of another that is named. */
  async pack(person: string, { family = this.family, principal = personas['privacy-officer'] } = {}) {
    const { record, keyworker } = this;
    await record.projector.reached(await record.store.head());
    return createPack(
      { family, person, principal, by: keyworker, how: 'IN_PERSON', door: 'OPERATOR' },
      record,
    );
  }

  async close(): Promise<void> {
    await this.record.close();
    rmSync(this.folder, { recursive: true });
  }
}

export function manifestOf(text: string): Manifest {
  return JSON.parse(text.slice(0, text.indexOf('\n'))) as Manifest;
}

/** The values that are opened, as JSON. */
export function openedIn(text: string): string[] {
  const lines = linesOf(text).filter(({ kind }) => kind === 'opening');
  return lines.map(({ opened }) => JSON.stringify((JSON.parse(String(opened)) as unknown[])[2]));
}
