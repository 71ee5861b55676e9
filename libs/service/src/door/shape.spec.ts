import { describe, expect, it } from '@jest/globals';
import { Rejected } from '#libs/contracts';
import { ava } from '../testing/small-record.ts';
import { shapedCommand } from './shape.ts';

function refusal(type: string, data: object): object {
  try {
    shapedCommand(type, data);
  } catch (error) {
    if (error instanceof Rejected) return { code: error.code, ...error.details };
    throw error;
  }
  return {};
}

const person = (changed: object): object => ({ ...ava, ...changed });

describe('the shape of a command', () => {
  it('is taken as sent where it is whole', () => {
    expect(shapedCommand('RegisterPerson', ava)).toEqual({ type: 'RegisterPerson', data: ava });
  });

  it('leaves out what is null, and keeps texts in their one stored form', () => {
    const names = [{ use: 'LEGAL', given: 'Zoe\u0308', family: 'Hill' }];
    const { data } = shapedCommand(
      'RegisterPerson',
      person({ names, address: null, expectedDeliveryDate: undefined }),
    );
    expect(data).toEqual({ ...ava, names: [{ ...names[0], given: 'Zo\u00eb' }], address: undefined });
    expect(Object.keys(data)).not.toContain('address');
  });

  it('writes line breaks of any system as line feeds', () => {
    const { data } = shapedCommand('ConfirmNotDuplicate', {
      link: `identity-${'0'.repeat(26)}`,
      reason: 'a\r\nb',
    });
    expect(data).toMatchObject({ reason: 'a\nb' });
  });

  it.each([
    ['a required value that is missing', { sex: undefined }, { code: 'REQUIRED', field: 'sex' }],
    ['a required value that is null', { sex: null }, { code: 'REQUIRED', field: 'sex' }],
    ['an empty list where one is needed', { names: [] }, { code: 'REQUIRED', field: 'names' }],
    [
      'a blank name',
      { names: [{ use: 'LEGAL', family: ' ' }] },
      { code: 'REQUIRED', field: 'names.0.family' },
    ],
    ['a member nobody knows', { nickname: 'A' }, { code: 'INVALID_INPUT', field: 'nickname' }],
    [
      'a member nobody knows, further in',
      { names: [{ use: 'LEGAL', family: 'Hill', middle: 'B' }] },
      { code: 'INVALID_INPUT', field: 'names.0.middle' },
    ],
    ['another type than it should have', { adult: 'no' }, { code: 'INVALID_INPUT', field: 'adult' }],
    ['a text where a list should be', { names: 'Ava' }, { code: 'INVALID_INPUT', field: 'names' }],
    ['a code that cannot be one', { sex: 'F M' }, { code: 'INVALID_INPUT', field: 'sex' }],
    [
      'a text of a megabyte',
      { names: [{ use: 'LEGAL', family: 'x'.repeat(1_000_000) }] },
      { code: 'TOO_LONG', field: 'names.0.family' },
    ],
    [
      'a NUL in a name',
      { names: [{ use: 'LEGAL', family: 'Hi\u0000ll' }] },
      { code: 'CONTROL_CHARACTER', field: 'names.0.family' },
    ],
    [
      'half a character in a name',
      { names: [{ use: 'LEGAL', family: 'Hill\ud800' }] },
      { code: 'CONTROL_CHARACTER', field: 'names.0.family' },
    ],
  ])('refuses %s, naming the field', (_, changed, expected) => {
    expect(refusal('RegisterPerson', person(changed))).toEqual(expected);
  });

  it('refuses a member called __proto__', () => {
    const data = JSON.parse('{"__proto__": {"sex": "F"}}') as object;
    expect(refusal('RegisterPerson', data)).toEqual({ code: 'INVALID_INPUT', field: '__proto__' });
  });

  it('takes names in any script, with marks and emoji', () => {
    const names = [{ use: 'LEGAL', family: 'O\u2019Brien-\u0633\u0644\u0627\u0645 \ud83d\ude00' }];
    expect(shapedCommand('RegisterPerson', person({ names }))).toMatchObject({ data: { names } });
  });

  it('refuses a command nobody knows', () => {
    expect(refusal('DeleteEverything', {})).toEqual({ code: 'INVALID_INPUT', field: 'type' });
  });

  it('never repeats what was sent', () => {
    const secret = 'marker-7f3a';
    const message = JSON.stringify(refusal('RegisterPerson', person({ sex: { secret }, adult: secret })));
    expect(message).not.toContain(secret);
  });
});
