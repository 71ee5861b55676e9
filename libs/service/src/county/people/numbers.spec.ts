import { describe, expect, it } from '@jest/globals';
import { nhsNumber, postcode, upn, uprn } from '#libs/reference';
import { chanceOf } from '../chance.ts';
import { numbersFrom } from './numbers.ts';
import { districts, homeIn } from './places.ts';

describe('numbers and homes of people who do not exist', () => {
  it('are valid, never the same twice, and of ranges that nobody is given', () => {
    const numbers = numbersFrom(chanceOf('numbers'));
    const nhs = Array.from({ length: 500 }, () => numbers.nhsNumber());
    const upns = Array.from({ length: 500 }, () => numbers.upn());
    expect(new Set([...nhs, ...upns]).size).toBe(1000);
    expect(nhs.every((each) => each.startsWith('999') && nhsNumber(each).ok)).toBe(true);
    expect(upns.every((each) => /^[A-Z]9199/.test(each) && upn(each).ok)).toBe(true);
  });

  it('stand in the county, the more the more people live in a district', () => {
    const chance = chanceOf('homes');
    const homes = Array.from({ length: 2000 }, () => homeIn(chance));
    expect(
      homes.every(({ postcode: code, uprn: property }) => postcode(code).ok && uprn(property ?? '1').ok),
    ).toBe(true);
    const inStevenage = homes.filter(({ district }) => district === 'herts.ff.stevenage').length;
    const inThree = homes.filter(({ district }) => district.includes('watford')).length;
    expect(new Set(homes.map(({ district }) => district)).size).toBe(districts.length);
    expect(inThree).toBeGreaterThan(2.5 * inStevenage);
  });
});
