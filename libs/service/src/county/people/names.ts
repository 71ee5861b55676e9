import type { Chance } from '../chance.ts';

export type Sex = 'F' | 'M';

/** Names of people who do not exist. */
export interface InventedNames {
  given(sex: Sex): string;
  family(): string;
}

/** English names, the same for the same chance. Loads a package of some size, so only where a county is made. */
export async function namesFrom(chance: Chance): Promise<InventedNames> {
  const { faker } = await import('@faker-js/faker/locale/en_GB');
  faker.seed(chance.whole(0, 2 ** 31));
  return {
    given: (sex) => faker.person.firstName(sex === 'F' ? 'female' : 'male'),
    family: () => faker.person.lastName(),
  };
}
