/** The steps by which a decided erasure is carried out, in their order. Each is done again without harm. */
export const erasureSteps = [
  'BEGUN',
  'KEYS_DESTROYED',
  'TOMBSTONE',
  'MODELS_PURGED',
  'CACHES_EMPTIED',
  'CERTIFIED',
] as const;

export type ErasureStep = (typeof erasureSteps)[number];
