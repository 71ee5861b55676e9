import type { Command } from 'commander';
import type { BackupOptions } from './verbs/backup.ts';
import type { RestoreOptions } from './verbs/restore.ts';

/** The verbs that keep a record elsewhere, and put it back. */
export function addBackupCommands(program: Command, json: () => boolean): void {
  program
    .command('backup')
    .description('back up both logs and the keys, whole at first and then what came since; a service may run')
    .requiredOption('--out <folder>', 'where the backup stands')
    .option('--keys <folder>', 'a folder of its own for the keys, apart from the events')
    .action(async (options: BackupOptions) => (await import('./verbs/backup.ts')).backup(options, json()));
  program
    .command('restore <backup>')
    .description('put a record back from a backup, into an empty folder')
    .option('--to <folder>', 'the folder; FHR_DATA unless said')
    .option('--keys <place>', 'the keys that were kept apart: their folder, or one file of it')
    .option('--verify', 'also read back from the disk what was put there')
    .option(
      '--drill',
      'put it back and verify it in a folder that is removed again, and say how long that took',
    )
    .action(async (from: string, options: RestoreOptions) =>
      (await import('./verbs/restore.ts')).restoreFrom(from, options, json()),
    );
}
