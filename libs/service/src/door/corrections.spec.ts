import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { StoredEvent } from '#libs/contracts';
import { pastAsCorrected } from './facts/folds.ts';
import {
  ava,
  coordinator,
  manager,
  order,
  refusal,
  school,
  smallRecord,
  type SmallRecord,
} from '../testing/small-record.ts';

let record: SmallRecord;
let stream: string;
let events: readonly StoredEvent[];

beforeEach(async () => {
  record = await smallRecord();
  const { id } = await record.door.send(order('RegisterPerson', ava));
  stream = `person-${id}`;
  events = await record.events();
});
afterEach(() => record.close());

const idOf = (type: string): string => events.find((event) => event.type === type)?.id ?? '';
const correct = (entry: string, said: object) =>
  record.door.send({
    ...order('CorrectEntry', { stream, entry, reason: 'TYPO' }),
    data: { stream, entry, reason: 'TYPO', ...said },
  });
const voidEntry = (entry: string) =>
  record.door.send(order('VoidEntry', { stream, entry, reason: 'WRONG_PERSON' }));
const last = async (): Promise<StoredEvent> => {
  const all = await record.events();
  const event = all.at(-1);
  if (event === undefined) throw new Error('nothing was recorded');
  return event;
};

describe('a correction', () => {
  it('is a fact of the entry’s own stream, about whom the entry is about, its values sealed as the entry’s are', async () => {
    await correct(idOf('PersonRegistered'), {
      replaced: { personRegistered: { dateOfBirth: '2015-05-10' } },
    });
    const event = await last();
    expect(event).toMatchObject({
      stream,
      type: 'EntryCorrected',
      subjects: [stream.slice('person-'.length)],
      data: {
        entry: idOf('PersonRegistered'),
        entryType: 'PersonRegistered',
        entryVersion: 1,
        reason: 'TYPO',
      },
    });
    expect(event.data).not.toHaveProperty('replaced');
    expect(event.sealed).toMatchObject([
      { class: 'general', fields: { '/replaced/personRegistered/dateOfBirth': expect.any(String) } },
    ]);
    expect(record.vault.open(event).data).toMatchObject({
      replaced: { personRegistered: { dateOfBirth: '2015-05-10' } },
    });
  });

  it('is what later rules go by', async () => {
    await correct(idOf('PersonRegistered'), {
      replaced: { personRegistered: { dateOfBirth: '2016-05-01' } },
    });
    const death = order('RecordDeath', {
      person: stream.slice('person-'.length),
      dateOfDeath: '2015-12-24',
      verification: 'CERTIFICATE',
    });
    expect(await refusal(record.door.send(death))).toMatchObject({ code: 'DEATH_BEFORE_BIRTH' });
  });

  it('of a correction is one more of the entry', async () => {
    await correct(idOf('PersonRegistered'), {
      replaced: { personRegistered: { dateOfBirth: '2015-05-10' } },
    });
    const first = await last();
    await correct(first.id, { replaced: { personRegistered: { dateOfBirth: '2015-05-11' } } });
    expect((await last()).data).toMatchObject({ entry: idOf('PersonRegistered') });
  });

  it('that says what the entry says already changes nothing', async () => {
    const same = { replaced: { personRegistered: { dateOfBirth: ava.dateOfBirth } } };
    expect(await correct(idOf('PersonRegistered'), same)).toMatchObject({ events: 0 });
  });

  it('keeps an identifier in the form in which it is recorded', async () => {
    await correct(idOf('IdentifierRecorded'), {
      replaced: { identifierRecorded: { value: '943 476 5919' } },
    });
    expect(record.vault.open(await last()).data).toMatchObject({
      replaced: { identifierRecorded: { value: '9434765919' } },
    });
  });

  it('names as barred a person of the record, and takes no other text', async () => {
    const { id: tom } = await record.door.send(order('RegisterPerson', { ...ava, identifiers: [] }));
    const { id: mia } = await record.door.send(order('RegisterPerson', { ...ava, identifiers: [] }));
    const person = stream.slice('person-'.length);
    await record.door.send(order('RecordContactBar', { person, barred: tom, scope: 'NO_CONTACT' }));
    const bar = await last();
    const to = (barred: string) => correct(bar.id, { replaced: { contactBarRecorded: { barred } } });
    expect(await refusal(to('Tom'))).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await refusal(to(`${'0'.repeat(25)}9`))).toMatchObject({ code: 'NOT_FOUND' });
    await to(mia);
    expect(record.vault.open(await last()).data).toMatchObject({
      replaced: { contactBarRecorded: { barred: mia } },
    });
  });

  it('empties a field that is named, and no other', async () => {
    await correct(idOf('AddressRecorded'), { cleared: ['/postcode'] });
    expect((await last()).data).toMatchObject({ cleared: ['/postcode'] });
  });

  it.each([
    ['of a field that an entry must have', 'PersonRegistered', { cleared: ['/sex'] }, 'REQUIRED'],
    ['of a field that there is none of', 'PersonRegistered', { cleared: ['/nothing'] }, 'INVALID_INPUT'],
    [
      'to a number that is none',
      'IdentifierRecorded',
      { replaced: { identifierRecorded: { value: '9434765918' } } },
      'INVALID_NHS_NUMBER',
    ],
    [
      'to a code that is none',
      'PersonRegistered',
      { replaced: { personRegistered: { sex: 'Q' } } },
      'UNKNOWN_CODE',
    ],
    [
      'to a day that is none',
      'PersonRegistered',
      { replaced: { personRegistered: { dateOfBirth: '2015-02-30' } } },
      'INVALID_DATE',
    ],
    [
      'to a day that had not come',
      'PersonRegistered',
      { replaced: { personRegistered: { dateOfBirth: '2026-04-01' } } },
      'DATE_IN_FUTURE',
    ],
    [
      'with the fields of another kind',
      'PersonRegistered',
      { replaced: { addressRecorded: { line: '2' } } },
      'INVALID_INPUT',
    ],
    [
      'to a time after it was recorded',
      'PersonRegistered',
      { occurred: { precision: 'DATE', value: '2026-03-11' } },
      'DATE_IN_FUTURE',
    ],
  ])('is refused %s', async (_, type, said, code) => {
    expect(await refusal(correct(idOf(type), said))).toMatchObject({ code });
  });

  it('does not say that an entry is about someone else', async () => {
    const told = { replaced: { personRegistered: { reference: 'N-0000000000' } } };
    expect(await refusal(correct(idOf('PersonRegistered'), told))).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('is not made of an entry that is not in the record named', async () => {
    const other = await record.door.send(order('RegisterOrganisation', school, { actor: manager }));
    const data = { stream: other.id, entry: idOf('PersonRegistered'), reason: 'TYPO' };
    expect(await refusal(record.door.send(order('CorrectEntry', data, { actor: manager })))).toMatchObject({
      code: 'UNKNOWN_ENTRY',
    });
  });
});

describe('a voiding', () => {
  it('takes an entry out of what later rules go by, and its own voiding brings it back', async () => {
    const entry = idOf('AddressRecorded');
    const end = () =>
      record.door.send(
        order('EndAddress', { person: stream.slice('person-'.length), type: 'HOME', to: '2026-03-01' }),
      );
    await voidEntry(entry);
    expect(await refusal(end())).toMatchObject({ code: 'NOT_RECORDED' });
    await voidEntry((await last()).id);
    expect(await end()).toMatchObject({ events: 1 });
  });

  it('of a correction brings back what was said before', async () => {
    await correct(idOf('PersonRegistered'), {
      replaced: { personRegistered: { dateOfBirth: '2015-05-10' } },
    });
    await correct(idOf('PersonRegistered'), { replaced: { personRegistered: { sex: 'M' } } });
    const corrections = (await record.events()).slice(-2);
    await voidEntry(corrections[0]?.id ?? '');
    const opened = (await record.events()).map((event) => ({ ...event, ...record.vault.open(event) }));
    expect(pastAsCorrected(opened)[0]?.data).toMatchObject({ dateOfBirth: ava.dateOfBirth, sex: 'M' });
  });

  it('that was made already changes nothing', async () => {
    await voidEntry(idOf('AddressRecorded'));
    expect(await voidEntry(idOf('AddressRecorded'))).toMatchObject({ events: 0 });
  });

  it('leaves nothing to correct', async () => {
    await voidEntry(idOf('AddressRecorded'));
    expect(await refusal(correct(idOf('AddressRecorded'), { cleared: ['/postcode'] }))).toMatchObject({
      code: 'ENTRY_VOIDED',
    });
  });

  it('is never of the entry that began the record', async () => {
    expect(await refusal(voidEntry(idOf('PersonRegistered')))).toMatchObject({ code: 'FIRST_ENTRY' });
  });

  it('is refused to somebody who neither made the entry nor keeps such records', async () => {
    const data = { stream, entry: idOf('AddressRecorded'), reason: 'TYPO' };
    const stranger = { user: 'u-9', role: 'KEYWORKER', agency: coordinator.agency };
    expect(await refusal(record.door.send(order('VoidEntry', data, { actor: stranger })))).toMatchObject({
      code: 'NOT_PERMITTED',
    });
  });
});
