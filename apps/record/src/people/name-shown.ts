import { nameInUse, type NameAsOf } from '#libs/read-models';

/** The name a person goes by, as text; null where none can be read. */
export function nameShown(names: readonly NameAsOf[]): string | null {
  const { given, family } = nameInUse(names) ?? {};
  return [given, family].filter(Boolean).join(' ') || null;
}
