import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { backupStanding, type BackupStanding, type Settings } from '#libs/service';
import { finding, type Finding } from './finding.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A day, and some hours for one that runs late. */
const OLD_AFTER_MS = 26 * HOUR_MS;
/** A week, and a day. */
const UNPROVEN_AFTER_MS = 8 * DAY_MS;

/** What is wrong with the backup that FHR_BACKUP names. */
export function backupFindings({ folder, backup, mode }: Settings, now = Date.now()): Finding[] {
  if (!existsSync(join(folder, 'events.db'))) return [];
  if (backup === undefined) return mode === 'production' ? unnamed() : [];
  const standing = backupStanding(backup);
  if (standing === undefined)
    return finding('BACKUP_MISSING', `There is no backup in ${backup}.`, `fhr backup --out ${backup}`);
  return [...damaged(standing), ...old(standing, now), ...unproven(standing, now)].map(
    ({ mend, ...found }) => ({
      ...found,
      mend: mend.replace('<backup>', backup),
    }),
  );
}

function unnamed(): Finding[] {
  return finding(
    'BACKUP_NOT_SET',
    'Nothing says where the backup of this record stands.',
    'Set FHR_BACKUP to the folder that fhr backup --out names.',
  );
}

function damaged({ damage }: BackupStanding): Finding[] {
  if (damage === undefined) return [];
  return finding(
    'BACKUP_DAMAGED',
    damage,
    'Back up into an empty folder, and find out what happened to this one.',
  );
}

function old({ at }: BackupStanding, now: number): Finding[] {
  if (at === undefined || now - at < OLD_AFTER_MS) return [];
  const hours = Math.floor((now - at) / HOUR_MS);
  return finding('BACKUP_OLD', `The backup is ${hours} hours old.`, 'fhr backup --out <backup>');
}

function unproven({ drilled, damage }: BackupStanding, now: number): Finding[] {
  if (damage !== undefined) return [];
  if (drilled === undefined)
    return finding(
      'BACKUP_UNPROVEN',
      'The backup was never put back to see that it can be.',
      'fhr restore <backup> --drill',
    );
  if (!drilled.ok)
    return finding(
      'BACKUP_DRILL_FAILED',
      `The drill of ${drilled.at} failed.`,
      'fhr restore <backup> --drill',
    );
  const days = Math.floor((now - Date.parse(drilled.at)) / DAY_MS);
  return now - Date.parse(drilled.at) < UNPROVEN_AFTER_MS
    ? []
    : finding(
        'BACKUP_UNPROVEN',
        `It is ${days} days since the backup was put back to see that it can be.`,
        'fhr restore <backup> --drill',
      );
}
