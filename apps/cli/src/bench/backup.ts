import { join } from 'node:path';
import { backUp, drill, type FamilyRecord } from '#libs/service';
import type { Figure } from './figure.ts';

/** A log that nobody has open, backed up whole, and the drill of that: put back, read back from the disk, its roots compared. */
export async function backups(
  { settings }: Pick<FamilyRecord, 'settings'>,
  folder: string,
): Promise<Figure[]> {
  const from = join(folder, 'backup');
  const made = await backUp(settings, { folder: from });
  // Copies of a family come many to an append, which no door writes: the roots are what must hold.
  const { root, seconds } = await drill(settings, { from, within: folder });
  if (root !== made.root) throw new Error('what was put back is not what was backed up');
  const events = made.events + made.access.events;
  return [
    { name: 'backup, whole', value: events / made.seconds, unit: 'events/s' },
    {
      name: 'drill of it',
      value: events / seconds,
      unit: 'events/s',
      against: '1 million within 60 s: at least 16,667',
    },
  ];
}
