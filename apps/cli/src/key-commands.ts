import type { Command } from 'commander';
import type { RotateOptions } from './verbs/keys.ts';

/** The verbs about the keys that the record is sealed with. */
export function addKeyCommands(program: Command, json: () => boolean): void {
  const keys = program.command('keys').description('the keys that the record is sealed with');
  keys
    .command('status')
    .description('which key-encryption keys they were wrapped under, and since when')
    .action(async () => (await import('./verbs/keys.ts')).status(json()));
  keys
    .command('rotate')
    .description('wrap every key under a new key-encryption key, and retire the old one; no service may run')
    .option(
      '--next-kek-command <command>',
      'prints the new key, base64, as FHR_KEK_COMMAND prints the old one',
    )
    .action(async (options: RotateOptions) => (await import('./verbs/keys.ts')).rotate(options, json()));
}
