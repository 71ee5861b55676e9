import { describe, expect, it } from '@jest/globals';
import { requestsIn, told, type Cells } from './testing/judged.ts';

describe('finding the requests of a file', () => {
  const twins: Cells[] = [{ child_given_name: 'Ada' }, { child_given_name: 'Eve' }];

  it('refuses a request whose rows stand again, at the first line of the second time, and leaves the first good', async () => {
    expect(await told(...twins, { request_ref: 'RFS-2' }, ...twins)).toEqual(['5 request_ref DUPLICATE_ROW']);
    expect(await told({}, {}, {})).toEqual(['3 request_ref DUPLICATE_ROW', '4 request_ref DUPLICATE_ROW']);
    expect(await told(...twins, ...twins.toReversed())).toEqual(['4 request_ref DUPLICATE_ROW']);
    expect((await requestsIn(...twins, ...twins)).map(({ rows }) => rows.length)).toEqual([2, 2]);
  });

  it('refuses a request of which one row stands twice', async () => {
    expect(await told(...twins, { child_given_name: 'Eve' })).toEqual(['4 request_ref DUPLICATE_ROW']);
  });

  it('takes rows that stand apart as more children of the request', async () => {
    const [request] = await requestsIn(
      { child_given_name: 'Ada' },
      { request_ref: 'RFS-2' },
      { child_given_name: 'Eve' },
    );
    expect(request?.rows.map(({ line }) => line)).toEqual([2, 4]);
  });

  it('refuses another request under the same reference, at its first line', async () => {
    expect(await told({}, { request_ref: 'RFS-2' }, { what_is_worrying: 'Something else.' })).toEqual([
      '4 request_ref REFERENCE_REUSED',
    ]);
  });

  it('keeps rows without a reference apart', async () => {
    expect(await told({ request_ref: '' }, { request_ref: '', urgency: '' })).toEqual([
      '2 request_ref REQUIRED',
      '3 request_ref REQUIRED',
      '3 urgency REQUIRED',
    ]);
  });

  it('refuses, before anything is written, a request that the record could not hold', async () => {
    const emoji = '😀'.repeat(10_000);
    const answers = {
      what_is_worrying: emoji,
      what_is_working_well: emoji,
      what_has_been_tried: emoji,
      what_the_family_wants: emoji,
      what_the_child_says: emoji,
      other_agencies_involved: emoji,
    };
    expect(await told(answers)).toEqual([]);
    const many = Array.from({ length: 101 }, (_, at) => ({ child_given_name: `Child ${at}` }));
    expect(await told(...many)).toEqual(['2 request_ref TOO_LONG']);
    expect(await told(...many.slice(0, 30))).toEqual([]);
    const all = many.slice(0, 100).map((child) => ({ ...child, ...answers }));
    expect(await told(...all)).toEqual(['2 what_is_worrying TOO_LONG']);
  });
});
