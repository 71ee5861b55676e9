import { describe, expect, it } from '@jest/globals';
import { requestsOf } from './requests.ts';
import { readTable } from './rows.ts';
import { childrenOf, faultsOf, requestsIn, told, type Cells } from './testing/judged.ts';
import { requestsFile } from './testing/requests-file.ts';

describe('checking a file of requests', () => {
  it('takes a good row', async () => {
    expect(await told({})).toEqual([]);
  });

  it.each<[string, Cells, string[]]>([
    [
      'a required cell that is empty',
      { urgency: '', what_is_worrying: ' ' },
      ['urgency REQUIRED', 'what_is_worrying REQUIRED'],
    ],
    ['a born child without a given name', { child_given_name: '' }, ['child_given_name REQUIRED']],
    [
      'a name with a tab or a control character',
      { parent_name: 'A\tB', referrer_name: 'A\u0000' },
      ['referrer_name CONTROL_CHARACTER', 'parent_name CONTROL_CHARACTER'],
    ],
    [
      'a name of more than 200 characters',
      { child_family_name: 'é'.repeat(201) },
      ['child_family_name TOO_LONG'],
    ],
    [
      'an answer of more than 10,000 characters',
      { what_has_been_tried: 'x'.repeat(10_001) },
      ['what_has_been_tried TOO_LONG'],
    ],
    ['a reference of more than 40 characters', { request_ref: 'x'.repeat(41) }, ['request_ref TOO_LONG']],
    [
      'a reference with something that cannot be printed',
      { request_ref: 'RFS\u200B1' },
      ['request_ref INVALID_REFERENCE'],
    ],
    [
      'a day that is not in the calendar',
      { child_date_of_birth: '2019-02-30' },
      ['child_date_of_birth INVALID_DATE'],
    ],
    ['a year and a month only', { child_date_of_birth: '2019-02' }, ['child_date_of_birth INVALID_DATE']],
    ['a time without an offset', { received_at: '2026-10-07T10:45:00' }, ['received_at INVALID_DATE']],
    ['a time to come', { received_at: '2026-11-22T04:00:01Z' }, ['received_at DATE_IN_FUTURE']],
    ['a birth to come', { child_date_of_birth: '2026-11-23' }, ['child_date_of_birth DATE_IN_FUTURE']],
    [
      'a spreadsheet\u2019s NHS number',
      { child_nhs_number: '9.99E+09' },
      ['child_nhs_number INVALID_NHS_NUMBER'],
    ],
    ['a pupil number in lower case', { child_upn: 'b919250126613' }, ['child_upn INVALID_UPN']],
    ['a property number of 13 digits', { uprn: '1234567890123' }, ['uprn INVALID_UPRN']],
    ['a postcode of no shape', { postcode: 'ZZ99' }, ['postcode INVALID_POSTCODE']],
    [
      'a code of no set',
      { channel: 'FAX', parent_relationship: 'AUNT' },
      ['channel UNKNOWN_CODE', 'parent_relationship UNKNOWN_CODE'],
    ],
    ['a code with a space', { source_code: ' 2A' }, ['source_code UNKNOWN_CODE']],
    [
      'a code that was retired by then',
      { source_code: '2Z', district_gss: 'E07000104' },
      ['source_code CODE_NOT_CURRENT', 'district_gss CODE_NOT_CURRENT'],
    ],
    ['a district of someone else', { district_gss: 'E07000072' }, ['district_gss OUT_OF_AREA']],
    ['neither date', { child_date_of_birth: '' }, ['child_date_of_birth DOB_XOR_EDD']],
    [
      'both dates',
      { child_expected_delivery_date: '2027-01-01' },
      ['child_expected_delivery_date DOB_XOR_EDD'],
    ],
    [
      'an unborn child with a sex',
      { child_date_of_birth: '', child_expected_delivery_date: '2027-01-01' },
      ['child_sex DOB_XOR_EDD'],
    ],
    [
      'a birth long after the request',
      { received_at: '2025-01-01T00:00:00Z', child_date_of_birth: '2026-10-01' },
      ['child_date_of_birth BEFORE_CONCEPTION'],
    ],
    ['an agreement of nobody', { agreed_by: '' }, ['agreed_by AGREED_BY_MISSING']],
  ])('refuses %s', async (_, cells, faults) => {
    expect(await told(cells)).toEqual(faults.map((fault) => `2 ${fault}`));
  });

  it.each<[string, Cells]>([
    ['tabs and line breaks in an answer', { what_is_worrying: 'one\n\ttwo\r\nthree' }],
    [
      'an unborn child without a name',
      {
        child_given_name: '',
        child_date_of_birth: '',
        child_expected_delivery_date: '2027-03-01',
        child_sex: 'U',
      },
    ],
    ['a request that nobody was asked to agree to', { agreement: 'NOT_SOUGHT', agreed_by: '' }],
    ['names in any script', { child_given_name: 'محمد', child_family_name: 'O\u2019Neill-Błaż 😀' }],
    ['a child born today', { child_date_of_birth: '2026-11-22' }],
    ['200 characters, however many bytes', { child_family_name: '😀'.repeat(200) }],
  ])('takes %s', async (_, cells) => {
    expect(await told(cells)).toEqual([]);
  });

  it('does not try a rule between two dates where one of them is refused', async () => {
    expect(
      await told({ child_date_of_birth: '30/02/2019', child_expected_delivery_date: '2027-01-01' }),
    ).toEqual(['2 child_date_of_birth INVALID_DATE']);
    expect(
      await told({
        received_at: 'yesterday',
        child_date_of_birth: '',
        child_expected_delivery_date: '2030-01-01',
        child_sex: 'U',
      }),
    ).toEqual(['2 received_at INVALID_DATE']);
  });

  it('judges what stands in every row once, and a child\u2019s own columns at the child\u2019s line', async () => {
    const child = { postcode: 'ZZ99', channel: 'FAX' };
    expect(
      await told(
        child,
        { ...child, child_given_name: 'Ada', child_sex: 'X' },
        { ...child, child_given_name: 'Eve' },
      ),
    ).toEqual(['2 channel UNKNOWN_CODE', '2 postcode INVALID_POSTCODE', '3 child_sex UNKNOWN_CODE']);
  });

  it('takes children of one request at different addresses', async () => {
    const [request] = await requestsIn({}, { child_given_name: 'Ada', postcode: 'SG2 1YW', uprn: '' });
    expect(faultsOf(request)).toEqual([]);
    expect(childrenOf(request).map(({ postcode }) => postcode)).toEqual(['AL10 2LE', 'SG2 1YW']);
  });

  it('refuses rows that contradict their request, with the reference, or at the cell that is wrong in itself', async () => {
    expect(await told({}, { child_given_name: 'Ada', urgency: 'URGENT' })).toEqual([
      '3 request_ref REFERENCE_REUSED',
    ]);
    expect(await told({}, { child_given_name: 'Ada', urgency: 'NOW' })).toEqual(['3 urgency UNKNOWN_CODE']);
  });

  it('refuses a row with more or fewer cells at its line', async () => {
    const file = `${Buffer.from(requestsFile({})).toString()}RFS-2,too,few\r\n`;
    const [, request] = requestsOf((await readTable(Buffer.from(file))).rows);
    expect(faultsOf(request)).toMatchObject([{ line: 3, column: 'request_ref', code: 'INVALID_INPUT' }]);
  });

  it('takes the spaces out of an NHS number and leaves numbers text', async () => {
    const [request] = await requestsIn({ child_nhs_number: '999 247 3002', uprn: '000000199356' });
    expect(childrenOf(request)[0]).toMatchObject({
      nhsNumber: '9992473002',
      uprn: '199356',
    });
  });
});
