import { backups } from './backup.ts';
import { commands } from './commands.ts';
import { copies } from './copies.ts';
import { bothAxes, loadAndDecide } from './family.ts';
import { latency, named, said, type Figure } from './figure.ts';
import { GrownLog } from './grown-log.ts';
import { signings, verifications } from './ledger.ts';
import { openings } from './opening.ts';
import { tenthOf, type Order } from './order.ts';
import { reads } from './reads.ts';
import { servedReads } from './served-reads.ts';
import { rebuilds, type Rebuilt } from './rebuild.ts';
import type { Timed } from './timed.ts';
import { timelinePages } from './timeline.ts';

/** What is measured at both sizes of the log. */
interface AtOneSize {
  readonly events: number;
  readonly page?: Timed;
  readonly rebuilt?: Rebuilt;
}

/** Everything that needs a record with a history: made once, and measured as it grows. */
export async function onGrownLog(order: Order): Promise<Figure[]> {
  const { wanted, events, folder, doing } = order;
  const figures: Figure[] = [];
  const log = await GrownLog.begin(folder, events);
  try {
    const small = await measureAt(tenthOf(events), log, order);
    const large = await measureAt(events, log, order);
    figures.push(...pageFigures(small, large), ...rebuildFigures(small, large));
    if (wanted.has('family')) {
      doing('family');
      figures.push(...(await bothAxes(log, await log.growLongest())));
    }
    if (wanted.has('commands')) {
      doing('commands');
      figures.push(...(await commands(log)));
    }
    if (wanted.has('reads')) {
      doing('reads');
      figures.push(...(await reads(log)));
    }
    if (wanted.has('ledger')) {
      doing('ledger');
      figures.push(...(await signings(log.record)));
    }
  } finally {
    await log.record.close();
  }
  return [...figures, ...(await onClosedLog(log, order))];
}

/** What is measured of a log that nobody has open. */
async function onClosedLog(log: GrownLog, { wanted, folder, doing }: Order): Promise<Figure[]> {
  const figures: Figure[] = [];
  if (wanted.has('family')) figures.push(...(await loadAndDecide(log)));
  if (wanted.has('reads')) {
    doing('reads, served');
    figures.push(...(await servedReads(log)));
  }
  if (wanted.has('ledger')) figures.push(...(await verifications(log.record)).map(named(log.events)));
  if (wanted.has('backup')) {
    doing('backup');
    figures.push(...(await backups(log.record, folder)).map(named(log.events)));
  }
  if (wanted.has('copy')) {
    doing('copy into EventStoreDB and back');
    figures.push(...(await copies(log.record, folder)).map(named(log.events)));
  }
  if (wanted.has('opening')) {
    doing('opening');
    figures.push(...(await openings(folder)).map(named(log.events)));
  }
  return figures;
}

async function measureAt(events: number, log: GrownLog, { wanted, doing }: Order): Promise<AtOneSize> {
  doing(`a log of ${events} events`);
  await log.growTo(events);
  const page = wanted.has('timeline') ? await timelinePages(log) : undefined;
  if (wanted.has('rebuild')) doing(`rebuild of ${events} events`);
  const rebuilt = wanted.has('rebuild') ? await rebuilds(log) : undefined;
  return { events: log.events, ...(page && { page }), ...(rebuilt && { rebuilt }) };
}

function pageFigures(small: AtOneSize, large: AtOneSize): Figure[] {
  if (small.page === undefined || large.page === undefined) return [];
  const ratio = { value: large.page.p50 / small.page.p50, to: `${said(small.events)}, by p50` };
  return [
    latency(`timeline page of 50, ${said(small.events)} events`, small.page),
    latency(`timeline page of 50, ${said(large.events)} events`, large.page, {
      ratio,
      against: 'p99 under 20 ms at 1 million, at most 1.5 times that at 10,000',
    }),
  ];
}

function rebuildFigures(small: AtOneSize, large: AtOneSize): Figure[] {
  if (small.rebuilt === undefined || large.rebuilt === undefined) return [];
  const [few, many] = [small.rebuilt, large.rebuilt];
  const figure = ({ events }: Rebuilt, value: number, unit: string): Figure => ({
    name: `rebuild of all read models, ${said(events)} events`,
    value,
    unit,
  });
  const ratio = { value: many.perCoreSecond / few.perCoreSecond, to: said(few.events) };
  const against = 'at least 25,000 events/s a core, flat from 100,000 to 1 million';
  return [
    figure(few, few.perCoreSecond, 'events/s a core'),
    { ...figure(many, many.perCoreSecond, 'events/s a core'), ratio, against },
    figure(many, many.perSecond, 'events/s'),
  ];
}
