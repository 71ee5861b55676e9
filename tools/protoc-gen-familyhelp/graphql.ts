import { describeCommand, describeField } from './descriptions.ts';
import { HEADER, lower, pascal, type Field, type Message, type Model } from './model.ts';

const SCALARS = { string: 'String', integer: 'Int', boolean: 'Boolean' } as const;
const PLAIN = {
  PrecisionEnum: 'string',
  String: 'string',
  ID: 'string',
  Int: 'number',
  Boolean: 'boolean',
} as const;
const NAMES_A_RECORD = [
  'person',
  'family',
  'episode',
  'request',
  'worker',
  'organisation',
  'step',
  'goal',
  'action',
  'assessment',
  'panel',
  'item',
  'flag',
  'identity',
  'disclosure',
  'use',
  'hold',
  'erasure',
  'match',
  'sample',
  'audit',
  'record',
  'uuid',
];

/** GraphQL input classes: a command's fields beside what every command has. The door checks their shapes. */
export function inputs(model: Model): string {
  const commands = model.aggregates.flatMap((each) => each.commands).filter((each) => !each.internal);
  return [
    HEADER,
    `import { Field, ID, InputType, Int } from '@nestjs/graphql';`,
    `import { CommandInput } from '../commands/command-input.ts';`,
    `import { PrecisionEnum } from '../schema/occurred-at.ts';\n`,
    ...commands.map((each) =>
      inputClasses(each, `What \`${lower(each.name)}\` takes.`, ' extends CommandInput'),
    ),
  ].join('\n');
}

function inputClasses(message: Message, says: string, base = ''): string {
  const whole = base === '' ? `${message.name}Input` : lower(message.name);
  const nested = message.fields.flatMap(({ name, list, message: part }) =>
    part ? [inputClasses(part, `${list ? 'One of the' : 'The'} \`${name}\` that \`${whole}\` takes.`)] : [],
  );
  const lines = message.fields.map((field) => {
    const type = field.message ? `${field.message.name}Input` : scalarOf(field);
    const plain = field.message ? type : PLAIN[scalarOf(field)];
    const said = describeField(field, message.name);
    const options = `{ ${field.optional ? 'nullable: true, ' : ''}description: ${JSON.stringify(said)} }`;
    const mark = field.optional ? '?' : '!';
    return `  @Field(() => ${field.list ? `[${type}]` : type}, ${options})\n  ${field.name}${mark}: ${plain}${field.list ? '[]' : ''};\n`;
  });
  const own = `@InputType({ description: ${JSON.stringify(says)} })\nexport class ${message.name}Input${base} {\n${lines.join('')}}\n`;
  return [...nested, own].join('\n');
}

function scalarOf(field: Field): 'String' | 'Int' | 'Boolean' | 'ID' | 'PrecisionEnum' {
  if (field.shape === 'precision') return 'PrecisionEnum';
  if (field.shape && NAMES_A_RECORD.includes(field.shape)) return 'ID';
  return SCALARS[field.value];
}

/** One mutation for each command, named after it; each hands its input to the door. */
export function mutations(model: Model): string {
  const aggregates = model.aggregates.filter((each) => each.commands.some((command) => !command.internal));
  const names = aggregates.map((each) => `${pascal(each.name)}Mutations`);
  return [
    HEADER,
    `import { Args, Mutation, Resolver } from '@nestjs/graphql';`,
    `import { CommandDesk } from '../commands/command-desk.ts';`,
    `import { Receipt } from '../commands/receipt.ts';`,
    `import { Caller } from '../commands/caller.ts';`,
    `import type { Principal } from '../commands/caller.ts';`,
    `import * as inputs from './inputs.ts';\n`,
    ...aggregates.map((aggregate) => {
      const methods = aggregate.commands
        .filter((each) => !each.internal)
        .map(
          (each) =>
            `  @Mutation(() => Receipt, { nullable: true, description: ${JSON.stringify(describeCommand(each))} })\n  ${lower(each.name)}(@Args('input', { description: 'What is to be recorded.' }) input: inputs.${each.name}Input, @Caller() caller: Principal): Promise<Receipt> {\n    return this.desk.send('${each.name}', input, caller);\n  }\n`,
        );
      return `@Resolver()\nexport class ${pascal(aggregate.name)}Mutations {\n  constructor(private readonly desk: CommandDesk) {}\n\n${methods.join('\n')}}\n`;
    }),
    `export const mutationResolvers = [${names.join(', ')}];\n`,
  ].join('\n');
}
