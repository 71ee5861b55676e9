import { join } from 'node:path';
import { commands } from './commands.ts';
import { smallCounty, tierS } from './county.ts';
import { bothAxes, loadAndDecide } from './family.ts';
import { latency, named, said, type Figure } from './figure.ts';
import { GrownLog } from './grown-log.ts';
import { openings } from './opening.ts';
import type { Name, Order } from './order.ts';
import { reads } from './reads.ts';
import { rebuilds } from './rebuild.ts';
import { servedReads } from './served-reads.ts';
import { timelinePages } from './timeline.ts';

/** Every figure of a log on a county of 10,000 events and then on tier S, the latter with how they stand to the former. */
export async function onTierS(order: Order, folder: string): Promise<Figure[]> {
  const { doing } = order;
  const made = await tierS(folder, doing);
  doing('a small county');
  const smallFolder = join(order.folder, 'small');
  await smallCounty(smallFolder);
  const small = await GrownLog.inCounty(smallFolder);
  const before = await measured(small, order);
  doing('tier S');
  const large = await GrownLog.inCounty(folder);
  const after = await measured(large, order);
  const compared = after.map((figure) => beside(figure, before, small.events));
  return [...made, ...before.map(named(small.events)), ...compared.map(named(large.events))];
}

/** Rates by their value, times by their median. */
function beside(figure: Figure, before: readonly Figure[], events: number): Figure {
  const first = before.find(({ name }) => name === figure.name);
  if (first === undefined) return figure;
  const value = (figure.p50 ?? figure.value) / (first.p50 ?? first.value);
  return { ...figure, ratio: { value, to: said(events) } };
}

type Measurement = (log: GrownLog) => Promise<Figure[]>;

const onOpenLog: readonly (readonly [Name, Measurement])[] = [
  ['timeline', async (log) => [latency('timeline page of 50', await timelinePages(log), TIMELINE)]],
  ['rebuild', rebuildFigures],
  ['family', async (log) => bothAxes(log, await log.growLongest())],
  ['commands', commands],
  ['reads', reads],
];

const onClosedLog: readonly (readonly [Name, Measurement])[] = [
  ['family', loadAndDecide],
  ['reads', servedReads],
  ['opening', ({ folder }) => openings(folder)],
];

const TIMELINE = { against: 'p99 under 20 ms at 1 million, at most 1.5 times that at 10,000' };

async function measured(log: GrownLog, order: Order): Promise<Figure[]> {
  const figures: Figure[] = [];
  try {
    figures.push(...(await allOf(onOpenLog, log, order)));
  } finally {
    await log.record.close();
  }
  return [...figures, ...(await allOf(onClosedLog, log, order))];
}

async function allOf(
  measurements: readonly (readonly [Name, Measurement])[],
  log: GrownLog,
  { wanted, doing }: Order,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, measure] of measurements) {
    if (!wanted.has(name)) continue;
    doing(`${name}, on ${said(log.events)} events`);
    figures.push(...(await measure(log)));
  }
  return figures;
}

async function rebuildFigures(log: GrownLog): Promise<Figure[]> {
  const { perCoreSecond, perSecond } = await rebuilds(log);
  const name = 'rebuild of all read models';
  const against = 'at least 25,000 events/s a core, flat from 100,000 to 1 million';
  return [
    { name, value: perCoreSecond, unit: 'events/s a core', against },
    { name: `${name}, by the clock`, value: perSecond, unit: 'events/s' },
  ];
}
