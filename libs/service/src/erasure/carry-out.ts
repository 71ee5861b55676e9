import { Rejected } from '#libs/contracts';
import type { EventStore } from '#libs/event-store';
import type { Projector, Readers } from '#libs/read-models';
import type { KeyStore, Vault } from '#libs/vault';
import type { Door } from '../door/door.ts';
import { orderIdOf, orderOf, stepIdOf } from '../process-managers/manager.ts';
import type { Nodes } from '../opening/nodes.ts';
import type { Copy } from './copies-given.ts';
import { erasureIn, type Erasure } from './standing.ts';
import type { ErasureStep } from './steps.ts';

export interface CarryingOut {
  readonly store: EventStore;
  readonly keys: KeyStore;
  readonly vault: Pick<Vault, 'forget' | 'mint'>;
  readonly door: Door;
  readonly projector: Pick<Projector, 'purged'>;
  readonly readers: Pick<Readers, 'letGo'>;
  /** Who was given, before, what is not within reach any more. */
  readonly copiesOf: (erasure: Erasure) => Promise<readonly Copy[]>;
  /** Whether anything that came after a position may change how an erasure is judged. */
  readonly bearsOn: (erasure: Erasure, after: number) => Promise<boolean>;
  /** Subjects on forms that were said to be persons of it when their keys went already. */
  readonly identifiedLate: (erasure: Erasure) => Promise<readonly string[]>;
  /** This node, and the others whose read models may hold what is erased. */
  readonly nodes: Pick<Nodes, 'own' | 'expected' | 'purged'>;
  /** Told when a step is done, for all that are carried out together. */
  readonly done: (step: ErasureStep) => void;
  /** Told why one could not be carried on; it is left for the next time, and the others go on. */
  readonly failed: (reason: unknown) => void;
  /** Subjects whose keys are gone while the read models may still hold something of them. */
  readonly beingErased: Set<string>;
  /** Subjects of whom this node's read models hold nothing any more. */
  readonly purged: Set<string>;
  readonly signal: AbortSignal;
}

type Internal = 'BeginErasure' | 'RecordKeysDestroyed' | 'RecordModelsPurged' | 'CertifyErasure';

const MANAGER = 'erasure';
const PURGE_WAIT_MS = 1_000;
/** So often one is judged of which more is written meanwhile, before it is left for the next look. */
const JUDGED_AT_MOST = 10;

/**
 * Carries out erasures whose day has come, together, so that the read models are purged once for all. Wherever this is cut
 * short, it is done again from the first step that may not have been. Each node purges its own read models; whichever comes
 * last certifies it.
 */
export async function carryOut(due: readonly Erasure[], parts: CarryingOut): Promise<void> {
  const { own } = parts.nodes;
  const isPurgedHere = ({ purgedBy }: Erasure): boolean => purgedBy.includes(own);
  const purged = await purgeAll(
    due.filter((erasure) => !isPurgedHere(erasure)),
    parts,
  );
  await certify([...due.filter(isPurgedHere), ...purged], parts);
}

/** Answers those of which this node's read models hold nothing any more. */
async function purgeAll(due: readonly Erasure[], parts: CarryingOut): Promise<Erasure[]> {
  if (due.length === 0) return [];
  const { nodes, done } = parts;
  await each(due, parts, async (erasure) => {
    if (!erasure.isBegun) await send(erasure, 'BeginErasure', {}, parts);
  });
  done('BEGUN');
  const begun = await destroyAll(due, parts);
  if (begun.length === 0) return [];
  done('KEYS_DESTROYED');
  const destroyed = await each(begun, parts, (erasure) => send(erasure, 'RecordKeysDestroyed', {}, parts));
  done('TOMBSTONE');
  const { position, gone: told } = await purgedOf(destroyed, parts);
  for (const subject of told.flatMap((erasure) => erasure.subjects)) {
    parts.purged.add(subject);
    parts.beingErased.delete(subject);
  }
  await nodes.purged(position);
  const purge = { node: nodes.own };
  const gone = await each(told, parts, (erasure) => sendAsOwn(erasure, 'RecordModelsPurged', purge, parts));
  done('MODELS_PURGED');
  return gone;
}

/**
 * Purges this node's read models, and again where somebody on a form was identified as the keys of whom they are went: what
 * the form says of them goes too.
 */
async function purgedOf(
  destroyed: readonly Erasure[],
  parts: CarryingOut,
): Promise<{ readonly position: number; readonly gone: readonly Erasure[] }> {
  const position = await parts.store.head();
  await purged(position, parts);
  const late: Erasure[] = [];
  const gone: Erasure[] = [];
  await each(destroyed, parts, async (erasure) => {
    const also = await parts.identifiedLate(erasure);
    gone.push(also.length === 0 ? erasure : await destroyedToo(erasure, also, parts));
    if (also.length > 0) late.push(erasure);
  });
  return late.length === 0 ? { position, gone } : purgedOf(gone, parts);
}

async function destroyedToo(erasure: Erasure, also: readonly string[], parts: CarryingOut): Promise<Erasure> {
  const { keys, vault, beingErased } = parts;
  for (const subject of also) beingErased.add(subject);
  await keys.destroy(also);
  vault.forget(also);
  const called = `RecordKeysDestroyed/${also.join('/')}`;
  await send(erasure, 'RecordKeysDestroyed', { also }, { ...parts, called });
  return { ...erasure, subjects: [...erasure.subjects, ...also] };
}

/** Once every node that may have held something of one has purged its read models. */
async function certify(purgedHere: readonly Erasure[], parts: CarryingOut): Promise<void> {
  if (purgedHere.length === 0) return;
  const { vault, readers, nodes, done } = parts;
  const expected = await nodes.expected();
  const others = expected.filter((node) => node !== nodes.own);
  const ready = purgedHere.filter(({ purgedBy }) => others.every((node) => purgedBy.includes(node)));
  if (ready.length === 0) return;
  vault.forget(ready.flatMap((erasure) => erasure.subjects));
  readers.letGo();
  done('CACHES_EMPTIED');
  await each(ready, parts, async (erasure) => {
    const copies = await parts.copiesOf(erasure);
    await sendAsOwn(erasure, 'CertifyErasure', { copies, nodes: expected }, parts);
  });
  done('CERTIFIED');
}

/** Does it for each, and answers for which it could be done. */
async function each(
  erasures: readonly Erasure[],
  { failed }: Pick<CarryingOut, 'failed'>,
  work: (erasure: Erasure) => Promise<void>,
): Promise<Erasure[]> {
  const done: Erasure[] = [];
  for (const erasure of erasures)
    try {
      await work(erasure);
      done.push(erasure);
    } catch (reason) {
      failed(reason);
    }
  return done;
}

/**
 * Destroys the keys of those that still may go, each as soon as it is judged: a hold that comes while others are judged is
 * not overtaken.
 */
async function destroyAll(due: readonly Erasure[], parts: CarryingOut): Promise<Erasure[]> {
  const { keys, vault, beingErased } = parts;
  const gone: Erasure[] = [];
  await each(due, parts, async ({ stream }) => {
    const going = await judgedAgain(stream, parts);
    if (going === undefined) return;
    for (const subject of going.subjects) beingErased.add(subject);
    await keys.destroy(going.subjects);
    vault.forget(going.subjects);
    gone.push(going);
  });
  return gone;
}

/**
 * Before the first key goes it is judged once more, for a hold may have come while it was begun. Once one is gone nobody
 * can be spared: the others follow.
 */
async function judgedAgain(stream: string, parts: CarryingOut): Promise<Erasure | undefined> {
  const { store, keys } = parts;
  const begun = await erasureIn(stream, store);
  if (begun === undefined || begun.isOver || !begun.isBegun) return undefined;
  if ((await keys.destroyed(begun.subjects)).length > 0) return begun;
  return judgedInPeace(begun, parts);
}

/** Judged again where anything that bears on it came in while it was judged, until nothing did. */
async function judgedInPeace(begun: Erasure, parts: CarryingOut): Promise<Erasure | undefined> {
  const { store, bearsOn } = parts;
  for (let again = 0; again < JUDGED_AT_MOST; again++) {
    const head = await store.head();
    await send(begun, 'BeginErasure', {}, { ...parts, called: 'BeginErasure/again' });
    const judged = await erasureIn(begun.stream, store);
    if (judged?.isOver === true) return undefined;
    if (!(await bearsOn(begun, head))) return judged;
  }
  return undefined;
}

/** The same order whenever it is sent: what was done is not done again. */
async function send(
  { stream, decided }: Erasure,
  type: Internal,
  data: object,
  { door, vault, called = type }: Pick<CarryingOut, 'door' | 'vault'> & { readonly called?: string },
): Promise<void> {
  const step = { name: called, order: { type, data: { erasure: stream, ...data } } };
  await door.send(orderOf(step, orderIdOf(stepIdOf(MANAGER, decided.id, step.name), vault), decided));
}

/** The same for one node, for each says something else. */
function sendAsOwn(erasure: Erasure, type: Internal, data: object, parts: CarryingOut): Promise<void> {
  return send(erasure, type, data, { ...parts, called: `${type}/${parts.nodes.own}` });
}

/** Resolves once no read model holds anything that a key opened which was destroyed by the position. */
export async function purged(
  position: number,
  { projector, signal }: Pick<CarryingOut, 'projector' | 'signal'>,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    try {
      return await projector.purged(position, PURGE_WAIT_MS);
    } catch (error) {
      if (!(error instanceof Rejected && error.code === 'STALE')) throw error;
    }
  }
}
