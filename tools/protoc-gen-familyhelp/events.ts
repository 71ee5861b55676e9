import { HEADER, pascal, type Field, type Message, type Model } from './model.ts';

/** full: as decided; clear: as stored, the sealed fields absent; opened: as read, a sealed field absent once erased. */
export type Variant = 'full' | 'clear' | 'opened';

/** The types of all events, and a union for each aggregate. */
export function eventTypes(model: Model, variant: Variant): string {
  const parts = [HEADER];
  const unions: string[] = [];
  const written = new Set<string>();
  for (const aggregate of model.aggregates) {
    if (aggregate.events.length === 0) continue;
    for (const event of aggregate.events) parts.push(interfaces(event, variant, written));
    const union = `${pascal(aggregate.name)}Event`;
    unions.push(union);
    const cases = aggregate.events.map((event) => `  | { type: '${event.name}'; data: ${event.name} }`);
    parts.push(`export type ${union} =\n${cases.join('\n')};\n`);
  }
  parts.push(`export type Event =\n${unions.map((each) => `  | ${each}`).join('\n')};\n`);
  parts.push(`export type EventType = Event['type'];\n`);
  parts.push(`export type EventOf<T extends EventType> = Extract<Event, { type: T }>;\n`);
  return parts.join('\n');
}

/** Each once: what stands in a list of an event stands the same in the part of it that a correction holds. */
function interfaces(message: Message, variant: Variant, written: Set<string>): string {
  if (written.has(message.name)) return '';
  written.add(message.name);
  const nested = message.fields.flatMap((field) =>
    field.message && shown(field, variant) ? [interfaces(field.message, variant, written)] : [],
  );
  const lines = message.fields
    .filter((field) => shown(field, variant))
    .map((field) => property(field, variant));
  return [...nested, `export interface ${message.name} {\n${lines.join('')}}\n`].join('\n');
}

function shown(field: Field, variant: Variant): boolean {
  if (variant !== 'clear') return true;
  if (field.message) return field.message.fields.some((each) => shown(each, variant));
  return field.meaning?.kind !== 'personal';
}

function property(field: Field, variant: Variant): string {
  const type =
    field.message?.name ?? { string: 'string', integer: 'number', boolean: 'boolean' }[field.value];
  const optional = field.optional || (variant !== 'full' && mayBeGone(field));
  return `  ${field.name}${optional ? '?' : ''}: ${type}${field.list ? '[]' : ''};\n`;
}

function mayBeGone(field: Field): boolean {
  return field.message ? field.message.fields.every(mayBeGone) : field.meaning?.kind === 'personal';
}

/** What every field of every event is, for sealing, checking and indexing. */
export function eventTable(model: Model): string {
  const rows = model.aggregates.flatMap((aggregate) =>
    aggregate.events.map((event) => {
      const marks = [
        event.occurredIn ? ` occurredIn: '${event.occurredIn}',` : '',
        event.sealed ? ' sealed: true,' : '',
        event.stands ? ' stands: true,' : '',
        event.hidesLengths ? ' hidesLengths: true,' : '',
      ].join('');
      const fields = rowsOf(event, []).map((row) => `      ${row},\n`);
      return `  ${event.name}: {\n    aggregate: '${aggregate.name}', version: ${event.version ?? 1},${marks}\n    fields: [\n${fields.join('')}    ],\n  },\n`;
    }),
  );
  return [
    HEADER,
    `import type { EventDescription } from '../event-fields.ts';\nimport type { EventType } from './events.ts';\n`,
    `export const eventTable: { readonly [T in EventType]: EventDescription } = {\n${rows.join('')}};\n`,
  ].join('\n');
}

function rowsOf(message: Message, path: string[]): string[] {
  return message.fields.flatMap((field) => {
    const here = [...path, field.name];
    const row: Record<string, unknown> = { path: here, list: field.list, required: !field.optional };
    if (!field.message) return [JSON.stringify({ ...row, value: field.value, ...field.meaning })];
    const inner = rowsOf(field.message, field.list ? [...here, '*'] : here);
    return [JSON.stringify({ ...row, kind: 'group' }), ...inner];
  });
}
