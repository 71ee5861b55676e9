import { describe, expect, it } from '@jest/globals';
import type { OrganisationCommand, OrganisationEvent } from '#libs/contracts';
import { given, placed } from '../testing/specification.ts';
import { organisation, organisationFact } from './organisation.ts';

const id = 'organisation-1';
const registered: OrganisationEvent = {
  type: 'OrganisationRegistered',
  data: { name: 'Hill School', agencyType: 'SCHOOL' },
};
const ended: OrganisationEvent = { type: 'OrganisationEnded', data: { endedOn: '2026-05-31' } };
const rename = (name: string): OrganisationCommand => ({
  type: 'RenameOrganisation',
  data: { organisation: id, name },
});
const end = (endedOn: string, successor?: string): OrganisationCommand => ({
  type: 'EndOrganisation',
  data: { organisation: id, endedOn, ...(successor === undefined ? {} : { successor }) },
});

const academy = (endedOn?: string) => ({
  organisations: new Map([
    ['organisation-2', { agencyType: 'SCHOOL', ...(endedOn !== undefined && { endedOn }) }],
  ]),
});

describe('an organisation', () => {
  it('is registered, once', () => {
    const register: OrganisationCommand = { type: 'RegisterOrganisation', data: registered.data };
    given(organisation).when(register).then(registered);
    given(organisation, registered).when(register).then();
  });
  it('is renamed, and not again to the same name', () => {
    given(organisation, registered)
      .when(rename('Vale School'))
      .then({ type: 'OrganisationRenamed', data: { name: 'Vale School' } });
    given(organisation, registered).when(rename('Hill School')).then();
  });
  it('ends on a day, with a successor that is there', () => {
    given(organisation, registered).when(end('2026-05-31')).then(ended);
    given(organisation, registered)
      .when(end('2026-05-31', 'organisation-2'), {}, academy())
      .then({ type: 'OrganisationEnded', data: { endedOn: '2026-05-31', successor: 'organisation-2' } });
    given(organisation, registered).when(end('2026-05-31', 'organisation-2')).refuses('NOT_FOUND');
    given(organisation, registered).when(end('2026-05-31', id)).refuses('INVALID_INPUT');
  });
  it('is not ended while episodes are open under it', () => {
    given(organisation, registered)
      .when(end('2026-05-31'), {}, { caseload: ['episode-1', 'episode-2'] })
      .refuses('OPEN_WORK', { episodes: 2 });
  });
  it('is ended over its open episodes where a successor takes them over, as when a school becomes an academy', () => {
    const busy = { caseload: ['episode-1', 'episode-2'], ...academy() };
    given(organisation, registered)
      .when(end('2026-05-31', 'organisation-2'), {}, busy)
      .then({ type: 'OrganisationEnded', data: { endedOn: '2026-05-31', successor: 'organisation-2' } });
    given(organisation, registered)
      .when(end('2026-05-31', 'organisation-2'), {}, { ...busy, ...academy('2026-05-30') })
      .refuses('ORGANISATION_NOT_ACTIVE', { organisation: 'organisation-2' });
  });
  it('is not ended on a day that has not come, or is none', () => {
    given(organisation, registered).when(end('2026-06-17')).refuses('DATE_IN_FUTURE', { field: 'endedOn' });
    given(organisation, registered).when(end('2026-02-30')).refuses('INVALID_DATE', { field: 'endedOn' });
  });
  it('is ended once: the same day again is nothing new, another day or name is refused', () => {
    given(organisation, registered, ended).when(end('2026-05-31')).then();
    given(organisation, registered, ended)
      .when(end('2026-05-31', 'organisation-2'))
      .refuses('ORGANISATION_NOT_ACTIVE');
    given(organisation, registered, ended).when(end('2026-05-30')).refuses('ORGANISATION_NOT_ACTIVE');
    given(organisation, registered, ended).when(rename('Vale School')).refuses('ORGANISATION_NOT_ACTIVE');
  });
  it('that is not there cannot be renamed or ended', () => {
    given(organisation).when(rename('Vale School')).refuses('NOT_FOUND');
    given(organisation).when(end('2026-05-31')).refuses('NOT_FOUND');
  });
  it('asks for its caseload when it ends', () => {
    expect(organisation.needs(end('2026-05-31'), organisation.initial)).toEqual({ caseloadOf: id });
    expect(organisation.needs(rename('Vale School'), organisation.initial)).toEqual({});
  });
  it('is known to other rules by its type and its end', () => {
    expect(organisationFact([])).toBeUndefined();
    expect(organisationFact([placed(registered, 0)])).toEqual({ agencyType: 'SCHOOL' });
    expect(organisationFact([registered, ended].map(placed))).toEqual({
      agencyType: 'SCHOOL',
      endedOn: '2026-05-31',
    });
    const succeeded = {
      type: 'OrganisationEnded',
      data: { ...ended.data, successor: 'organisation-2' },
    } as const;
    expect(organisationFact([registered, succeeded].map(placed))).toEqual({
      agencyType: 'SCHOOL',
      endedOn: '2026-05-31',
      successor: 'organisation-2',
    });
  });
});
