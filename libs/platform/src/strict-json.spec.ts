import { describe, expect, it } from '@jest/globals';
import { strictJson } from './strict-json.ts';

const read = (text: string): unknown => strictJson(Buffer.from(text));

describe('JSON that comes in', () => {
  it.each([
    '{}',
    '[]',
    '"a"',
    '{"query":"{ __typename }","variables":{"a":[1,2.5,{"b":null}],"b":"x: \\"y\\": z"}}',
    '{"a":{"x":1},"b":{"x":1}}',
    '{"a : b":"\\\\","c":["d","e"]}',
    ' { "a" : "😀" } ',
  ])('is read as it is: %s', (text) => {
    expect(read(text)).toEqual(JSON.parse(text));
  });

  it.each([
    '',
    '{',
    '{"a":1',
    "{'a':1}",
    '{"a":1,"a":2}',
    '{"a":{"b":1,"b":1}}',
    '[{"a":1,"\\u0061":2}]',
    '{"__proto__":{"role":"MANAGER"}}',
    '{"a":[{"__proto__":1}]}',
    '9007199254740993',
    '[1e400]',
    '{"a":-0}',
    '{"a":["\\ud800"]}',
    '{"\\udc00":1}',
    '['.repeat(50_000),
    '['.repeat(50_000) + ']'.repeat(50_000),
  ])('is refused where it is broken or could be read in two ways: %.30s', (text) => {
    expect(() => read(text)).toThrow('What was sent has not the shape it should have.');
  });

  it('is refused where it is not UTF-8', () => {
    expect(() => strictJson(Buffer.from([0x22, 0xc3, 0x28, 0x22]))).toThrow();
    expect(() => strictJson(Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d]))).toThrow();
  });
});
