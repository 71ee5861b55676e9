import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Kept {
  readonly model: string;
  readonly payload: AdapterPayload;
  /** Milliseconds since 1970. */
  readonly until: number;
}

const MOST_KEPT = 1_000;
/** Seconds. */
const LONGEST = 24 * 3600;

/** What the development issuer keeps of sign-ins that are under way: at most a thousand things, until it ends. */
export function keptInMemory(): (model: string) => Adapter {
  const kept = new Map<string, Kept>();
  const living = (): Kept[] => [...kept.values()].filter(({ until }) => until > Date.now());
  const nameOf = (model: string, id: string): string => `${model}:${id}`;
  return (model) => ({
    upsert: async (id, payload, expiresIn = LONGEST) => {
      kept.delete(nameOf(model, id));
      kept.set(nameOf(model, id), { model, payload, until: Date.now() + expiresIn * 1000 });
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_KEPT) break;
        kept.delete(oldest);
      }
    },
    find: async (id) => {
      const found = kept.get(nameOf(model, id));
      return found !== undefined && found.until > Date.now() ? found.payload : undefined;
    },
    findByUid: async (uid) =>
      living().find((each) => each.model === model && each.payload.uid === uid)?.payload,
    // No code is typed in on another device here.
    findByUserCode: async () => undefined,
    consume: async (id) => {
      const found = kept.get(nameOf(model, id));
      if (found !== undefined) found.payload.consumed = Math.floor(Date.now() / 1000);
    },
    destroy: async (id) => void kept.delete(nameOf(model, id)),
    revokeByGrantId: async (grantId) => {
      for (const [name, { payload }] of kept) if (payload.grantId === grantId) kept.delete(name);
    },
  });
}
