import type { Command } from 'commander';
import type { CopyOptions } from './verbs/copy.ts';

/** The verbs that move whole logs. */
export function addStoreCommands(program: Command, json: () => boolean): void {
  program
    .command('store')
    .description('the logs that the record is kept in')
    .command('copy')
    .description('copy a log into an empty store, or go on with a copy; no service may run on either')
    .requiredOption('--from <store>', 'sqlite:<folder>, esdb://… or esdb+discover://…')
    .requiredOption('--to <store>', 'the same')
    .option('--access', 'the log of who looked at what, not the record’s own')
    .action(async (options: CopyOptions) => (await import('./verbs/copy.ts')).copy(options, json()));
}
