import type { Receipt, Served } from './served.ts';

type Ordered = () => Promise<Receipt>;

/** What came of one order: the code of its refusal, or `done` and where it stands in the log. */
export interface CameOf {
  readonly answer: string;
  readonly position: number;
}

/**
 * Gives some orders at the same moment, over and over: the last one first every second time, each time on what the round
 * makes for it, and once all that followed from the time before is done. Answers what came of each, round by round.
 */
export async function overAndOver(
  served: Served,
  times: number,
  round: () => Promise<readonly Ordered[]>,
): Promise<CameOf[][]> {
  const all: CameOf[][] = [];
  for (let time = 0; time < times; time++) {
    const orders = await round();
    const inTurn = <T>(list: readonly T[]): T[] => (time % 2 === 0 ? [...list] : list.toReversed());
    all.push(inTurn(await Promise.all(inTurn(orders).map(cameOf))));
    await followed(served);
  }
  return all;
}

async function cameOf(order: Ordered): Promise<CameOf> {
  try {
    return { answer: 'done', position: Number((await order()).position) };
  } catch (error) {
    return { answer: String(error).split(': ')[1] ?? '', position: -1 };
  }
}

async function followed({ record: { managers, projector, store } }: Served): Promise<void> {
  await managers.reached(await store.head());
  await projector.reached(await store.head());
}
