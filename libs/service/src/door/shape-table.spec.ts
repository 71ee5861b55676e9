import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync, type MetadataStorage } from 'class-validator';
import {
  commandTable,
  isObject,
  misshapen,
  type CommandField,
  type Json,
  type JsonObject,
} from '#libs/contracts';
import { commandClasses } from '#libs/contracts/commands';
import { shapedCommand } from './shape.ts';

const id = '0'.repeat(26);
const samples: Readonly<Record<string, Json>> = {
  code: 'L2',
  name: 'Hill',
  text: 'Not sleeping.',
  document: '{}',
  date: '2026-03-10',
  'partial-date': '2026-03',
  person: id,
  subject: id,
  record: id,
  item: `request-${id}`,
  hash: 'a'.repeat(43),
  sha256: 'a'.repeat(64),
  seed: '7'.repeat(32),
  pointer: '/notes',
  precision: 'DATE',
  uuid: '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
  gss: 'E07000241',
  resolution: 'NEW',
  boolean: true,
  integer: 1,
};

const sampleOf = ({ shape, list, fields = [] }: CommandField): Json => {
  const one = shape === 'group' ? commandOf(fields) : (samples[shape] ?? `${shape}-${id}`);
  return list ? [one] : one;
};
const commandOf = (fields: readonly CommandField[]): JsonObject =>
  Object.fromEntries(fields.map((field) => [field.name, sampleOf(field)]));

/** What a group is tried within: all that must be beside it, and the first and the last of what may be. */
const beside = (fields: readonly CommandField[], group: CommandField): JsonObject =>
  commandOf(
    fields.filter((field, at) => field === group || !field.optional || at === 0 || at === fields.length - 1),
  );

/** The command with something wrong, or only unusual, about each of its fields in turn. */
function* changed(fields: readonly CommandField[]): Iterable<JsonObject> {
  const whole = commandOf(fields);
  yield whole;
  yield { ...whole, another: 'member' };
  for (const field of fields) {
    const { [field.name]: sample, ...without } = whole;
    yield without;
    const wrong: Json[] = [
      '',
      ' ',
      7,
      -1,
      1.5,
      2 ** 31,
      true,
      {},
      [],
      [7],
      'x'.repeat(10_001),
      'a\u0000b',
      '2026-13-01',
    ];
    for (const value of [
      ...wrong,
      sample ?? null,
      [sample ?? null],
      Array.from({ length: 101 }, () => sample ?? null),
    ])
      yield { ...whole, [field.name]: value };
    for (const inner of field.fields === undefined ? [] : changed(field.fields))
      yield { ...beside(fields, field), [field.name]: field.list ? [inner] : inner };
  }
}

/** What class-validator lets pass: a group that is missing, and a list in the place of one. */
const isOverlooked = (fields: readonly CommandField[], data: JsonObject): boolean =>
  fields.some(({ name, list, optional, fields: inner }) => {
    if (inner === undefined) return false;
    const value = data[name];
    if (value === undefined) return !optional && !list;
    const groups = list && Array.isArray(value) ? (value as Json[]) : [value];
    return groups.some((each) => Array.isArray(each) || (isObject(each) && isOverlooked(inner, each)));
  });

type Found = ReturnType<MetadataStorage['getTargetValidationMetadatas']>;

describe('the table of what commands take', () => {
  // For each value it looks through all classes for those that a class extends, and finds the same each time.
  beforeAll(() => {
    const storage = getMetadataStorage();
    const find = storage.getTargetValidationMetadatas.bind(storage);
    const found = new Map<unknown, Found>();
    jest.spyOn(storage, 'getTargetValidationMetadatas').mockImplementation((of, ...how) => {
      const known = found.get(of) ?? find(of, ...how);
      found.set(of, known);
      return known;
    });
  });
  afterAll(() => void jest.restoreAllMocks());

  it.each(Object.entries(commandTable))('lets of %s through what its class does', (type, { fields }) => {
    const commandClass = Object.entries(commandClasses).find(([name]) => name === type)?.[1];
    expect(misshapen(fields, commandOf(fields))).toBeUndefined();
    for (const data of changed(fields)) {
      if (isOverlooked(fields, data)) continue;
      const instance = commandClass && plainToInstance<object, JsonObject>(commandClass, data);
      const faults = instance && validateSync(instance, { whitelist: true, forbidNonWhitelisted: true });
      expect({ data, is: misshapen(fields, data) === undefined }).toEqual({ data, is: faults?.length === 0 });
    }
  });

  it.each<[string, string, JsonObject, object]>([
    [
      'a list in the place of a group of a list',
      'RegisterFamily',
      { members: [[{ person: id, role: 'CHILD' }]] },
      { code: 'INVALID_INPUT', details: { field: 'members.0' } },
    ],
    [
      'a list in the place of a group',
      'RegisterPerson',
      { ...commandOf(commandTable.RegisterPerson.fields), address: [] },
      { code: 'INVALID_INPUT', details: { field: 'address' } },
    ],
    [
      'a group that is missing',
      'ReceiveRequest',
      { ...commandOf(commandTable.ReceiveRequest.fields), answers: undefined },
      { code: 'REQUIRED', details: { field: 'answers' } },
    ],
  ])('refuses %s', (_, type, data, refusal) => {
    expect(() => shapedCommand(type, data)).toThrow(expect.objectContaining(refusal));
  });
});
