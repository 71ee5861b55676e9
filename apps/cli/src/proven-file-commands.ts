import { Option, type Command } from 'commander';
import { persona, purpose, tokenFile } from './acting-options.ts';
import type { CreateBundleOptions, VerifyBundleOptions } from './verbs/bundle.ts';
import type { CreatePackOptions } from './verbs/pack.ts';

/** The verbs that make and check files which prove themselves. */
export function addProvenFileCommands(program: Command, json: () => boolean): void {
  const bundle = program.command('bundle').description('audit bundles, which prove themselves');
  bundle
    .command('create <family>')
    .description('everything in a family\u2019s story with its proofs, in one file')
    .requiredOption('--out <file>', 'where to write it')
    .addOption(purpose())
    .addOption(persona())
    .addOption(tokenFile())
    .action(async (family: string, options: CreateBundleOptions) =>
      (await import('./verbs/bundle.ts')).create(family, options, json()),
    );

  const pack = program
    .command('pack')
    .description('subject access packs: somebody\u2019s own record, provable');
  pack
    .command('create <family>')
    .description('what of a family\u2019s story was decided to be told to one person, in one file')
    .requiredOption('--for <person>', 'who asked for their record: N-\u2026 or the id')
    .requiredOption('--out <file>', 'where to write it')
    .option('--how <code>', 'how it is handed over: a code of contact-method', 'IN_PERSON')
    .option('--by <worker>', 'who hands it over; else the caller\u2019s own worker record')
    .addOption(persona())
    .addOption(tokenFile())
    .action(async (family: string, options: CreatePackOptions) =>
      (await import('./verbs/pack.ts')).create(family, options, json()),
    );

  for (const file of [bundle, pack])
    file
      .command('verify <file>')
      .description('check it; exit 1 where a proof fails, 2 where it is none, 3 without its witnesses')
      .option('--vkey <key>', 'the log\u2019s Ed25519 key; else the one in FHR_DATA')
      .addOption(new Option('--policy <file>', 'whom to trust: a C2SP tlog-policy').conflicts('vkey'))
      .action(async (path: string, options: VerifyBundleOptions) =>
        (await import('./verbs/bundle.ts')).verify(path, options, json()),
      );
}
