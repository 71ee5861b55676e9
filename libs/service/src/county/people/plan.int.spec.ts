import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ageOn } from '#libs/reference';
import { openRecord, type FamilyRecord } from '../../record.ts';
import { readSettings } from '../../settings/settings.ts';
import { chanceOf } from '../chance.ts';
import { namesFrom } from './names.ts';
import { numbersFrom } from './numbers.ts';
import { Panels } from '../panels/panels.ts';
import { planned } from './plan.ts';
import { districts, figures } from './places.ts';
import { staffOf } from './staff.ts';
import type { Story } from '../story.ts';
import { dayAt } from '../times.ts';

let record: FamilyRecord;
const folder = mkdtempSync(join(tmpdir(), 'plan-'));

beforeAll(async () => {
  record = await openRecord(readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0' }), { inline: true });
});

afterAll(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
});

async function familiesOf(seed: string): Promise<Story[]> {
  const chance = chanceOf(seed);
  const names = await namesFrom(chance);
  const id = (name: string) => name.padEnd(26, '0');
  const staff = staffOf({ day: '2023-10-02', chance, names, id });
  const town = {
    names,
    open: new Set<never>(),
    panels: new Panels([]),
    isLong: false,
    districts: [],
    ends: '2026-09-30',
    isVeryLate: () => false,
  };
  const office = { record, managers: [], underWay: new Set<Promise<void>>(), taken: () => undefined };
  const numbers = numbersFrom(chance);
  return planned({
    families: 500,
    begins: '2023-10-02',
    ends: '2026-09-30',
    chance,
    names,
    numbers,
    staff,
    town,
    office,
  });
}

describe.each(['1', '2', '3'])('the families of the county of seed %s', (seed) => {
  let families: Story[];
  beforeAll(async () => {
    families = await familiesOf(seed);
  });
  const children = () => families.flatMap(({ household }) => household.children);

  it('have low incomes, and needs at school, as often as the strategy says', () => {
    const pupils = families.flatMap(({ household, at }) =>
      household.children.filter(
        ({ dateOfBirth }) => dateOfBirth !== undefined && ageOn(dateOfBirth, dayAt(at)).least >= 5,
      ),
    );
    const share = (status: string) =>
      pupils.filter(({ sendStatus }) => sendStatus === status).length / pupils.length;
    const poor = families
      .filter(({ isLowIncome }) => isLowIncome)
      .flatMap(({ household }) => household.children);
    expect(share('SEN_SUPPORT')).toBeCloseTo(figures.senSupport, 2);
    expect(share('EHCP')).toBeCloseTo(figures.ehcPlan, 2);
    expect(Math.abs(poor.length / children().length - figures.lowIncome)).toBeLessThan(0.03);
  });

  it('expect a child in one of a hundred when the county ends; others were born before', () => {
    const expected = children().filter(({ role }) => role === 'UNBORN');
    const unborn = expected.filter(({ expectedDeliveryDate = '' }) => expectedDeliveryDate > '2026-09-30');
    expect(expected.length).toBeGreaterThan(unborn.length);
    expect(unborn.length / children().length).toBeGreaterThan(0.004);
    expect(unborn.length / children().length).toBeLessThan(0.017);
    expect(
      unborn.every(
        ({ sex, expectedDeliveryDate = '' }) => sex === 'U' && expectedDeliveryDate > '2026-09-30',
      ),
    ).toBe(true);
  });

  it('live in all eight districts, with one parent, two, steps, grandparents and other kin', () => {
    expect(new Set(families.map(({ district }) => district.code)).size).toBe(districts.length);
    const roles = new Set(families.flatMap(({ household }) => household.adults.map(({ role }) => role)));
    expect([...roles].sort()).toEqual(['FATHER', 'GRANDPARENT', 'KINSHIP', 'MOTHER', 'STEP']);
    const sizes = new Set(families.map(({ household }) => household.children.length));
    expect([...sizes].sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it('have children of their time: none born after the day, none grown up, brothers and sisters apart', () => {
    for (const { household, at } of families) {
      const born = household.children.flatMap(({ dateOfBirth }) => dateOfBirth ?? []).sort();
      for (const each of born) {
        expect(each < dayAt(at)).toBe(true);
        expect(ageOn(each, dayAt(at)).most).toBeLessThan(18);
      }
    }
  });

  it('come more often on a Monday than on a Friday, and seldom in August', () => {
    const on = (weekday: number) => families.filter(({ at }) => new Date(at).getUTCDay() === weekday).length;
    const inMonth = (month: number) =>
      families.filter(({ at }) => new Date(at).getUTCMonth() === month).length;
    expect(on(1)).toBeGreaterThan(1.3 * on(5));
    expect(inMonth(7)).toBeLessThan(inMonth(10));
  });
});
