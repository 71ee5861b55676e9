import { randomUUID } from 'node:crypto';
import { personas } from '#libs/access';
import { openRecord, type FamilyRecord, type OrderOf } from '#libs/service';
import type { FamilyCopy } from './family-copy.ts';
import { latency, type Figure } from './figure.ts';
import { LONGEST, settingsFor, type GrownLog } from './grown-log.ts';
import { aPage, asOf, wholeBetween } from './timeline.ts';
import { Stopwatch, timed } from './timed.ts';

const NAME = `family of ${LONGEST.toLocaleString('en-GB')} events`;
const OPENINGS = 25;
const AGAIN = 20;
const DAY_MS = 86_400_000;

/** The family as it was and as it was known: any position of its history, any day of the month before, and its newest page. */
export async function bothAxes(log: GrownLog, { told: { family } }: FamilyCopy): Promise<Figure[]> {
  const { readers, clock } = log.record;
  const head = readers.position();
  const first = head - LONGEST / 2;
  const took = await timed(
    () => {
      const position = wholeBetween(first, head);
      const known = Date.parse(readers.knownAt(position) ?? clock.now());
      const effectiveAt = dayOf(known - wholeBetween(0, 30) * DAY_MS);
      const at = readers.asOf({ position, effectiveAt }, clock.now());
      if (readers.timeline.familyAsOf(family, at) === undefined) throw new Error('the family is not there');
    },
    { seconds: 4 },
  );
  const paged = await timed(() =>
    aPage(log, { family, at: asOf(log, wholeBetween(first, head)), last: true }),
  );
  return [
    latency(`${NAME}, on both axes`, took, { against: 'p99 under 100 ms' }),
    latency(`${NAME}, timeline page of 50`, paged, { against: 'p99 under 20 ms' }),
  ];
}

/**
 * A command about the family that is already so: its stream is loaded and folded, and decided on, and nothing is
 * written. Cold is the first one about it after the record was opened.
 */
export async function loadAndDecide({ folder, families, longest }: GrownLog): Promise<Figure[]> {
  const [other] = families;
  if (other === undefined || longest === undefined) throw new RangeError('there are no such families');
  const [cold, cached] = [new Stopwatch(), new Stopwatch()];
  for (let opening = 0; opening < OPENINGS; opening++) {
    const record = await openRecord(settingsFor(folder), { inline: true });
    try {
      await decided(record, other);
      await cold.time(() => decided(record, longest));
      for (let again = 0; again < AGAIN; again++) await cached.time(() => decided(record, longest));
    } finally {
      await record.close();
    }
  }
  return [
    latency(`${NAME}, load and decide, cold`, cold.timed(), { against: 'p99 under 60 ms' }),
    latency(`${NAME}, load and decide, cached`, cached.timed(), { against: 'p99 under 2 ms' }),
  ];
}

async function decided({ door }: FamilyRecord, { told }: FamilyCopy): Promise<void> {
  const { family, episode, child } = told;
  const { user, role, agency } = personas.manager;
  const order: OrderOf<'NoteStatutoryStatus'> = {
    type: 'NoteStatutoryStatus',
    data: { family, episode, child, status: 'NONE' },
    commandId: randomUUID(),
    actor: { user, role, agency },
    source: 'UI',
  };
  const { events } = await door.send(order);
  if (events > 0) throw new Error('it was not so already');
}

function dayOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
