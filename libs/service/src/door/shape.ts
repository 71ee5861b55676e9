import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import {
  commandTable,
  isObject,
  misshapen,
  Rejected,
  storedText,
  type Command,
  type Json,
  type JsonObject,
  type RefusalCode,
} from '#libs/contracts';
import { commandClasses } from '#libs/contracts/commands';

const DEPTH = 8;
const SCALARS = new Set(['number', 'boolean']);
const classes = new Map(Object.entries(commandClasses));

/** The code of a constraint of class-validator, and of a fault of shape; what is not here is INVALID_INPUT. */
const LIST_FAULTS: Readonly<Record<string, RefusalCode>> = {
  arrayMinSize: 'REQUIRED',
  arrayMaxSize: 'TOO_LONG',
};
const SHAPE_FAULTS: Readonly<Record<string, RefusalCode>> = {
  REQUIRED: 'REQUIRED',
  TOO_LONG: 'TOO_LONG',
  CONTROL_CHARACTER: 'CONTROL_CHARACTER',
};

/**
 * The command as the rules take it: members the schema names and no others, nulls left out, texts as the record keeps
 * them. Throws `Rejected` with the field, never with what was sent.
 */
export function shapedCommand(type: string, data: object): Command {
  const commandClass = classes.get(type);
  if (commandClass === undefined) throw new Rejected('INVALID_INPUT', { field: 'type' });
  const plain = plainObject(data, DEPTH);
  const shaped = { type, data: plain };
  if (!isCommand(shaped)) throw new Rejected('INVALID_INPUT', { field: 'type' });
  // The classes say what is wrong with a command; that nothing is, is told faster by the table they come from.
  const field = misshapen(commandTable[shaped.type].fields, plain);
  if (field !== undefined) throw refusedBy(commandClass, plain, field);
  return shaped;
}

function refusedBy(commandClass: new () => object, plain: JsonObject, field: string): Rejected {
  const [fault] = validateSync(plainToInstance<object, JsonObject>(commandClass, plain), {
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
  });
  if (fault !== undefined) return refusalOf(fault, plain);
  // A group that is missing, and a list in the place of one, are no fault to class-validator.
  const isMissing = field.split('.').reduce<Json | undefined>(memberOf, plain) === undefined;
  return new Rejected(isMissing ? 'REQUIRED' : 'INVALID_INPUT', { field });
}

/** What was validated against the class of its type is the command of that type. */
function isCommand(shaped: { type: string; data: object }): shaped is Command {
  return classes.has(shaped.type);
}

function refusalOf(fault: ValidationError, plain: JsonObject): Rejected {
  const path = [fault.property];
  let inner = fault;
  for (let child = fault.children?.[0]; child !== undefined; child = child.children?.[0]) {
    inner = child;
    path.push(child.property);
  }
  const value = path.reduce<Json | undefined>(memberOf, plain);
  return new Rejected(value === undefined ? 'REQUIRED' : codeOf(inner, value), { field: path.join('.') });
}

function codeOf({ constraints = {} }: ValidationError, value: Json): RefusalCode {
  const [name = '', message = ''] = Object.entries(constraints)[0] ?? [];
  const ofList = Array.isArray(value) ? LIST_FAULTS[name] : undefined;
  return ofList ?? SHAPE_FAULTS[message] ?? 'INVALID_INPUT';
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(name)] as Json | undefined;
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function plainObject(given: object, depth: number): JsonObject {
  const plain: Record<string, Json> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined) continue;
    if (name === '__proto__') throw new Rejected('INVALID_INPUT', { field: name });
    plain[name] = plainValue(value, depth - 1);
  }
  return plain;
}

function plainValue(value: unknown, depth: number): Json {
  if (depth < 0) throw new Rejected('INVALID_INPUT', { field: '' });
  if (Array.isArray(value)) return value.map((each: unknown) => plainValue(each, depth - 1));
  if (typeof value === 'string') return storedText(value) ?? value;
  if (typeof value === 'object' && value !== null) return plainObject(value, depth);
  return SCALARS.has(typeof value) ? (value as number | boolean) : null;
}
