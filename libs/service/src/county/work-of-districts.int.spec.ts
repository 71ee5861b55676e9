import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeStoredEvent, type Json } from '#libs/contracts';
import { londonDay } from '#libs/reference';
import { managersOf } from '../process-managers/managers-of.ts';
import { madeCounty, UNTIL, type MadeCounty, type OpenedEvent } from './testing/made-county.ts';

const FAMILIES = 120;
let made: MadeCounty;
let events: readonly OpenedEvent[];
const of = (...types: string[]) => events.filter(({ type }) => types.includes(type));

beforeAll(async () => {
  made = await madeCounty({ families: FAMILIES, seed: 'large' });
  ({ events } = made);
}, 240_000);

afterAll(async () => {
  await made.end();
});

describe('the work of the districts of a county', () => {
  it('brings requests before panels, whose decisions open all help, and tells whoever asked', () => {
    for (const type of [
      'PanelMemberExpected',
      'PanelMemberApologised',
      'ItemDeferred',
      'AllocationDeclined',
      'ReferrerInformedOfOutcome',
    ])
      expect([type, of(type).length > 0]).toEqual([type, true]);
    const itemsOf = (type: string) => of(type).map(({ stream, data }) => `${stream} ${said(data['item'])}`);
    const tabled = itemsOf('ItemTabled');
    expect(itemsOf('ItemDecided').filter((item) => !tabled.includes(item))).toEqual([]);
    expect(
      itemsOf('AllocationAccepted').filter((item) => !itemsOf('AllocationOffered').includes(item)),
    ).toEqual([]);
    const opening = new Map(of('AllocationAccepted').map(({ id, data }) => [id, data['item']]));
    for (const { causationId, data } of of('EpisodeOpened'))
      expect(opening.get(causationId)).toBe(data['request']);
  });

  it('hears from agencies, supervises, covers, corrects, and looks at what was flagged', () => {
    for (const type of [
      'AgencyInformationRequested',
      'AgencyInformationReceived',
      'SupervisionRecorded',
      'TemporaryCoverArranged',
      'TemporaryCoverEnded',
      'NonEngagementRecorded',
      'DistrictChanged',
      'BirthRecorded',
      'EntryCorrected',
      'DataQualityFlagRaised',
      'DataQualityFlagResolved',
    ])
      expect([type, of(type).length > 0]).toEqual([type, true]);
  });

  it('is asked about families who need no more than advice, and tells whoever asked', () => {
    const contacts = of('ContactReceived').map(({ stream }) => stream);
    expect(contacts.length / FAMILIES).toBeGreaterThan(0.01);
    expect(contacts.length / FAMILIES).toBeLessThan(0.06);
    const decided = new Set(of('RequestTriaged').map(({ stream }) => stream));
    expect(contacts.filter((contact) => !decided.has(contact))).toEqual([]);
    expect(of('RequestReceived').filter(({ stream }) => contacts.includes(stream))).toEqual([]);
  });

  it('links the records of who was registered twice, asked by one and approved by another', () => {
    const linked = of('PersonsLinkedAsSame');
    expect(linked.length).toBeGreaterThan(0);
    for (const { data } of linked) {
      expect(data['requestedBy']).not.toBe(data['approvedBy']);
      const both = [data['survivor'], data['other']].map((person) => `person-${said(person)}`);
      expect(of('PersonRegistered').filter(({ stream }) => both.includes(stream))).toHaveLength(2);
    }
    const reversed = of('PersonLinkReversed').map(({ stream }) => stream);
    expect(linked.map(({ stream }) => stream)).toEqual(expect.arrayContaining(reversed));
  });

  it('loses a child who was expected, sealed, who belongs to the family no more', () => {
    const lost = of('PregnancyEndedWithoutBirth');
    expect(lost.length).toBeGreaterThan(0);
    const left = of('MemberLeft').filter(({ data }) => data['reason'] === 'PREGNANCY_ENDED');
    expect(left.map(({ data }) => `person-${said(data['person'])}`).sort()).toEqual(
      lost.map(({ stream }) => stream).sort(),
    );
    expect(new Set(lost.map(({ sensitivity }) => sensitivity))).toEqual(new Set(['SEALED']));
  });

  it('flags all that the record would have flagged by itself, at once, and nothing else', async () => {
    const { store } = made.record;
    const flagging = managersOf(made.record).filter(({ name }) => ['past-order', 'rested-on'].includes(name));
    const due: string[] = [];
    for (const manager of flagging)
      for (const { id, recordedAt } of of(...manager.causes)) {
        const logged = await store.event(id);
        const steps = logged && (await manager.steps(decodeStoredEvent(logged.document)));
        due.push(...(steps ?? []).map(({ name }) => `${recordedAt} ${name} ${id}`));
      }
    const flagged = of('DataQualityFlagRaised').map(
      ({ recordedAt, data }) => `${recordedAt} ${said(data['flag'])} ${said(data['cause'])}`,
    );
    expect(flagged.sort()).toEqual(due.sort());
    expect(flagged.length).toBeGreaterThan(20);
  });

  it('corrects what was written of about six families in a hundred, with the reason', () => {
    const amended = of('EntryCorrected', 'EntryVoided');
    const families = new Set(amended.flatMap((each) => each.families));
    expect(families.size / FAMILIES).toBeGreaterThan(0.02);
    expect(families.size / FAMILIES).toBeLessThan(0.12);
    for (const { data } of amended) expect(['TYPO', 'WRONG_DATE', 'WRONG_PERSON']).toContain(data['reason']);
  });

  it('fixes the days of panels weeks before, and closes every panel that was held', () => {
    const closed = new Set(of('PanelClosed').map(({ stream }) => stream));
    for (const { stream, data, recordedAt } of of('PanelScheduled')) {
      const date = said(data['date']);
      expect(londonDay(recordedAt) < date).toBe(true);
      expect(closed.has(stream)).toBe(date <= UNTIL.slice(0, 10));
    }
  });
});

function said(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
