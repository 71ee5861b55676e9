import type { JsonObject } from '#libs/contracts';

/** Data of a command or an event as the JSON it is. */
export function jsonOf(data: object): JsonObject {
  return data as JsonObject;
}
