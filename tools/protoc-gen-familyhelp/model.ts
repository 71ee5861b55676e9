import {
  ScalarType,
  type DescExtension,
  type DescField,
  type DescFile,
  type DescMessage,
} from '@bufbuild/protobuf';
import { getOption, hasOption } from '@bufbuild/protobuf';
import { aggregateOf, commentOf, kindOf, versionOf } from './files.ts';

/** What proto/ declares, as the writers of this plugin need it. */
export interface Model {
  aggregates: Aggregate[];
}

export interface Aggregate {
  name: string;
  events: Message[];
  commands: Command[];
}

export interface Message {
  name: string;
  doc: string;
  fields: Field[];
  /** Path of the sealed field that says when it happened. */
  occurredIn?: string;
  /** Of an event that is sealed by default. */
  sealed?: true;
  /** Never corrected nor voided. */
  stands?: boolean;
  /** The length of what is sealed tells no code. */
  hidesLengths?: true;
  /** That of the package an event is declared in, where it is not the first. */
  version?: number;
}

export interface Command extends Message {
  /** The field that names the stream; absent where the command starts one. */
  about?: string;
  internal: boolean;
}

export interface Field {
  name: string;
  /** What a command's field is, where its comment says so. */
  doc?: string;
  list: boolean;
  value: 'string' | 'integer' | 'boolean';
  /** Set where the field is a message. */
  message?: Message;
  optional: boolean;
  meaning?: Meaning;
  code?: string;
  shape?: string;
  /** Some fields of one event, under its type: `message` has a member for every event that may be corrected. */
  isPart?: boolean;
}

export type Meaning =
  | { kind: 'personal'; of: string[]; class: string; code?: string }
  | { kind: 'code'; code: string }
  | { kind: 'id'; of: string }
  | { kind: 'process' };

interface RawMeaning {
  kind: { case?: string; value?: unknown };
  optional: boolean;
  shape: string;
  partOfAnEvent: boolean;
}

interface RawIntake {
  optional: boolean;
  code: string;
  shape: string;
  partOfAnEvent: boolean;
}

const CLASSES = ['general', 'address', 'health', 'police', 'third-party', 'special'];

/** Reads every aggregate; throws, and so fails the build, where a fact's field does not say what it is. */
export function readModel(files: readonly DescFile[]): Model {
  const options = files.find((file) => file.proto.package === 'familyhelp.options.v1');
  if (!options) throw new Error('familyhelp/options/v1/options.proto is missing');
  const reader = new Reader(Object.fromEntries(options.extensions.map((each) => [each.name, each])));
  const names = new Set(files.map(aggregateOf).filter((name) => name !== undefined));
  return { aggregates: [...names].sort().map((name) => reader.aggregate(name, files)) };
}

class Reader {
  readonly #extensions: Record<string, DescExtension>;

  constructor(extensions: Record<string, DescExtension>) {
    this.#extensions = extensions;
  }

  aggregate(name: string, files: readonly DescFile[]): Aggregate {
    const declaring = (kind: 'commands' | 'events'): DescFile[] =>
      files
        .filter((file) => aggregateOf(file) === name && kindOf(file) === kind)
        .sort((one, other) => versionOf(one) - versionOf(other) || (one.name < other.name ? -1 : 1));
    return {
      name,
      events: newest(
        declaring('events').flatMap((file) =>
          file.messages.map((each) => this.#event(each, versionOf(file))),
        ),
      ),
      commands: declaring('commands').flatMap((file) => file.messages.map((each) => this.#command(each))),
    };
  }

  #event(message: DescMessage, version: number): Message {
    const event: Message = { name: message.name, doc: '', fields: this.#fields(message, 'event') };
    if (version > 1) event.version = version;
    const occurredIn = this.#option(message, 'occurred_in');
    if (typeof occurredIn === 'string') event.occurredIn = camel(occurredIn);
    if (this.#option(message, 'sealed') === true) event.sealed = true;
    if (this.#option(message, 'stands') === true) event.stands = true;
    if (this.#option(message, 'hides_lengths') === true) event.hidesLengths = true;
    return event;
  }

  #command(message: DescMessage): Command {
    const about = this.#option(message, 'about');
    return {
      name: message.name,
      doc: commentOf(message),
      fields: this.#fields(message, 'command'),
      internal: this.#option(message, 'internal') === true,
      ...(typeof about === 'string' && { about }),
    };
  }

  #fields(message: DescMessage, role: 'event' | 'command'): Field[] {
    return message.fields.map((field) => {
      const where = `${message.typeName}.${field.name}`;
      const base: Field = {
        name: field.jsonName,
        ...(role === 'command' && { doc: commentOf(field) }),
        list: field.fieldKind === 'list',
        value: valueOf(field, where),
        optional: false,
      };
      const nested = isStruct(field) ? undefined : field.message;
      if (nested) base.message = { name: nestedName(nested), doc: '', fields: this.#fields(nested, role) };
      return role === 'event' ? this.#withMeaning(base, field, where) : this.#withIntake(base, field);
    });
  }

  #withMeaning(base: Field, field: DescField, where: string): Field {
    const raw = this.#option(field, 'is') as RawMeaning | undefined;
    const optional = raw?.optional ?? false;
    if (isStruct(field)) return { ...base, optional, isPart: isPart(raw, where) };
    return base.message ? whole({ ...base, optional }, raw, where) : meant({ ...base, optional }, raw, where);
  }

  #withIntake(base: Field, field: DescField): Field {
    const raw = this.#option(field, 'takes') as RawIntake | undefined;
    return {
      ...base,
      ...(isStruct(field) && { isPart: isPart(raw, field.name) }),
      optional: raw?.optional ?? false,
      ...(raw?.code && { code: raw.code }),
      ...(raw?.shape && { shape: raw.shape }),
    };
  }

  #option(of: DescMessage | DescField, name: string): unknown {
    const extension = this.#extensions[name];
    if (!extension) throw new Error(`option ${name} is not declared`);
    return hasOption(of, extension) ? getOption(of, extension) : undefined;
  }
}

/** Of every name the last, in the place of the first: what is written now. Older ones are only read, through upcasters. */
function newest(events: readonly Message[]): Message[] {
  return [...new Map(events.map((event) => [event.name, event])).values()];
}

function whole(field: Field, raw: RawMeaning | undefined, where: string): Field {
  if (raw?.kind.case) throw new Error(`${where} is a message: its own fields say what they are`);
  return field;
}

function meant(field: Field, raw: RawMeaning | undefined, where: string): Field {
  if (!raw?.kind.case) throw new Error(`${where} does not say what it is`);
  const meaning = meaningOf(raw.kind.case, raw.kind.value, where);
  return { ...field, meaning, ...(raw.shape && { shape: raw.shape }) };
}

function isStruct({ message }: DescField): boolean {
  return message?.typeName === 'google.protobuf.Struct';
}

function isPart(raw: { partOfAnEvent: boolean } | undefined, where: string): true {
  if (raw?.partOfAnEvent !== true) throw new Error(`${where}: a Struct is kept for part of an event only`);
  return true;
}

function meaningOf(kind: string, value: unknown, where: string): Meaning {
  if (kind === 'code') return { kind, code: String(value) };
  if (kind === 'id') return { kind, of: String(value) };
  if (kind === 'process') return { kind };
  const personal = value as { of: string; class: string; code: string };
  if (!personal.of) throw new Error(`${where} does not say whose it is`);
  if (!CLASSES.includes(personal.class)) throw new Error(`${where} has no class of the list`);
  const of = personal.of.split(' ').map(camel);
  return { kind: 'personal', of, class: personal.class, ...(personal.code && { code: personal.code }) };
}

const VALUES: Partial<Record<ScalarType, Field['value']>> = {
  [ScalarType.STRING]: 'string',
  [ScalarType.BOOL]: 'boolean',
  [ScalarType.INT32]: 'integer',
};

function valueOf(field: DescField, where: string): Field['value'] {
  if (field.fieldKind === 'map' || field.fieldKind === 'enum' || field.oneof)
    throw new Error(`${where}: maps, enums and oneofs are not kept in the record`);
  if (field.message) return 'string';
  const value = 'scalar' in field && field.scalar !== undefined ? VALUES[field.scalar] : undefined;
  if (!value) throw new Error(`${where}: only string, bool and int32 are kept in the record`);
  return value;
}

/** Nested messages carry their parent's name: `PersonRegistered.Name` is `PersonRegisteredName`. */
function nestedName(message: DescMessage): string {
  return message.parent ? nestedName(message.parent) + message.name : message.name;
}

export function camel(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

export function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

export const HEADER = '// Generated from proto/. Do not edit.\n';
