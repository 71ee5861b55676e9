import type { FamilyRecord } from '#libs/service';

/** Whose keys the record's vault is asked for from here on; emptied by whoever counts them. */
export function keysAskedOf({ vault }: Pick<FamilyRecord, 'vault'>): string[] {
  const asked: string[] = [];
  const prepare = vault.prepare.bind(vault);
  vault.prepare = (subjects, ...more) => {
    asked.push(...subjects);
    return prepare(subjects, ...more);
  };
  return asked;
}
