import type { Command } from 'commander';
import { persona, tokenFile } from './acting-options.ts';
import type { ActingAs } from './graphql.ts';

/** The verbs about the nodes that keep a record together. */
export function addNodeCommands(program: Command, json: () => boolean): void {
  const nodes = program.command('nodes').description('the nodes that share the record’s keys');
  nodes
    .command('list')
    .description('when each began and was seen last, and how far it has purged its read models')
    .action(async () => (await import('./verbs/nodes.ts')).list(json()));
  nodes
    .command('strike-off')
    .description('say on record that a node is gone for good: no erasure waits for it any more')
    .argument('<node>', 'as "nodes list" calls it')
    .addOption(persona())
    .addOption(tokenFile())
    .action(async (node: string, acting: ActingAs) =>
      (await import('./verbs/nodes.ts')).strikeOff(node, acting, json()),
    );
}
