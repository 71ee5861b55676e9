import { describe, expect, it } from '@jest/globals';
import type { CommandOf, DisclosureCommand, DisclosureEvent, PersonEvent } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { around, avaAs, deciding } from '../testing/agreed.ts';
import { named, someone } from '../testing/examples.ts';
import { given } from '../testing/specification.ts';
import { disclosure } from './disclosure.ts';

const { recipientAgency: _, ...rest } = deciding.data;
const forTom: CommandOf<'DecideDisclosure'>['data'] = {
  ...rest,
  recipientPerson: 'tom',
  basis: 'LEGAL',
  classes: ['general'],
};
const decide = (...classes: string[]): DisclosureCommand => ({
  ...deciding,
  data: { ...forTom, classes },
});
const decided = (...classes: string[]): DisclosureEvent => ({
  type: 'DisclosureDecided',
  data: { ...forTom, classes, needsAgreement: false },
});
const bar = (scope: string, barred = 'tom'): PersonEvent => ({
  type: 'ContactBarRecorded',
  data: { barred, scope },
});
const refuge: PersonEvent = {
  type: 'AddressRecorded',
  data: { type: 'REFUGE', line: '3 Safe Way', confidentialFrom: ['tom'] },
};
const lifted: PersonEvent = {
  type: 'ContactBarLifted',
  data: { barred: 'tom', scope: 'NO_INFORMATION', to: '2026-05' },
};
const withMatter = (matter: PersonEvent): Partial<Facts> => avaAs(of(matter));
const of = (matter: PersonEvent) => ({
  standing: new Map([['matter', matter]]),
  addresses: matter.type === 'AddressRecorded' ? [matter.data] : [],
});

describe('someone barred', () => {
  const nothing = given(disclosure);
  const refused = (matter: PersonEvent, ...classes: string[]) =>
    nothing.when(decide(...classes), {}, withMatter(matter)).refuses('CONTACT_BAR', { person: 'ava' });
  const told = (matter: PersonEvent, ...classes: string[]) =>
    nothing.when(decide(...classes), {}, withMatter(matter)).then(decided(...classes));

  it('is told nothing, where the bar says so', () => {
    refused(bar('NO_INFORMATION'), 'general');
  });
  it('never learns an address that is kept from them, and may be told the rest', () => {
    for (const matter of [bar('NO_ADDRESS'), bar('NO_CONTACT'), refuge]) {
      refused(matter, 'general', 'address');
      told(matter, 'general');
    }
  });
  it('never learns a place that was kept from them, after whoever lived there moved on', () => {
    const moved: PersonEvent = {
      type: 'AddressRecorded',
      data: { type: 'HOME', line: '5 New Road', confidentialFrom: [] },
    };
    const facts = avaAs({
      standing: new Map([['address HOME', moved]]),
      addresses: [refuge.data, moved.data],
    });
    nothing.when(decide('address'), {}, facts).refuses('CONTACT_BAR', { person: 'ava' });
    nothing.when(decide('general'), {}, facts).then(decided('general'));
  });
  it('never learns it of a brother whose record forgot to say so, whatever it is called there', () => {
    const living = (addresses: object[], mias: object[]) => ({
      ...around,
      persons: new Map([
        ['ava', someone({ addresses })],
        ['mia', someone({ addresses: mias })],
      ]),
    });
    const kept = [{ ...refuge.data, uprn: '12' }];
    for (const same of [
      { type: 'HOME', line: '3, safe way' },
      { line: 'The Mill', uprn: '12' },
    ])
      nothing.when(decide('address'), {}, living([same], kept)).refuses('CONTACT_BAR', { person: 'ava' });
    nothing.when(decide('address'), {}, living([{ line: '4 Safe Way' }], kept)).then(decided('address'));
    nothing.when(decide('general'), {}, living([refuge.data], kept)).then(decided('general'));
  });
  it('is told of their own home, though it is kept from them as another’s', () => {
    const own: DisclosureCommand = {
      ...deciding,
      data: { ...forTom, persons: ['tom'], classes: ['address'] },
    };
    const persons = new Map([
      ['tom', someone({ addresses: [{ line: '3 Safe Way' }] })],
      ['mia', someone({ addresses: [refuge.data] })],
    ]);
    nothing.when(own, {}, { ...around, persons }).then({
      type: 'DisclosureDecided',
      data: { ...forTom, persons: ['tom'], classes: ['address'], needsAgreement: false },
    });
  });
  it('is not told of the child under another record of hers', () => {
    const facts = {
      ...avaAs({}),
      links: new Map([['ava', ['ava', 'ava-again']]]),
    };
    const persons = new Map([...(facts.persons ?? []), ['ava-again', someone(of(bar('NO_INFORMATION')))]]);
    nothing.when(decide('general'), {}, { ...facts, persons }).refuses('CONTACT_BAR', { person: 'ava' });
  });
  it('is not told what is said of the whole family, of whom they are barred from one', () => {
    const mayBe = given(disclosure, {
      ...decided('general'),
      data: { ...forTom, persons: ['tom'] },
    } as never);
    const tell: DisclosureCommand = {
      type: 'DiscloseInformation',
      data: { disclosure: 'disclosure-1', entries: ['e-1'], how: 'LETTER', disclosedBy: 'worker-1' },
    };
    const told = { ...withMatter(bar('NO_INFORMATION')), belonged: ['tom', 'ava'] };
    const persons = new Map([...(told.persons ?? []), ['tom', someone()]]);
    const entry = (ofAll: boolean) => ({
      ...{ ...told, persons },
      events: new Map([
        ['e-1', named({ stream: 'family-1', type: 'InformationReceived', position: 1, ofAll })],
      ]),
    });
    mayBe.when(tell, {}, entry(true)).refuses('CONTACT_BAR', {});
    for (const [how, facts] of [
      [{}, entry(false)],
      [{ partly: true }, entry(true)],
    ] as const)
      mayBe.when(tell, how, facts).then(expect.objectContaining({ type: 'InformationDisclosed' }) as never);
  });
  it('is told where the bar is another’s, of another kind, or was lifted', () => {
    told(bar('NO_INFORMATION', 'eva'), 'general', 'address');
    told(bar('NO_COLLECTION'), 'general', 'address');
    told(lifted, 'general', 'address');
  });
  it('is known under every record that is theirs', () => {
    const facts = {
      ...withMatter(bar('NO_INFORMATION', 'tom-again')),
      links: new Map([['tom', ['tom', 'tom-again']]]),
    };
    nothing.when(decide('general'), {}, facts).refuses('CONTACT_BAR', { person: 'ava' });
    expect(disclosure.needs(decide('general'), disclosure.initial)).toMatchObject({
      persons: ['ava'],
      linksOf: ['tom', 'ava'],
      belongedTo: 'family-1',
    });
  });
  it('is not told what was decided before the bar', () => {
    const facts = {
      ...withMatter(bar('NO_INFORMATION')),
      events: new Map([['e-1', named({ stream: 'person-ava', type: 'AddressRecorded', position: 1 })]]),
    };
    given(disclosure, decided('general'))
      .when(
        {
          type: 'DiscloseInformation',
          data: { disclosure: 'disclosure-1', entries: ['e-1'], how: 'LETTER', disclosedBy: 'worker-1' },
        },
        {},
        facts,
      )
      .refuses('CONTACT_BAR', { person: 'ava' });
  });
  it('is not told by a manager’s leave either', () => {
    given(disclosure, {
      ...decided('general'),
      data: { ...forTom, decision: 'WITHHOLD', needsAgreement: false },
    } as DisclosureEvent)
      .when(
        {
          type: 'OverrideDisclosure',
          data: {
            disclosure: 'disclosure-1',
            decision: 'DISCLOSE',
            basis: 'LEGAL',
            reason: 'He asks.',
            manager: 'worker-2',
          },
        },
        {},
        withMatter(bar('NO_INFORMATION')),
      )
      .refuses('CONTACT_BAR');
  });
});
