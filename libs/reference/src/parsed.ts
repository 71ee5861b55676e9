/** What a parser answers: the value in its one stored form, or nothing. The text itself is never repeated. */
export type Parsed<T = string> = { readonly ok: true; readonly value: T } | { readonly ok: false };

export const refused = { ok: false } as const;

export function accepted<T>(value: T): Parsed<T> {
  return { ok: true, value };
}
