import { describe, expect, it } from '@jest/globals';
import type { CommandOf, DisclosureCommand, DisclosureEvent } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { agreed, around, asked, decided, requested, told, withheld } from '../testing/agreed.ts';
import { named } from '../testing/examples.ts';
import { given } from '../testing/specification.ts';
import { disclosure } from './disclosure.ts';

const nothing = given(disclosure);
const tell = (changes: Partial<CommandOf<'DiscloseInformation'>['data']> = {}): DisclosureCommand => ({
  type: 'DiscloseInformation',
  data: { disclosure: 'disclosure-1', entries: ['e-1'], how: 'EMAIL', disclosedBy: 'worker-1', ...changes },
});
const streams = {
  'e-1': 'person-ava',
  'e-2': 'person-mia',
  'e-3': 'family-2',
  'e-4': 'family-1',
  'e-5': 'agreement-mia',
};
const entries: Partial<Facts> = {
  ...agreed,
  events: new Map(
    Object.entries(streams).map(([id, stream]) => [id, named({ stream, type: 'MemberJoined', position: 1 })]),
  ),
};

describe('what is shared', () => {
  const mayBe = given(disclosure, decided(true));

  it('is named entry by entry, as of the position', () => {
    mayBe.when(tell(), {}, entries).then(told);
    mayBe.when(tell({ documentHash: 'a'.repeat(43), entries: ['e-1', 'e-4'] }), {}, entries).then({
      ...told,
      data: { ...told.data, entries: ['e-1', 'e-4'], documentHash: 'a'.repeat(43) },
    });
  });
  it('was decided to be', () => {
    nothing.when(tell(), {}, entries).refuses('NOT_FOUND');
    given(disclosure, requested).when(tell(), {}, entries).refuses('DISCLOSURE_UNDECIDED');
    given(disclosure, withheld).when(tell(), {}, entries).refuses('DISCLOSURE_WITHHELD');
  });
  it('stands in the records that were decided about', () => {
    mayBe.when(tell({ entries: ['e-9'] }), {}, entries).refuses('UNKNOWN_ENTRY', { entry: 'e-9' });
    for (const event of ['e-2', 'e-3', 'e-5'])
      mayBe.when(tell({ entries: [event] }), {}, entries).refuses('ENTRY_NOT_DECIDED', { event });
    mayBe.when(tell({ entries: ['e-1', 'e-1'] }), {}, entries).refuses('DUPLICATE_VALUE');
    mayBe.when(tell({ disclosedBy: 'left' }), {}, entries).refuses('WORKER_NOT_ELIGIBLE');
  });
  it('stands in the family’s story also where it was recorded of one that is read with it', () => {
    const read = { ...entries, story: new Set(['e-3']) };
    mayBe.when(tell({ entries: ['e-3'] }), {}, read).then({
      ...told,
      data: { ...told.data, entries: ['e-3'] },
    });
    mayBe
      .when(tell({ entries: ['e-2'] }), {}, { ...read, story: new Set(['e-2']) })
      .refuses('ENTRY_NOT_DECIDED');
  });
  it('names nobody about whom it was not decided, under whichever record, but in a pack', () => {
    const naming = (...persons: string[]) => ({
      ...entries,
      links: new Map([['ava', ['ava', 'ava-again']]]),
      events: new Map([
        ['e-1', named({ stream: 'family-1', type: 'LevelOfNeedDecided', position: 1, persons })],
      ]),
    });
    mayBe.when(tell(), {}, naming('ava', 'ben')).refuses('PERSON_NOT_DECIDED', { event: 'e-1' });
    mayBe.when(tell(), {}, naming('ava-again', 'ava')).then(told);
    mayBe.when(tell(), { partly: true }, naming('ava', 'ben')).then(told);
  });
  it('holds nothing of a class that was not decided, but in a pack, which tells it in parts', () => {
    const holding = (...classes: string[]) => ({
      ...entries,
      events: new Map([
        ['e-1', named({ stream: 'family-1', type: 'InformationReceived', position: 1, classes })],
      ]),
    });
    mayBe.when(tell(), {}, holding('general')).then(told);
    mayBe.when(tell(), {}, holding('police', 'general')).refuses('CLASS_NOT_DECIDED', { event: 'e-1' });
    mayBe.when(tell(), { partly: true }, holding('police', 'general')).then(told);
    mayBe.when(tell(), { partly: true }, holding('police')).refuses('CLASS_NOT_DECIDED');
  });
  it('is of a request or a meeting where that is of the family, or of no family and of them', () => {
    const standing = (families: string[], ...persons: string[]) => ({
      ...entries,
      events: new Map([
        ['e-1', named({ stream: 'request-1', type: 'RequestTriaged', position: 1, families, persons })],
      ]),
    });
    mayBe.when(tell(), {}, standing(['family-1'])).then(told);
    mayBe.when(tell(), {}, standing([], 'ava')).then(told);
    for (const others of [standing([]), standing(['family-2'], 'ava')])
      mayBe.when(tell(), {}, others).refuses('ENTRY_NOT_DECIDED', { event: 'e-1' });
  });
  it('is not, once the agreement that it rests on was withdrawn', () => {
    const ended = { ...entries, agreements: new Map([['ava', { isLive: false, agencies: [] }]]) };
    mayBe.when(tell(), {}, ended).refuses('NO_AGREEMENT', { person: 'ava' });
    given(disclosure, decided(false, { basis: 'VITAL' }))
      .when(tell(), {}, ended)
      .then(told);
  });
  it('asks for what its rule needs', () => {
    const state = { ...asked, status: 'TO_DISCLOSE', decidedBy: 'worker-1', needsAgreement: true } as const;
    expect(disclosure.needs(tell(), state)).toEqual({
      agreementsOf: ['ava'],
      linksOf: ['ava'],
      workers: ['worker-1'],
      events: ['e-1'],
      story: ['family-1', ['e-1']],
    });
  });
});

describe('what was shared', () => {
  const informationDisclosed = 'e-told';
  const event = named({ stream: 'disclosure-1', type: 'InformationDisclosed', position: 1 });
  const facts = { ...around, events: new Map([[informationDisclosed, event]]) };
  const about = { family: 'family-1', persons: ['ava'], informationDisclosed };
  const acknowledge: DisclosureCommand = {
    type: 'AcknowledgeDisclosure',
    data: { disclosure: 'disclosure-1', informationDisclosed, acknowledgerName: 'Mrs Lee' },
  };
  const error = {
    error: 'A brother’s name was in it.',
    affected: ['ava', 'tom'],
    affectedTold: ['tom'],
    notified: ['PRIVACY_OFFICER', 'RECIPIENT'],
    decisionStands: true,
    notifiedBy: 'worker-1',
  };
  const notify = (changes: Partial<CommandOf<'NotifyDisclosureError'>['data']> = {}): DisclosureCommand => ({
    type: 'NotifyDisclosureError',
    data: { disclosure: 'disclosure-1', informationDisclosed, ...error, ...changes },
  });
  const notified = (changes: object = {}): DisclosureEvent => ({
    type: 'DisclosureErrorNotified',
    data: { ...about, ...error, ...changes },
  });
  const shared = given(disclosure, decided(true), told);

  it('is acknowledged by somebody who can be forgotten alone', () => {
    shared.when(acknowledge, {}, facts).then({
      type: 'RecipientAcknowledged',
      data: { ...about, acknowledger: 'new-1', acknowledgerName: 'Mrs Lee' },
    });
    expect(disclosure.needs(acknowledge, disclosure.initial)).toEqual({ events: [informationDisclosed] });
  });
  it('may have been in error, which says whom it affects and who was told', () => {
    shared.when(notify(), {}, facts).then(notified());
    shared.when(notify({ error: '' }), {}, facts).refuses('REQUIRED', { field: 'error' });
    shared.when(notify({ affected: ['ava', 'ava'] }), {}, facts).refuses('DUPLICATE_VALUE');
    shared.when(notify({ affected: ['eva'] }), {}, facts).refuses('NOT_FOUND', { stream: 'person-eva' });
    shared.when(notify({ affected: ['ava'] }), {}, facts).refuses('NOT_AFFECTED', { person: 'tom' });
    shared.when(notify({ notifiedBy: 'left' }), {}, facts).refuses('WORKER_NOT_ELIGIBLE');
  });
  it('is named by the event that says so, of the same decision', () => {
    const elsewhere = (changes: object) => ({
      ...around,
      events: new Map([[informationDisclosed, { ...event, ...changes }]]),
    });
    shared.when(acknowledge, {}, around).refuses('NOT_DISCLOSED');
    shared.when(acknowledge, {}, elsewhere({ stream: 'disclosure-2' })).refuses('NOT_DISCLOSED');
    shared.when(notify(), {}, elsewhere({ type: 'DisclosureDecided' })).refuses('NOT_DISCLOSED');
    nothing.when(notify(), {}, facts).refuses('NOT_FOUND');
  });
  it('is followed by no more of it, once the decision does not stand, until a manager decides again', () => {
    const wrong = given(disclosure, decided(true), told, notified({ decisionStands: false }));
    wrong.when(tell(), {}, entries).refuses('DISCLOSURE_WITHHELD');
    given(disclosure, decided(true), told, notified()).when(tell(), {}, entries).then(told);
    wrong
      .when(
        {
          type: 'OverrideDisclosure',
          data: {
            ...{ disclosure: 'disclosure-1', decision: 'WITHHOLD', basis: 'PUBLIC_TASK' },
            ...{ reason: 'It was not theirs to know.', manager: 'worker-2' },
          },
        },
        {},
        around,
      )
      .then({
        type: 'DisclosureOverridden',
        data: {
          ...{ ...asked, decision: 'WITHHOLD', basis: 'PUBLIC_TASK' },
          ...{ reason: 'It was not theirs to know.', manager: 'worker-2', needsAgreement: false },
        },
      });
  });
});
