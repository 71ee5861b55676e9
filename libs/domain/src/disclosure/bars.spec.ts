import { describe, expect, it } from '@jest/globals';
import type { CommandOf, DisclosureCommand, DisclosureEvent, PersonEvent } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { avaAs, deciding } from '../testing/agreed.ts';
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
const withMatter = (matter: PersonEvent): Partial<Facts> =>
  avaAs({ standing: new Map([['matter', matter]]) });

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
      linksOf: ['tom'],
    });
  });
  it('is not told what was decided before the bar', () => {
    const facts = {
      ...withMatter(bar('NO_INFORMATION')),
      events: new Map([['e-1', { stream: 'person-ava', type: 'AddressRecorded', position: 1 }]]),
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
