import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor, CommandOf, CommandType, StoredEvent } from '#libs/contracts';
import { readCodeSets } from '#libs/reference';
import type { Answer } from '../door/door.ts';
import { isSimulated } from '../clock.ts';
import { openRecord, type FamilyRecord } from '../record.ts';
import { readSettings } from '../settings/settings.ts';
import { eventsOf, order } from './small-record.ts';
import { coordinator, teamManager } from './telling.ts';

export const DISTRICT = 'herts.ff.stevenage';
const chair: Actor = { user: 'u-chair', role: 'PANEL_CHAIR', agency: 'organisation-county' };

/** A record in which panels of Stevenage sit, on a simulated clock from 9 March 2026. */
export class PanelDesk implements AsyncDisposable {
  readonly record: FamilyRecord;
  readonly folder: string;
  readonly agencies: string[] = [];
  readonly workers: string[] = [];
  readonly children: string[] = [];
  readonly chair = chair;
  family = '';

  private constructor(record: FamilyRecord, folder: string) {
    this.record = record;
    this.folder = folder;
  }

  static async open({ codeSets = readCodeSets(), now = '2026-03-09T09:00:00Z' } = {}): Promise<PanelDesk> {
    const folder = mkdtempSync(join(tmpdir(), 'panels-'));
    const settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: now });
    const desk = new PanelDesk(await openRecord(settings, { inline: true, codeSets }), folder);
    for (const agencyType of ['COUNCIL', 'SCHOOL', 'GP']) await desk.#agency(agencyType);
    for (const given of ['Ava', 'Ben']) await desk.#child(given);
    const members = desk.children.map((person) => ({ person, role: 'CHILD' }));
    desk.family = (await desk.send('RegisterFamily', { members })).id;
    return desk;
  }

  async #agency(agencyType: string): Promise<void> {
    const { id: agency } = await this.send('RegisterOrganisation', { name: agencyType, agencyType });
    const training = [{ training: 'FFA_KEYWORKER', completedOn: '2024-02-01' }];
    const data = { name: agencyType, agency, role: 'KEYWORKER', activeFrom: '2024-01-01', training };
    // Whoever sends what four eyes see is one of the two.
    const signsIn = this.workers.length === 1 && { user: teamManager.user };
    this.agencies.push(agency);
    this.workers.push((await this.send('RegisterWorker', { ...data, ...signsIn })).id);
  }

  async #child(given: string): Promise<void> {
    const names = [{ use: 'LEGAL', given, family: 'Hill' }];
    const child = { names, dateOfBirth: '2018-05-04', sex: 'F', adult: false };
    this.children.push((await this.send('RegisterPerson', child)).id);
  }

  get worker(): string {
    return this.workers[0] ?? '';
  }

  get agency(): string {
    return this.agencies[0] ?? '';
  }

  send<T extends CommandType>(type: T, data: CommandOf<T>['data'], actor = teamManager): Promise<Answer> {
    return this.record.door.send(order(type, data, { actor }));
  }

  /** The family is helped; answers the episode. */
  async helped(): Promise<string> {
    const level = { level: 'L2', indicators: ['L2.01'], rationale: 'Tired.' };
    const { id } = await this.send('OpenEpisode', {
      family: this.family,
      children: this.children.map((child) => ({ child, ...level })),
      route: 'SELF',
      district: DISTRICT,
      agency: this.agency,
      keyworker: this.worker,
      familyAgreed: true,
      decidedBy: this.worker,
    });
    return id;
  }

  /** A request of the family that triage leaves to the panel. */
  async request(): Promise<string> {
    const request = await this.received();
    await this.triage(request);
    return request;
  }

  async received(): Promise<string> {
    const [person = ''] = this.children;
    const { id: request } = await this.send('ReceiveRequest', {
      source: '2A',
      channel: 'PHONE',
      urgency: 'SOON',
      agreement: 'NOT_SOUGHT',
      gss: 'E07000243',
      family: this.family,
      children: [{ person, givenName: 'Ava', familyName: 'Hill', dateOfBirth: '2018-05-04', sex: 'F' }],
      answers: { whatIsWorrying: 'Not sleeping.' },
    });
    return request;
  }

  async triage(request: string): Promise<void> {
    const data = { request, outcome: 'PANEL', rationale: 'Many needs.', decidedBy: this.worker };
    await this.send('TriageRequest', data, coordinator);
  }

  async panel(date: string, district = DISTRICT): Promise<string> {
    const data = { district, date, cadence: 'WEEKLY', quorumRule: 'CHAIR_AND_THREE' };
    return (await this.send('SchedulePanel', data)).id;
  }

  async convene(panel: string): Promise<void> {
    for (const [at, member] of this.workers.entries()) {
      const came = { panel, member, agency: this.agencies[at] ?? '', chairing: at === 0, remote: at > 0 };
      await this.send('RecordPanelAttendance', came, chair);
    }
    await this.send('ConvenePanel', { panel }, chair);
  }

  decisionOn(panel: string, item: string, children = this.children): CommandOf<'DecideItem'>['data'] {
    return {
      panel,
      item,
      outcome: 'FFA_ALLOCATE_KEYWORKER',
      children: children.map((child) => ({ child, level: 'L2', indicators: ['L2.01'] })),
      agency: this.agency,
      keyworker: this.worker,
      rationale: 'Several needs.',
      decidedBy: this.worker,
    };
  }

  /** The panel sits and allocates the request; the agency is asked. */
  async decide(panel: string, item: string, children = this.children): Promise<void> {
    await this.convene(panel);
    await this.followed();
    await this.send('DecideItem', this.decisionOn(panel, item, children), chair);
    await this.followed();
  }

  defer(panel: string, item: string, until: string): Promise<Answer> {
    return this.send('DeferItem', { panel, item, until, needed: ['The school’s view'] }, chair);
  }

  answer(type: 'AcceptAllocation' | 'DeclineAllocation', panel: string, item: string): Promise<Answer> {
    const { agency } = this;
    return type === 'AcceptAllocation'
      ? this.send(type, { panel, item, agency, familyAgreed: true })
      : this.send(type, { panel, item, agency, reason: 'Nobody is free.' });
  }

  /** All that follows from what is in the log was done, and can be read. */
  async followed(): Promise<void> {
    const { store, managers, projector } = this.record;
    for (let head = -1; head !== (await store.head());) {
      head = await store.head();
      await managers.reached(head);
      await projector.reached(head);
    }
  }

  standAt(instant: string): void {
    if (isSimulated(this.record.clock)) this.record.clock.standAt(instant);
  }

  /** What stands on the agenda: item, and its state. */
  agenda(panel: string): [item: string, state: string][] {
    return this.record.readers.panels.items(panel).map(({ item, state }) => [item, state]);
  }

  async events(type: string): Promise<StoredEvent[]> {
    return (await eventsOf(this.record.store)).filter((event) => event.type === type);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async close(): Promise<void> {
    await this.record.close();
    rmSync(this.folder, { recursive: true });
  }
}
