import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { finding, type Finding } from './finding.ts';

const NEEDED_NODE = 24;
const NEEDED_SQLITE = [3, 51, 3] as const;
const NEEDED_DISK = 1024 ** 3;

/** What of the machine the record would not run well on. */
export function machineFindings(folder: string): Finding[] {
  return [...nodeFindings(), ...sqliteFindings(), ...folderFindings(folder), ...diskFindings(folder)];
}

function nodeFindings(): Finding[] {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= NEEDED_NODE) return [];
  return finding(
    'NODE_TOO_OLD',
    `Node ${process.versions.node} runs this.`,
    'Use npm run fhr, which brings Node 24.',
  );
}

function sqliteFindings(): Finding[] {
  const version = process.versions['sqlite'] ?? '0.0.0';
  const parts = version.split('.').map(Number);
  const difference = NEEDED_SQLITE.map((needed, index) => (parts[index] ?? 0) - needed).find(
    (each) => each !== 0,
  );
  if ((difference ?? 0) >= 0) return [];
  return finding(
    'SQLITE_TOO_OLD',
    `SQLite ${version} may damage a log in WAL mode.`,
    'Use Node 24.21 or later.',
  );
}

function folderFindings(folder: string): Finding[] {
  try {
    accessSync(existingFolder(folder), constants.R_OK | constants.W_OK);
    return [];
  } catch {
    return finding(
      'FOLDER_NOT_WRITABLE',
      'The data folder cannot be written.',
      'Give this user the folder of FHR_DATA.',
    );
  }
}

function diskFindings(folder: string): Finding[] {
  const { bavail, bsize } = statfsSync(existingFolder(folder));
  if (bavail * bsize >= NEEDED_DISK) return [];
  return finding(
    'DISK_NEARLY_FULL',
    'Less than 1 GiB is free beside the record.',
    'Make room, or move FHR_DATA.',
  );
}

function existingFolder(folder: string): string {
  return existsSync(folder) ? folder : existingFolder(dirname(folder));
}
