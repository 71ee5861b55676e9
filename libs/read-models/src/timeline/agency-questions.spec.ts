import { expect, it } from '@jest/globals';
import { hasAnswered } from './agency-questions.ts';

const entry = (position: number, type: string, agency = 'organisation-a') => ({
  ...{ position, type },
  data: { agency },
});

it('an agency has answered all it was asked before it last answered, or said that it will not', () => {
  const entries = [
    entry(1, 'AgencyInformationRequested'),
    entry(3, 'AgencyInformationReceived', 'organisation-b'),
    entry(5, 'AgencyInformationNotProvided'),
    entry(7, 'AgencyInformationRequested'),
  ];
  const answered = (position: number, agency = 'organisation-a') => hasAnswered(agency, position, entries);
  expect([1, 4, 7].map((position) => answered(position))).toEqual([true, true, false]);
  expect([1, 4].map((position) => answered(position, 'organisation-b'))).toEqual([true, false]);
});
