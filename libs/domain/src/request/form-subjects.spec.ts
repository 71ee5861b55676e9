import { describe, expect, it } from '@jest/globals';
import type { Command, JsonObject } from '#libs/contracts';
import type { Facts, RecordedEntry } from '../aggregate.ts';
import { correcting } from '../correction/correcting.ts';
import { aggregates } from '../index.ts';
import { noFacts, today } from '../testing/examples.ts';
import { refusalOf } from '../testing/specification.ts';

const rules = correcting(aggregates['request'] ?? neverThere());

function neverThere(): never {
  throw new Error('there are no rules for requests');
}

const noahSaid = { givenName: 'Noah', familyName: 'Hill', dateOfBirth: '2015-05-01', sex: 'M' };
const unbornSaid = { familyName: 'Hill', expectedDeliveryDate: '2026-10-01', sex: 'U' };
const noah = { ...noahSaid, subject: 'new-4' };
const unborn = { ...unbornSaid, subject: 'new-5' };
const stood: JsonObject = {
  ...{ reference: 'R-1', source: '2B', channel: 'PORTAL', urgency: 'ROUTINE', gss: 'E07000241' },
  ...{ agreement: 'GIVEN_VERBAL', agreedBy: 'Isla Hill', signatory: 'new-2' },
  ...{ district: 'herts.ff.welwyn-hatfield', answers: { whatIsWorrying: 'Not sleeping.' } },
  children: [noah, unborn],
};
const cal = { ...noahSaid, givenName: 'Cal' };

const entry = (data: JsonObject, changes: Partial<RecordedEntry> = {}): RecordedEntry => ({
  ...{
    ...today,
    type: 'RequestReceived',
    id: 'form',
    data,
    stream: 'request-1',
    revision: 0,
    commandId: 'another',
  },
  ...{ subjects: [], families: [] },
  ...{ sensitivity: 'STANDARD' as const, codeSets: {}, erased: false, ...changes },
});
function correct(said: object, standing = entry(stood)): unknown {
  const command: Command = {
    type: 'CorrectEntry',
    data: { stream: 'request-1', entry: 'form', reason: 'TYPO', replaced: { requestReceived: said } },
  };
  const newId = (n: number): string => `later-${n}`;
  const facts: Facts = { ...noFacts, entries: [standing] };
  const told = { ...today, newId, stream: 'request-1' };
  const [decided] = rules.decide({ ...command, ...told }, rules.initial, facts);
  return decided?.type === 'EntryCorrected' ? decided.data.replaced?.requestReceived : undefined;
}
const children = (...said: JsonObject[]): object => ({ children: said });
const parent = (said: JsonObject): object => ({ parent: said });

describe('of a form that is corrected a child', () => {
  it('stays the subject that the correction names', () => {
    expect(correct(children(unborn, { ...cal, subject: 'new-4' }))).toEqual({
      children: [unborn, { ...cal, subject: 'new-4' }],
    });
  });
  it('stays the subject who stood at the place, where it names none', () => {
    expect(correct(children(cal, unbornSaid))).toEqual({ children: [{ ...cal, subject: 'new-4' }, unborn] });
  });
  it('is left out, and who stays is who the correction says', () => {
    expect(correct(children(unborn))).toEqual({ children: [unborn] });
    expect(refusalOf(() => correct(children(unbornSaid))).details).toEqual({ field: 'children.0.subject' });
  });
  it('who comes new is a subject of their own', () => {
    expect(correct(children(unborn, noah, cal))).toEqual({
      children: [unborn, noah, { ...cal, subject: 'later-6' }],
    });
    expect(correct(children(cal, noah, unborn))).toEqual({
      children: [{ ...cal, subject: 'later-4' }, noah, unborn],
    });
  });
  it('is nobody who did not stand on it, and nobody twice', () => {
    const other = { ...cal, subject: 'somebody-else' };
    expect(refusalOf(() => correct(children(other, unborn))).code).toBe('OTHER_RECORD');
    expect(refusalOf(() => correct(children(noah, { ...cal, subject: 'new-4' }))).code).toBe(
      'DUPLICATE_VALUE',
    );
  });
  it('stays who they were though something of the form is erased', () => {
    const left = entry({ ...stood, children: [{ subject: 'new-4' }, unborn] }, { erased: true });
    expect(correct(children({ ...unbornSaid, familyName: 'Reed', subject: 'new-5' }), left)).toEqual({
      children: [{ ...unborn, familyName: 'Reed' }],
    });
  });
  it('of an early form is a subject from then on, and only where the children are corrected', () => {
    const early = entry({ ...stood, children: [noahSaid, unbornSaid] });
    expect(correct(children(cal), early)).toEqual({ children: [{ ...cal, subject: 'later-4' }] });
    expect(correct({ agreedBy: 'Mia' }, early)).toEqual({ agreedBy: 'Mia', signatory: 'new-2' });
  });
});

describe('of a form that is corrected the parent', () => {
  const withParent = (said: JsonObject) => entry({ ...stood, parent: said });
  it('stays the subject', () => {
    expect(correct(parent({ name: 'Mia' }), withParent({ name: 'Isla', subject: 'new-3' }))).toEqual({
      parent: { name: 'Mia', subject: 'new-3' },
    });
  });
  it('who comes new is a subject; of an early form it stays under the request', () => {
    expect(correct(parent({ name: 'Mia' }))).toEqual({ parent: { name: 'Mia', subject: 'later-3' } });
    expect(correct(parent({ name: 'Mia' }), withParent({ name: 'Isla' }))).toEqual({
      parent: { name: 'Mia' },
    });
  });
});
