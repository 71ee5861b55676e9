#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { asRefusal, exitCodeOf, sentenceOf } from './exit.ts';
import type { ActingAs } from './graphql.ts';
import { addBackupCommands } from './backup-commands.ts';
import { addKeyCommands } from './key-commands.ts';
import { addNodeCommands } from './node-commands.ts';
import { mindOutputs } from './output.ts';
import { persona, purpose, tokenFile } from './acting-options.ts';
import { addProvenFileCommands } from './proven-file-commands.ts';
import { addStoreCommands } from './store-commands.ts';
import type { BenchOptions } from './verbs/bench.ts';
import type { CompareOptions } from './verbs/compare.ts';
import type { HandOverOptions } from './verbs/hand-over.ts';
import type { ImportOptions } from './import/options.ts';
import type { RetryOptions } from './verbs/managers.ts';
import type { QueryOptions } from './verbs/query.ts';
import type { ReplayOptions } from './verbs/replay.ts';
import type { SeedOptions } from './verbs/seed.ts';
import type { VerifyOptions } from './verbs/verify.ts';

/** The operator's command line: each verb is loaded only when it is called. */
const program = new Command('fhr')
  .description('The operator\u2019s command line of the family help record')
  .option('--json', 'print one JSON object')
  .exitOverride()
  .showHelpAfterError()
  .configureOutput({ writeErr: (text) => process.stderr.write(text) });

program
  .command('serve')
  .description('open the record and serve GraphQL')
  .action(async () => (await import('./verbs/serve.ts')).serve());

program
  .command('query <document>')
  .description('ask GraphQL: a document or a file that holds one')
  .option('--variables <json>', 'variables as JSON')
  .addOption(persona())
  .addOption(tokenFile())
  .action(async (document: string, options: QueryOptions) =>
    (await import('./verbs/query.ts')).query(document, options),
  );

program
  .command('replay <family>')
  .description('tell a family\u2019s story as it was recorded and known')
  .option('--known-at <instant>', 'as it was known at an instant')
  .option('--position <position>', 'as it was recorded up to a position')
  .option('--effective-at <date>', 'what had happened by a day')
  .addOption(
    new Option('--order <order>', 'recorded or occurred')
      .choices(['recorded', 'occurred'])
      .default('recorded'),
  )
  .addOption(purpose())
  .addOption(persona())
  .addOption(tokenFile())
  .action(async (family: string, options: ReplayOptions) =>
    (await import('./verbs/replay.ts')).replay(family, options, json()),
  );

program
  .command('compare <family>')
  .description('what a family shows at one point and not at another, and by which events')
  .requiredOption('--from <point>', 'a position, or an instant of knowledge')
  .requiredOption('--to <point>', 'a position, or an instant of knowledge')
  .option('--from-day <date>', 'at the first point, what had happened by a day')
  .option('--to-day <date>', 'at the second point, what had happened by a day')
  .addOption(purpose())
  .addOption(persona())
  .addOption(tokenFile())
  .action(async (family: string, options: CompareOptions) =>
    (await import('./verbs/compare.ts')).compare(family, options, json()),
  );

program
  .command('verify [family]')
  .description('prove from the stored bytes that nothing was changed: of one family, or of all')
  .option('--all', 'the whole log, and the access log')
  .option('--read-models', 'also build the read models anew beside, and compare')
  .addOption(persona().default('auditor'))
  .addOption(tokenFile())
  .action(async (family: string | undefined, options: VerifyOptions) =>
    (await import('./verbs/verify.ts')).verify(family, options, json()),
  );

addProvenFileCommands(program, json);

program
  .command('seed')
  .description('create a development store with a synthetic county')
  .requiredOption('--families <n>', 'how many families')
  .option('--seed <s>', 'the same seed gives the same people, facts and times', '1')
  .option('--years <y>', 'how many years of history', '3')
  .option('--until <instant>', 'when the history ends')
  .action(async (options: SeedOptions) => (await import('./verbs/seed.ts')).seed(options, json()));

program
  .command('import')
  .description('take in files of other systems')
  .command('requests <csv>')
  .description('requests for support, one row a child')
  .option('--dry-run', 'check and match, write nothing')
  .option('--accept-valid', 'take the good requests, write the bad ones beside the file')
  .addOption(persona().default('coordinator'))
  .addOption(tokenFile())
  .action(async (csv: string, options: ImportOptions) =>
    (await import('./verbs/import.ts')).importRequests(csv, options, json()),
  );

const token = program.command('token').description('tokens of the development issuer');
token
  .command('issue')
  .description('print a token of a development persona')
  .addOption(persona().makeOptionMandatory())
  .action(async (options: ActingAs) => (await import('./verbs/token.ts')).issue(options));

const projection = program.command('projection').description('the read models');
for (const [name, description] of [
  ['list', 'which read models there are'],
  ['status', 'how far each has come'],
] as const)
  projection
    .command(name)
    .description(description)
    .action(async () => (await import('./verbs/projection.ts')).status(json()));
projection
  .command('rebuild [name]')
  .description('build one, or all, beside the live ones and switch')
  .action(async (name: string | undefined) => (await import('./verbs/projection.ts')).rebuild(name, json()));
projection
  .command('retry [name]')
  .description('try parked events again, of one or all, and switch')
  .action(async (name: string | undefined) => (await import('./verbs/projection.ts')).retry(name, json()));
projection
  .command('prepare')
  .description(
    'before an upgrade: build what this release reads beside what a running service of another uses',
  )
  .action(async () => (await import('./verbs/prepare.ts')).prepare(json()));

program
  .command('hand-over <worker>')
  .description('hand every case of a keyworker over to another, one order an episode')
  .requiredOption('--to <worker>', 'the worker who takes the cases on')
  .requiredOption('--reason <code>', 'why: a code of keyworker-change-reason')
  .option('--agreement-reviewed', 'each family\u2019s agreement was reviewed for the new keyworker')
  .addOption(persona().default('manager'))
  .addOption(tokenFile())
  .action(async (worker: string, options: HandOverOptions) =>
    (await import('./verbs/hand-over.ts')).handOver(worker, options, json()),
  );

const managers = program.command('managers').description('steps of the record\u2019s own work');
managers
  .command('list')
  .description('which wait for a person, and why')
  .addOption(persona().default('administrator'))
  .addOption(tokenFile())
  .action(async (options: ActingAs) => (await import('./verbs/managers.ts')).list(options, json()));
managers
  .command('retry [cause]')
  .description('do them now: all, or those of one cause')
  .option('--manager <name>', 'only of this process manager')
  .addOption(persona().default('administrator'))
  .addOption(tokenFile())
  .action(async (cause: string | undefined, options: RetryOptions) =>
    (await import('./verbs/managers.ts')).retry(cause, options, json()),
  );

addBackupCommands(program, json);
addKeyCommands(program, json);
addNodeCommands(program, json);
addStoreCommands(program, json);

program
  .command('documents')
  .description('the documents that production may be asked with')
  .command('list <paths...>')
  .description('print the list that FHR_DOCUMENTS takes, of files or folders of *.graphql')
  .action(async (paths: string[]) => (await import('./verbs/documents.ts')).list(paths));

program
  .command('codes')
  .description('every code with which the record says no')
  .action(async () => (await import('./verbs/codes.ts')).codes(json()));

program
  .command('doctor')
  .description('look for faults, with cause and mend')
  .action(async () => (await import('./verbs/doctor.ts')).doctor(json()));

program
  .command('bench')
  .description('measure on this machine')
  .option('--only <names>', 'measure only these, separated by commas')
  .option('--events <n>', 'size of the log measured on', '20000')
  .option(
    '--tier <S>',
    'measure on a county of 3,500 families over ten years, and on 10,000 events beside it',
  )
  .option(
    '--folder <folder>',
    'where that county is made, or stands already; each run adds a few families to it',
  )
  .action(async (options: BenchOptions) => (await import('./verbs/bench.ts')).bench(options, json()));

program
  .command('version')
  .description('print the version')
  .action(async () => (await import('./verbs/version.ts')).version(json()));

function json(): boolean {
  return program.opts<{ json?: boolean }>().json === true || process.argv.includes('--json');
}

for (const command of allCommands(program))
  if (command !== program) command.option('--json', 'print one JSON object');

function allCommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap((each) => allCommands(each))];
}

// To give a gigabyte back piece by piece took 0.3 s of an import: with nothing left to do it ends as a whole.
process.once('beforeExit', () => process.exit());

mindOutputs();
try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    const refusal = await asRefusal(error);
    process.stderr.write(`${sentenceOf(refusal)}\n`);
    process.exitCode = exitCodeOf(refusal);
  }
}
