import type { JsonObject } from './json.ts';

/** Lifts an event's data from one version to the next. A field that is not in the data stays absent: it may be sealed. */
export type Upcaster = (data: JsonObject) => JsonObject;

/** For each event type, what lifts version n (at index n - 1) to n + 1. Every version ever written stays readable. */
export type Upcasters = Readonly<Record<string, readonly Upcaster[]>>;

export const upcasters: Upcasters = {
  // 2 seals the code and the cause, which tell of a death or a pregnancy; what they say is the same.
  DataQualityFlagRaised: [(data) => data],
  // 2 seals whether a death was reviewed.
  PersonsLinkedAsSame: [(data) => data],
};

/** The data at the newest version. Sealed fields are opened first, so that an upcaster sees them where they are there. */
export function upcast(
  type: string,
  version: number,
  data: JsonObject,
  chain: Upcasters = upcasters,
): JsonObject {
  return (chain[type] ?? []).slice(version - 1).reduce((lifted, lift) => lift(lifted), data);
}
