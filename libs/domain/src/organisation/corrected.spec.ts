import { describe, expect, it } from '@jest/globals';
import type { Command } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { correcting } from '../correction/correcting.ts';
import { aggregates } from '../index.ts';
import { noFacts, school, today } from '../testing/examples.ts';
import { recordedIn } from '../testing/recorded.ts';
import { refusalOf } from '../testing/specification.ts';

const STREAM = 'organisation-1';

const entries = recordedIn(STREAM, [
  ['OrganisationRegistered', { name: 'Hill School', agencyType: 'SCHOOL' }],
  ['OrganisationEnded', { endedOn: '2026-05-31', successor: 'organisation-next' }],
]);

const aggregate = aggregates['organisation'];
const rules = aggregate && correcting(aggregate);
const organisations = new Map([
  [STREAM, school],
  ['organisation-next', school],
  ['organisation-gone', { agencyType: 'SCHOOL', endedOn: '2026-01-01' }],
]);

function ended(said: object, caseload: readonly string[] = []): unknown {
  const facts: Facts = { ...noFacts, entries, organisations, begun: new Set(organisations.keys()), caseload };
  const command: Command = {
    type: 'CorrectEntry',
    data: { stream: STREAM, entry: 'entry-1', reason: 'TYPO', ...said },
  };
  return rules?.decide({ ...command, ...today, stream: STREAM }, rules.initial, facts);
}
const replaced = (organisationEnded: object): object => ({ replaced: { organisationEnded } });
const codeOf = (said: object, caseload?: readonly string[]): string =>
  refusalOf(() => ended(said, caseload)).code;

describe('correcting the end of an agency', () => {
  it.each([
    ['of a day to come', { endedOn: '2027-01-01' }, 'DATE_IN_FUTURE'],
    ['in favour of itself', { successor: STREAM }, 'INVALID_INPUT'],
    ['in favour of one that had ended', { successor: 'organisation-gone' }, 'ORGANISATION_NOT_ACTIVE'],
  ])('does not take one %s', (_, said, code) => {
    expect(codeOf(replaced(said))).toBe(code);
  });

  it('takes what could have been recorded', () => {
    expect(ended(replaced({ endedOn: '2026-05-30' }))).toHaveLength(1);
    expect(ended({ cleared: ['/successor'] })).toHaveLength(1);
  });

  it('leaves nobody’s help without an agency to take it over', () => {
    expect(codeOf({ cleared: ['/successor'] }, ['episode-1'])).toBe('OPEN_WORK');
  });
});
