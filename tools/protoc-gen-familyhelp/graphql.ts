import { HEADER, lower, pascal, type Field, type Message, type Model } from './model.ts';

const SCALARS = { string: 'String', integer: 'Int', boolean: 'Boolean' } as const;
const NAMES_A_RECORD = [
  'person',
  'family',
  'episode',
  'request',
  'worker',
  'organisation',
  'step',
  'flag',
  'identity',
  'uuid',
];

/** GraphQL input classes that extend the command classes: what the API takes is what the door checks. */
export function inputs(model: Model): string {
  const commands = model.aggregates.flatMap((each) => each.commands).filter((each) => !each.internal);
  return [
    HEADER,
    `import { Field, ID, InputType, Int, IntersectionType } from '@nestjs/graphql';`,
    `import * as commands from '#libs/contracts/commands';`,
    `import { CommandInput } from '../commands/command-input.ts';\n`,
    ...commands.map((each) => inputClasses(each, true)),
  ].join('\n');
}

function inputClasses(message: Message, top: boolean): string {
  const nested = message.fields.flatMap((field) =>
    field.message ? [inputClasses(field.message, false)] : [],
  );
  const lines = message.fields.map((field) => {
    const type = field.message ? `${field.message.name}Input` : scalarOf(field);
    const nullable = field.optional ? ', { nullable: true }' : '';
    const plain = field.message
      ? `${field.message.name}Input`
      : { String: 'string', ID: 'string', Int: 'number', Boolean: 'boolean' }[type];
    const mark = field.optional ? '?' : '';
    return `  @Field(() => ${field.list ? `[${type}]` : type}${nullable}) declare ${field.name}${mark}: ${plain}${field.list ? '[]' : ''};\n`;
  });
  const base = top ? `IntersectionType(CommandInput, commands.${message.name})` : `commands.${message.name}`;
  return [
    ...nested,
    `@InputType()\nexport class ${message.name}Input extends ${base} {\n${lines.join('')}}\n`,
  ].join('\n');
}

function scalarOf(field: Field): 'String' | 'Int' | 'Boolean' | 'ID' {
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
            `  @Mutation(() => Receipt)\n  ${lower(each.name)}(@Args('input') input: inputs.${each.name}Input, @Caller() caller: Principal): Promise<Receipt> {\n    return this.desk.send('${each.name}', input, caller);\n  }\n`,
        );
      return `@Resolver()\nexport class ${pascal(aggregate.name)}Mutations {\n  constructor(private readonly desk: CommandDesk) {}\n\n${methods.join('\n')}}\n`;
    }),
    `export const mutationResolvers = [${names.join(', ')}];\n`,
  ].join('\n');
}
