import { expect, it } from '@jest/globals';
import { Database } from '../database.ts';
import { nameFor, numberFor, nameTables } from './names.ts';

it('a name keeps its number, remembered or not, and a new one gets the next', () => {
  const tables = new Database(':memory:');
  tables.exec(nameTables);
  const numbered = () => ['family-hill', 'family-reed', 'family-hill'].map((name) => numberFor(name, tables));
  expect(numbered()).toEqual([1, 2, 1]);
  tables.memory.clear();
  expect(numbered()).toEqual([1, 2, 1]);
  expect(numberFor('family-birch', tables)).toBe(3);
  expect(nameFor(2, tables)).toBe('family-reed');
  tables.close();
});
