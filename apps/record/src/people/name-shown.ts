import type { NameAsOf } from '#libs/read-models';

/** The name a person goes by in a list: the legal one, else the first recorded; null where none can be read. */
export function nameShown(names: readonly NameAsOf[]): string | null {
  const { given, family } = names.find(({ use }) => use === 'LEGAL') ?? names[0] ?? {};
  return [given, family].filter(Boolean).join(' ') || null;
}
