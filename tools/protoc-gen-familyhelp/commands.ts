import { HEADER, pascal, type Command, type Field, type Message, type Model } from './model.ts';

const TYPES = { string: 'string', integer: 'number', boolean: 'boolean' } as const;

/** The types of all commands, and a union for each aggregate. */
export function commandTypes(model: Model): string {
  const parts = [HEADER];
  const unions: string[] = [];
  for (const aggregate of model.aggregates) {
    if (aggregate.commands.length === 0) continue;
    for (const command of aggregate.commands) parts.push(interfaces(command));
    const union = `${pascal(aggregate.name)}Command`;
    unions.push(union);
    const cases = aggregate.commands.map((each) => `  | { type: '${each.name}'; data: ${each.name} }`);
    parts.push(`export type ${union} =\n${cases.join('\n')};\n`);
  }
  parts.push(`export type Command =\n${unions.map((each) => `  | ${each}`).join('\n')};\n`);
  parts.push(`export type CommandType = Command['type'];\n`);
  parts.push(`export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;\n`);
  return parts.join('\n');
}

function interfaces(message: Message): string {
  const nested = message.fields.flatMap((field) => (field.message ? [interfaces(field.message)] : []));
  const lines = message.fields.map(
    (field) => `  ${field.name}${field.optional ? '?' : ''}: ${typeOf(field)}${field.list ? '[]' : ''};\n`,
  );
  return [...nested, `export interface ${message.name} {\n${lines.join('')}}\n`].join('\n');
}

function typeOf(field: Field): string {
  return field.message?.name ?? TYPES[field.value];
}

/** Which aggregate a command is for, which stream it is about, what its fields take, and which values are codes. */
export function commandTable(model: Model): string {
  const rows = model.aggregates.flatMap((aggregate) =>
    aggregate.commands.map((command) => `  ${command.name}: ${row(aggregate.name, command)},\n`),
  );
  return [
    HEADER,
    `import type { CommandDescription } from '../command-fields.ts';\nimport type { CommandType } from './commands.ts';\n`,
    `export const commandTable: { readonly [T in CommandType]: CommandDescription } = {\n${rows.join('')}};\n`,
  ].join('\n');
}

function row(aggregate: string, command: Command): string {
  const { about, internal } = command;
  const fields = command.fields.map(fieldRow);
  return JSON.stringify({
    aggregate,
    ...(about && { about }),
    internal,
    fields,
    codes: codesOf(command, []),
  });
}

function fieldRow(field: Field): object {
  const { name, list, optional, message } = field;
  if (message) return { name, list, optional, shape: 'group', fields: message.fields.map(fieldRow) };
  return { name, list, optional, shape: shapeOf(field) };
}

function shapeOf({ value, shape, code }: Field): string {
  return value === 'string' ? (shape ?? (code ? 'code' : 'name')) : value;
}

function codesOf(message: Message, path: string[]): { path: string[]; code: string }[] {
  return message.fields.flatMap((field) => {
    const here = [...path, field.name];
    // The codes of part of an event are judged as of the event, not of the command.
    if (field.isPart) return [];
    if (field.message) return codesOf(field.message, field.list ? [...here, '*'] : here);
    return field.code ? [{ path: here, code: field.code }] : [];
  });
}

/** Classes with which the door checks the shape of every command, whoever sent it. */
export function commandClasses(model: Model): string {
  const commands = model.aggregates.flatMap((each) => each.commands);
  const table = commands.map((each) => `  ${each.name},\n`).join('');
  return [
    HEADER,
    `import { Type } from 'class-transformer';`,
    `import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';`,
    `import { Shape } from '../shape-decorator.ts';\n`,
    ...commands.map((each) => classes(each)),
    `export const commandClasses = {\n${table}};\n`,
  ].join('\n');
}

function classes(message: Message): string {
  const nested = message.fields.flatMap((field) => (field.message ? [classes(field.message)] : []));
  const lines = message.fields.map((field) => {
    const mark = field.optional ? '?' : '!';
    return `  ${checksOf(field).join(' ')}\n  ${field.name}${mark}: ${typeOf(field)}${field.list ? '[]' : ''};\n`;
  });
  return [...nested, `export class ${message.name} {\n${lines.join('')}}\n`].join('\n');
}

function checksOf(field: Field): string[] {
  const listed = field.list ? ['@IsArray()', '@ArrayMaxSize(100)'] : [];
  if (field.list && !field.optional) listed.push('@ArrayMinSize(1)');
  return [...(field.optional ? ['@IsOptional()'] : []), ...listed, ...valueChecks(field)];
}

function valueChecks(field: Field): string[] {
  const each = field.list ? '{ each: true }' : '';
  const beside = each && `, ${each}`;
  if (field.message) return [`@ValidateNested(${each})`, `@Type(() => ${field.message.name})`];
  if (field.value === 'boolean') return [`@IsBoolean(${each})`];
  if (field.value === 'integer') return [`@IsInt(${each})`, `@Min(0${beside})`, `@Max(2147483647${beside})`];
  return [`@Shape('${shapeOf(field)}'${beside})`];
}
