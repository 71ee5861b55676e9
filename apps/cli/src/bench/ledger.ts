import { verifyRecord, type FamilyRecord } from '#libs/service';
import { aPerson } from './commands.ts';
import { latency, type Figure } from './figure.ts';
import { Stopwatch } from './timed.ts';

const TIMES = 20;
const VERIFIED = 3;

/** How long after an append the checkpoint that holds it stands. */
export async function signings({ door, ledgers, origin }: FamilyRecord): Promise<Figure[]> {
  const watch = new Stopwatch();
  for (let time = 0; time < TIMES; time++) {
    const { position } = await door.send(aPerson());
    await watch.time(() => ledgers.signed(origin, position));
  }
  const { core: _, ...took } = watch.timed();
  return [latency('from an append to its signed checkpoint', took, { against: 'at most 1 s' })];
}

/** Every stored byte of a log that nobody has open, verified: the quickest of a few times, on all cores and on one thread. */
export async function verifications({ settings }: Pick<FamilyRecord, 'settings'>): Promise<Figure[]> {
  const onAll = await quickest(settings, undefined);
  const onOne = await quickest(settings, true);
  const ratio = { value: onAll / onOne, to: 'on one thread' };
  return [
    {
      name: 'verify, from the stored bytes',
      value: onAll,
      unit: 'events/s',
      ratio,
      against: 'at least 150,000',
    },
    { name: 'verify, on one thread', value: onOne, unit: 'events/s' },
  ];
}

async function quickest(settings: FamilyRecord['settings'], inline: boolean | undefined): Promise<number> {
  let best = 0;
  for (let time = 0; time < VERIFIED; time++) {
    const began = performance.now();
    // Copies of a family come many to an append, which no door writes: the tree is what must hold.
    const { events, access, findings } = await verifyRecord(settings, { inline });
    if (findings.some((each) => each.includes('does not lead')))
      throw new Error('the log that was measured does not verify');
    best = Math.max(best, ((events + access.events) * 1000) / (performance.now() - began));
  }
  return best;
}
