import { isObject, type EventField } from './event-fields.ts';
import { eventTable } from './generated/event-table.ts';
import { isList, storedText, type Json, type JsonObject } from './json.ts';
import { Rejected } from './refusals.ts';

/** Why an event's data is not what its description says. */
export type DataFault = 'UNKNOWN_EVENT' | 'UNKNOWN_FIELD' | 'REQUIRED' | 'TYPE' | 'TEXT';

interface Shape {
  readonly field?: EventField;
  readonly members: Map<string, Shape>;
}

type Value = Exclude<EventField, { kind: 'group' }>['value'];

const shapes = new Map<string, Shape>(
  Object.entries(eventTable).map(([type, { fields }]) => [type, shapeOf(fields)]),
);

/**
 * Throws `Rejected` INVALID_INPUT, with the field and the fault but never the value, unless the data is whole: no
 * member unknown, every required one there, texts as the record keeps them, numbers safe integers. It is for data that
 * is about to be stored, not for what was opened: there a sealed field may be gone.
 */
export function checkEventData(type: string, data: JsonObject): void {
  const shape = shapes.get(type);
  if (!shape) throw fault(type, '', 'UNKNOWN_EVENT');
  checkMembers(type, data, shape, '');
}

function checkMembers(type: string, data: JsonObject, shape: Shape, where: string): void {
  for (const name of Object.keys(data)) {
    if (!shape.members.has(name)) throw fault(type, where + name, 'UNKNOWN_FIELD');
  }
  for (const [name, member] of shape.members) checkMember(type, data[name], member, where + name);
}

function checkMember(type: string, value: Json | undefined, shape: Shape, where: string): void {
  if (value === undefined) {
    if (shape.field?.required) throw fault(type, where, 'REQUIRED');
  } else if (shape.field?.list) {
    checkList(type, value, shape, where);
  } else {
    checkOne(type, value, shape, where);
  }
}

function checkList(type: string, value: Json, shape: Shape, where: string): void {
  if (!isList(value)) throw fault(type, where, 'TYPE');
  if (shape.field?.required && value.length === 0) throw fault(type, where, 'REQUIRED');
  for (const [index, each] of value.entries()) checkOne(type, each, shape, `${where}.${index}`);
}

function checkOne(type: string, value: Json, { field, members }: Shape, where: string): void {
  if (!field || field.kind === 'group') {
    if (!isObject(value)) throw fault(type, where, 'TYPE');
    checkMembers(type, value, { members }, `${where}.`);
  } else {
    if (!fits(field.value, value)) throw fault(type, where, 'TYPE');
    if (typeof value === 'string' && storedText(value) !== value) throw fault(type, where, 'TEXT');
  }
}

function fits(kind: Value, value: Json): boolean {
  return kind === 'integer' ? Number.isSafeInteger(value) && !Object.is(value, -0) : typeof value === kind;
}

function shapeOf(fields: readonly EventField[]): Shape {
  const top: Shape = { members: new Map() };
  for (const field of fields) {
    const names = field.path.filter((step) => step !== '*');
    const around = names.slice(0, -1).reduce<Shape | undefined>((at, name) => at?.members.get(name), top);
    around?.members.set(names.at(-1) ?? '', { field, members: new Map() });
  }
  return top;
}

function fault(type: string, field: string, why: DataFault): Rejected {
  return new Rejected('INVALID_INPUT', { event: type, field, fault: why });
}
