import { describe, expect, it } from '@jest/globals';
import { AVA, BEN, FAMILY, hillFamily, MUM } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import type { Story, TestEvent } from '../testing/story.ts';
import { sharing } from './projection.ts';
import { SharingReader } from './reader.ts';

const read = (story: Story): SharingReader => new SharingReader(project(sharing, story.events));
const agreed = (by: string, agencies: string[]): TestEvent => ({
  type: 'AgreementGiven',
  data: {
    family: FAMILY,
    by,
    capacity: 'CARER',
    agencies,
    method: 'SIGNED',
    explained: 'All.',
    takenBy: 'worker-kim',
  },
});
const withdrawn = (by: string): TestEvent => ({
  type: 'AgreementWithdrawn',
  data: { family: FAMILY, by, capacity: 'CARER', method: 'VERBAL', takenBy: 'worker-kim' },
});
const responsibilityEnded: TestEvent = {
  type: 'ParentalResponsibilityEnded',
  data: { holder: MUM, to: '2026-03' },
};
const decided = (decision: string, recipientAgency: string): TestEvent => ({
  type: 'DisclosureDecided',
  data: {
    family: FAMILY,
    persons: [AVA],
    recipientAgency,
    classes: ['general'],
    decision,
    basis: 'CONSENT',
    reason: 'It helps.',
    decidedBy: 'worker-kim',
    needsAgreement: true,
  },
});
const shared = (agency: string): TestEvent => ({
  type: 'InformationDisclosed',
  data: {
    family: FAMILY,
    persons: [AVA],
    recipientAgency: agency,
    classes: ['general'],
    entries: ['e-1'],
    position: 3,
    how: 'EMAIL',
    disclosedBy: 'worker-kim',
  },
});

describe('what was said about agreement', () => {
  it('is the last word of each who was asked, as of any position', () => {
    const story = hillFamily();
    const before = story.head;
    const given = story.tell(`agreement-${AVA}`, agreed(MUM, ['organisation-a']));
    const changed = story.tell(`agreement-${AVA}`, {
      type: 'AgreementScopeChanged',
      data: { family: FAMILY, by: MUM, agencies: ['organisation-b'], takenBy: 'worker-kim' },
    });
    story.tell(`agreement-${AVA}`, withdrawn(MUM));
    story.tell(`agreement-${AVA}`, {
      type: 'AgreementRefused',
      data: { family: FAMILY, by: AVA, capacity: '16_PLUS', takenBy: 'worker-kim' },
    });
    const reader = read(story);
    expect(reader.voicesAbout([AVA], before)).toEqual([]);
    expect(reader.voicesAbout([AVA], given)).toEqual([
      { person: AVA, by: MUM, says: 'AGREES', lapsed: false, agencies: ['organisation-a'], formerly: [] },
    ]);
    expect(reader.voicesAbout([AVA], changed)).toMatchObject([
      { agencies: ['organisation-b'], formerly: ['organisation-a'] },
    ]);
    expect(reader.personsNotAgreedFor(given)).toEqual([]);
    expect(reader.personsNotAgreedFor(changed)).toEqual([AVA]);
    expect(reader.voicesAbout([AVA, BEN])).toEqual([
      {
        ...{ person: AVA, by: MUM, says: 'WITHDREW', lapsed: false, agencies: [] },
        formerly: ['organisation-a', 'organisation-b'],
      },
      { person: AVA, by: AVA, says: 'REFUSES', lapsed: false, agencies: [], formerly: [] },
    ]);
  });

  it('stands again where a withdrawal is voided, and stood withdrawn before', () => {
    const story = hillFamily();
    story.tell(`agreement-${AVA}`, agreed(MUM, ['organisation-a']));
    const ended = story.tell(`agreement-${AVA}`, withdrawn(MUM));
    const entry = story.events[ended]?.id ?? '';
    story.tell(`agreement-${AVA}`, {
      type: 'EntryVoided',
      data: { entry, entryType: 'AgreementWithdrawn', reason: 'WRONG_PERSON' },
    });
    const reader = read(story);
    expect(reader.voicesAbout([AVA], ended)).toMatchObject([{ says: 'WITHDREW' }]);
    expect(reader.voicesAbout([AVA])).toMatchObject([{ says: 'AGREES', agencies: ['organisation-a'] }]);
  });

  it('lapses where the parental responsibility of whoever agreed ends, and stands again where that is voided', () => {
    const story = hillFamily();
    const [mine, theirs] = [agreed(MUM, ['organisation-a']), agreed(BEN, ['organisation-a'])];
    for (const each of [mine, theirs]) story.tell(`agreement-${AVA}`, each);
    story.tell(`agreement-${BEN}`, mine);
    const given = story.head;
    const ended = story.tell(`person-${AVA}`, responsibilityEnded);
    const of = (position: number) => ({
      entry: story.events[position]?.id ?? '',
      entryType: 'Any',
      reason: 'TYPO',
    });
    const said = { ...of(given - 2), entryVersion: 1, replaced: { agreementGiven: { agencies: [] } } };
    const corrected = story.tell(`agreement-${AVA}`, { type: 'EntryCorrected', data: said });
    story.tell(`person-${AVA}`, { type: 'EntryVoided', data: of(ended) });
    const reader = read(story);
    const lapsed = (position: number) =>
      reader.voicesAbout([AVA, BEN], position).map((voice) => `${voice.person} ${voice.by} ${voice.lapsed}`);
    const all = (first: boolean) => [`${AVA} ${MUM} ${first}`, `${AVA} ${BEN} false`, `${BEN} ${MUM} false`];
    expect(lapsed(given)).toEqual(all(false));
    expect(lapsed(ended)).toEqual(all(true));
    expect(lapsed(corrected)).toEqual(all(true));
    expect(lapsed(story.head)).toEqual(all(false));
    expect(reader.personsNotAgreedFor(given)).toEqual([]);
    expect(reader.personsNotAgreedFor(ended)).toEqual([AVA]);
  });
});

describe('a disclosure', () => {
  const told = () => {
    const story = hillFamily();
    const asked = story.tell('disclosure-1', {
      type: 'DisclosureRequested',
      data: {
        family: FAMILY,
        persons: [AVA],
        recipientAgency: 'organisation-b',
        classes: ['general'],
        purpose: 'Plan.',
      },
    });
    const withheld = story.tell('disclosure-1', decided('WITHHOLD', 'organisation-b'));
    story.tell('disclosure-2', decided('DISCLOSE', 'organisation-c'));
    const overridden = story.tell('disclosure-1', {
      type: 'DisclosureOverridden',
      data: {
        family: FAMILY,
        persons: [AVA],
        recipientAgency: 'organisation-b',
        classes: ['general'],
        decision: 'DISCLOSE',
        basis: 'PUBLIC_TASK',
        reason: 'Risk.',
        manager: 'worker-lea',
        needsAgreement: false,
      },
    });
    story.tell('disclosure-1', shared('organisation-b'));
    const which = { family: FAMILY, persons: [AVA], informationDisclosed: 'e-1' };
    const told = { affected: [AVA], notified: ['RECIPIENT'], decisionStands: true };
    story.tell('disclosure-1', {
      type: 'RecipientAcknowledged',
      data: { ...which, acknowledger: 'subject-1', acknowledgerName: 'Mrs Lee' },
    });
    story.tell('disclosure-1', {
      type: 'DisclosureErrorNotified',
      data: { ...which, error: 'Too much.', ...told, notifiedBy: 'worker-kim' },
    });
    return { story, asked, withheld, overridden };
  };

  it('stands in the register from when it was asked for or decided, in that order', () => {
    const { story, asked, withheld, overridden } = told();
    const reader = read(story);
    expect(reader.disclosure('disclosure-1', asked)).toMatchObject({ state: 'REQUESTED' });
    expect(reader.disclosure('disclosure-1', withheld)).toMatchObject({
      state: 'WITHHELD',
      overridden: false,
    });
    expect(reader.disclosure('disclosure-1', overridden)).toMatchObject({
      state: 'TO_DISCLOSE',
      overridden: true,
    });
    expect(reader.disclosure('disclosure-2', withheld)).toBeUndefined();
    expect(reader.disclosures({}).edges.map(({ node }) => node)).toEqual([
      {
        disclosure: 'disclosure-1',
        family: FAMILY,
        agency: 'organisation-b',
        since: asked,
        state: 'DISCLOSED',
        overridden: true,
        acknowledged: true,
        inError: true,
      },
      expect.objectContaining({ disclosure: 'disclosure-2', state: 'TO_DISCLOSE', acknowledged: false }),
    ]);
  });

  it('is found by agency, state, override and error', () => {
    const reader = read(told().story);
    const found = (filter: Parameters<SharingReader['disclosures']>[0]) =>
      reader.disclosures(filter).edges.map(({ node }) => node.disclosure);
    expect(found({ agency: 'organisation-c' })).toEqual(['disclosure-2']);
    expect(found({ state: 'DISCLOSED' })).toEqual(['disclosure-1']);
    expect(found({ overridden: false })).toEqual(['disclosure-2']);
    expect(found({ inError: true, family: FAMILY })).toEqual(['disclosure-1']);
    expect(found({ family: 'family-other' })).toEqual([]);
  });
});

describe('each time the glass was broken', () => {
  const used = (use: string): TestEvent => ({
    type: 'BreakGlassUsed',
    data: {
      ...{ use, family: FAMILY, category: 'RISK_OF_HARM', explanation: 'She screamed.' },
      until: '2026-03-10T16:00:00.000Z',
    },
  });
  const reviewed: TestEvent = {
    type: 'BreakGlassReviewed',
    data: { use: 'use-1', family: FAMILY, outcome: 'JUSTIFIED', reviewedBy: 'worker-lea' },
  };

  it('is listed until it was reviewed, as of any position', () => {
    const story = hillFamily().at('2026-03-10T12:00:00.000Z');
    const first = story.tell('breakglass-worker-kim', used('use-1'));
    story.tell('breakglass-worker-sam', used('use-2'));
    const before = story.head;
    story.tell('breakglass-worker-kim', reviewed);
    const reader = read(story);
    const uses = (filter: object, position?: number) =>
      reader.glassUses(filter, position).edges.map(({ node }) => node);
    expect(uses({ unreviewed: true }, before).map(({ use }) => use)).toEqual(['use-1', 'use-2']);
    expect(uses({ unreviewed: true }).map(({ use }) => use)).toEqual(['use-2']);
    expect(uses({ worker: 'worker-kim' })).toEqual([
      {
        ...{ use: 'use-1', since: first, worker: 'worker-kim', family: FAMILY },
        ...{ usedAt: '2026-03-10T12:00:00.000Z', openUntil: '2026-03-10T16:00:00.000Z' },
        ...{ outcome: 'JUSTIFIED', reviewedBy: 'worker-lea' },
      },
    ]);
  });
});
