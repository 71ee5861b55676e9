/** What '@jest/globals' is to tests: jest has others for each file. */
export let afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test;

export function give(globals) {
  ({ afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test } = globals);
}
