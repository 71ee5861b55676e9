import type { Answer } from '../door/door.ts';
import type { AsOfPoint, FamilyAsOf } from '#libs/read-models';
import { PanelDesk } from './panel-desk.ts';

/** The Hills, Mia with Ava and Ben, helped together; and, of no family, Tom. */
export class HelpedFamily {
  readonly desk: PanelDesk;
  mia = '';
  tom = '';
  episode = '';

  private constructor(desk: PanelDesk) {
    this.desk = desk;
  }

  static async open(): Promise<HelpedFamily> {
    const helped = new HelpedFamily(await PanelDesk.open());
    const { desk } = helped;
    helped.mia = await helped.#adult('Mia');
    helped.tom = await helped.#adult('Tom');
    const mother = { person: helped.mia, role: 'MOTHER', livesHere: 'FULL' };
    await desk.send('AddMember', { family: desk.family, ...mother });
    helped.episode = (await helped.openFor(desk.family, desk.children)).id;
    return helped;
  }

  async #adult(given: string): Promise<string> {
    const data = { names: [{ use: 'LEGAL', given, family: 'Hill' }], sex: 'U', adult: true };
    return (await this.desk.send('RegisterPerson', data)).id;
  }

  openFor(family: string, children: readonly string[]): Promise<Answer> {
    const { agency, worker } = this.desk;
    const level = { level: 'L2', indicators: ['L2.01'], rationale: 'Attendance.' };
    return this.desk.send('OpenEpisode', {
      family,
      children: children.map((child) => ({ child, ...level })),
      route: 'SELF',
      district: 'herts.ff.stevenage',
      agency,
      keyworker: worker,
      familyAgreed: true,
      decidedBy: worker,
    });
  }

  get approved(): { requestedBy: string; approvedBy: string } {
    const [requestedBy = '', approvedBy = ''] = this.desk.workers;
    return { requestedBy, approvedBy };
  }

  /** Who asks for a merge of a family that is helped, with both families asked again. */
  get merging(): { requestedBy: string; approvedBy: string; agreementReviewed: boolean } {
    return { ...this.approved, agreementReviewed: true };
  }

  supervised(family: string): Promise<Answer> {
    const { desk, episode } = this;
    const data = { family, episode, supervisor: desk.worker, reflection: 'Going well.' };
    return desk.send('RecordSupervision', data);
  }

  told(family: string, position?: number): FamilyAsOf | undefined {
    return this.desk.record.readers.timeline.familyAsOf(family, asOf(position));
  }

  held(family: string, position?: number): string | null {
    return this.desk.record.readers.families.family(family, position)?.episode ?? null;
  }

  /** The types of event in the family's timeline. */
  types(family: string, position?: number): string[] {
    const { timeline } = this.desk.record.readers;
    const page = timeline.familyTimeline(family, asOf(position), { first: 100 });
    return page.edges.map(({ node }) => node.type);
  }

  /** Every family that held the episode at some position from one on, and whether one and only one did at each. */
  async heldBy(from: number): Promise<{ families: ReadonlySet<string>; isOneAtATime: boolean }> {
    const holders = await this.#holders(from);
    return { families: new Set(holders.flat()), isOneAtATime: holders.every(({ length }) => length === 1) };
  }

  async #holders(from: number): Promise<string[][]> {
    const { readers, store } = this.desk.record;
    const page = readers.families.list({}, undefined, { first: 100 });
    const all = page.edges.map(({ node }) => node.family);
    const head = await store.head();
    return Array.from({ length: head - from + 1 }, (_, index) =>
      all.filter((family) => this.held(family, from + index) === this.episode),
    );
  }
}

export function asOf(position = Number.MAX_SAFE_INTEGER): AsOfPoint {
  return { position, knownAt: null, effectiveAt: null, provisional: false };
}
