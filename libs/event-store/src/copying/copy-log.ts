import { StoreError } from '../errors.ts';
import type { Append } from '../sqlite/append.ts';
import type { CopiedEvent, CopiedLog } from './copied-log.ts';
import { Walk } from './walk.ts';

export interface CopyOrder {
  readonly from: CopiedLog;
  readonly to: CopiedLog;
  /** Told how many events were found there already, or are there now. */
  readonly progress?: ((doing: 'compared' | 'copied', events: number) => void) | undefined;
}

export interface Copied {
  /** All that the target holds, which is all that the source does. */
  readonly events: number;
  /** Those that it did not hold before. */
  readonly copied: number;
  /** In which these were written; into a cluster they go one after another. */
  readonly appends: number;
  /** Of both logs' trees, in base64: the target's made of what was read from it. */
  readonly root: string;
  /** Events copied a second, of the copying alone. */
  readonly perSecond: number;
}

/** Events that go into one write of the target, or a few more: an append is never parted. */
const GROUP = 1_000;
const TOLD_EVERY = 1_000;

/**
 * Makes the target hold what the source does: whole appends, with their ids, bytes, order and revisions. What it holds of
 * them already stays, so that a copy that was cut short is done by asking for it again. Throws `StoreError` CONFLICT, with
 * the first difference, where the target is not how the source begins; CORRUPT where either is damaged.
 */
export async function copyLog({ from, to, progress }: CopyOrder): Promise<Copied> {
  const source = new Walk(from);
  const target = new Walk(to);
  await compare(source, target, (events) => progress?.('compared', events));
  const before = target.size;
  const began = performance.now();
  let appends = 0;
  for (let group = await nextGroup(source); group.length > 0; group = await nextGroup(source)) {
    await to.take(group);
    appends += group.length;
    progress?.('copied', source.size);
  }
  const seconds = (performance.now() - began) / 1_000;
  while ((await target.next()) !== undefined);
  if (target.root !== source.root)
    throw new StoreError(
      'CONFLICT',
      'The target does not hold what it was given: something else writes into it. Copy again, to see where.',
    );
  to.whole();
  const copied = target.size - before;
  const perSecond = copied === 0 ? 0 : Math.round(copied / seconds);
  return { events: target.size, copied, appends, root: target.root, perSecond };
}

/** Goes through both up to the target's end. */
async function compare(source: Walk, target: Walk, told: (events: number) => void): Promise<void> {
  for (let there = await target.next(); there !== undefined; there = await target.next()) {
    const given = await source.next();
    const difference = given === undefined ? 'the source ends before it' : differenceOf(given, there);
    if (difference !== undefined)
      throw new StoreError(
        'CONFLICT',
        `The target is neither empty nor a beginning of the source: at position ${target.size - 1} it holds revision ${there.revision} of ${there.stream}; ${difference}.`,
      );
    if (target.size % TOLD_EVERY === 0) told(target.size);
  }
  if (target.last?.endsAppend === false)
    throw new StoreError('CORRUPT', `The target ends within an append to ${target.last.stream}.`);
}

function differenceOf(given: CopiedEvent, there: CopiedEvent): string | undefined {
  if (given.stream !== there.stream || given.revision !== there.revision)
    return `the source holds revision ${given.revision} of ${given.stream}`;
  if (given.id !== there.id) return 'the source holds another event there';
  if (Buffer.compare(given.document, there.document) !== 0) return 'the source holds other bytes';
  return given.endsAppend === there.endsAppend ? undefined : 'their appends end at other events';
}

async function nextGroup(source: Walk): Promise<readonly Append[]> {
  const appends: Append[] = [];
  let begun: CopiedEvent[] = [];
  for (let events = 0; events < GROUP || begun.length > 0; events++) {
    const event = await source.next();
    if (event === undefined) break;
    if (begun.some(({ stream }) => stream !== event.stream)) throw endless(begun);
    begun.push(event);
    if (!event.endsAppend) continue;
    appends.push(appendOf(begun));
    begun = [];
  }
  if (begun.length > 0) throw endless(begun);
  return appends;
}

function appendOf(events: readonly CopiedEvent[]): Append {
  const [{ stream, revision }] = events as [CopiedEvent];
  return { stream, expected: revision === 0 ? 'no-stream' : revision - 1, events };
}

function endless(begun: readonly CopiedEvent[]): StoreError {
  return new StoreError('CORRUPT', `An append to ${begun[0]?.stream} has no end in the source.`);
}
