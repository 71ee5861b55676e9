import type { JsonObject } from './json.ts';

/** Lifts an event's data from one version to the next. A field that is not in the data stays absent: it may be sealed. */
export type Upcaster = (data: JsonObject) => JsonObject;

/** For each event type, what lifts version n (at index n - 1) to n + 1. Every version ever written stays readable. */
export type Upcasters = Readonly<Record<string, readonly Upcaster[]>>;

/** A version that says the same and seals more of it. */
const asItWas: Upcaster = (data) => data;

export const upcasters: Upcasters = {
  DataQualityFlagRaised: [asItWas],
  InformationReceived: [asItWas],
  PersonsLinkedAsSame: [asItWas],
  RequestInformationReceived: [asItWas],
};

/** The data at the newest version. Sealed fields are opened first, so that an upcaster sees them where they are there. */
export function upcast(
  type: string,
  version: number,
  data: JsonObject,
  chain: Upcasters = upcasters,
): JsonObject {
  const lifts = chain[type];
  return lifts === undefined ? data : lifts.slice(version - 1).reduce((lifted, lift) => lift(lifted), data);
}
