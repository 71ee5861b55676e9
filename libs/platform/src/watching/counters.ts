import { Counter, Histogram, type Registry } from 'prom-client';
import { appending, groups, type Group } from '#libs/event-store';
import { projected, type Projected } from '#libs/read-models';
import { decisions, openings, ordering, type DecisionTold } from '#libs/service';
import { lostLines } from '../log-lines.ts';
import { answering } from './answering.ts';
import { outcomeOf } from './outcome.ts';
import { hear, hearEnds } from './subscribed.ts';

const QUICK = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const FEW = [0.005, 0.025, 0.1, 0.5, 2.5];
const SIZES = [1, 2, 4, 8, 16, 32, 64, 128];
const PAGES = [1, 10, 100, 500, 1000, 4000];

/**
 * Counts and times what is told of: requests, orders, reads, decisions, appends, projections. Labels are codes, names of
 * the program and agencies: never anything of a person, a family or a caller. Answers how to stop.
 */
export function counters(registry: Registry): () => void {
  const registers = [registry];
  const timed = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    buckets = QUICK,
  ) => new Histogram({ name, help, labelNames, buckets, registers });

  const requests = timed('fhr_request_seconds', 'Requests answered', ['method', 'route', 'status']);
  const orders = timed('fhr_order_seconds', 'Orders carried out or refused', ['order', 'outcome'], FEW);
  const reads = timed('fhr_read_seconds', 'Reads of a record', ['read', 'purpose', 'door', 'outcome'], FEW);
  const appends = timed('fhr_append_seconds', 'Appends made durable or refused', ['log', 'outcome']);
  const sizes = timed('fhr_append_group_size', 'Appends made durable together', ['log'], SIZES);
  const pages = timed('fhr_projection_page_seconds', 'Pages of events taken in by read models', []);
  const taken = timed('fhr_projection_page_events', 'Events in such a page', [], PAGES);
  const decided = new Counter({
    name: 'fhr_access_decisions_total',
    help: 'What access decided',
    labelNames: ['of', 'effect', 'policy'],
    registers,
  });
  const denied = new Counter({
    name: 'fhr_denied_reads_total',
    help: 'Reads that access refused',
    labelNames: ['policy'],
    registers,
  });
  const lost = new Counter({ name: 'fhr_log_lines_lost_total', help: 'Lines of the log lost', registers });

  const undo = [
    hearEnds(answering, ({ method, route, status }, seconds) =>
      requests.observe({ method, route, status }, seconds),
    ),
    hearEnds(ordering, ({ order, error }, seconds) =>
      orders.observe({ order, outcome: outcomeOf(error) }, seconds),
    ),
    hearEnds(openings, ({ read, purpose, door, error }, seconds) =>
      reads.observe({ read, purpose, door, outcome: outcomeOf(error) }, seconds),
    ),
    hearEnds(appending, ({ log, error }, seconds) =>
      appends.observe({ log, outcome: outcomeOf(error) }, seconds),
    ),
    hear<Group>(groups, ({ log, appends: size }) => sizes.observe({ log }, size)),
    hear<Projected>(projected, ({ events, milliseconds }) => {
      pages.observe(milliseconds / 1000);
      taken.observe(events);
    }),
    hear(lostLines, () => lost.inc()),
    hear<DecisionTold>(decisions, ({ of, effect, policyIds }) => {
      const [policy = 'none'] = policyIds;
      decided.inc({ of, effect, policy });
      if (of === 'READ' && effect === 'FORBID') denied.inc({ policy });
    }),
  ];
  return () => undo.forEach((each) => each());
}
