import { lower, type Aggregate, type Field, type Meaning, type Message, type Model } from './model.ts';

/** Ids that say who did something, not which record it is: a correction may replace them. */
const ACTING = ['worker', 'organisation', 'user'];

/** The model with a member for every event that may be corrected wherever part of an event is kept or taken. */
export function withParts(model: Model): Model {
  const correctable = model.aggregates.flatMap((aggregate) =>
    aggregate.events.filter(({ stands }) => stands !== true).map((event) => ({ aggregate, event })),
  );
  const kept = message(
    'Replaced',
    correctable.map(({ event }) => member(event, changesOf(event))),
  );
  const taken = message(
    'Replacement',
    correctable
      .map(({ aggregate, event }) => member(event, correctionOf(event, new Shapes(aggregate))))
      .filter((field) => field.message?.fields.length !== 0),
  );
  for (const { events, commands } of model.aggregates) {
    for (const { fields } of events) fill(fields, kept);
    for (const { fields } of commands) fill(fields, taken);
  }
  return model;
}

function fill(fields: readonly Field[], parts: Message): void {
  for (const field of fields) if (field.isPart) field.message = parts;
}

function message(name: string, fields: Field[]): Message {
  return { name, doc: '', fields };
}

function member(event: Message, part: Message): Field {
  const doc = `What an entry of the type ${event.name} should have said; what is left out stays`;
  return { name: lower(event.name), doc, list: false, value: 'string', optional: true, message: part };
}

/** As an event keeps it: nothing is required. Lists are replaced whole, so that what they hold stays as it is. */
function changesOf({ name, fields }: Message): Message {
  return message(
    `${name}Changes`,
    fields.map((field) => ({
      ...field,
      optional: true,
      ...(field.message && !field.list && { message: changesOf(field.message) }),
    })),
  );
}

/** As a command takes it: without the ids that say which record it is. */
function correctionOf({ name, fields }: Message, shapes: Shapes): Message {
  const taken = fields
    .filter((field) => !namesARecord(field))
    .map((field) => ({ ...takenAs(field, shapes, correctionOf), optional: true }))
    .filter((field) => field.message?.fields.length !== 0);
  return message(`${name}Correction`, taken);
}

function takenAs(field: Field, shapes: Shapes, within: (of: Message, shapes: Shapes) => Message): Field {
  const { message: nested, meaning, ...taken } = field;
  if (nested) return { ...taken, message: (field.list ? elementOf : within)(nested, shapes) };
  if (meaning?.kind === 'id') return { ...taken, shape: ID_SHAPES[meaning.of] ?? meaning.of };
  const code = codeOf(meaning);
  return code === undefined ? { ...taken, shape: shapes.of(field) } : { ...taken, code };
}

function codeOf(meaning: Meaning | undefined): string | undefined {
  return meaning?.kind === 'personal' || meaning?.kind === 'code' ? meaning.code : undefined;
}

/** An element of a list comes whole. */
function elementOf({ name, fields }: Message, shapes: Shapes): Message {
  return message(
    `${name}Correction`,
    fields.map((field) => takenAs(field, shapes, elementOf)),
  );
}

/** Shapes of what is said, a person whom a sealed field names among it; every other is of an id. */
const TEXTS = ['name', 'text', 'document', 'date', 'partial-date', 'instant', 'person'];

const ID_SHAPES: Readonly<Record<string, string>> = {
  user: 'name',
  reference: 'name',
  subject: 'subject',
  event: 'uuid',
};

function namesARecord({ meaning }: Field): boolean {
  return meaning?.kind === 'id' && !ACTING.includes(meaning.of);
}

/** What texts look like in an aggregate, by the names under which its commands take them. */
class Shapes {
  readonly #taken = new Map<string, Set<string>>();
  readonly #aggregate: string;

  constructor({ name, commands }: Aggregate) {
    this.#aggregate = name;
    for (const { fields } of commands) this.#learn(fields);
  }

  of({ name, shape }: Field): string {
    const taken = [...(shape === undefined ? (this.#taken.get(name) ?? ['text']) : [shape])];
    if (taken.length > 1)
      throw new Error(
        `${this.#aggregate}: ${name} is taken as ${taken.join(' and ')}; its event must say its shape`,
      );
    return taken[0] ?? 'text';
  }

  #learn(fields: readonly Field[]): void {
    for (const { name, value, code, shape = 'name', message: nested } of fields) {
      if (nested) this.#learn(nested.fields);
      else if (value === 'string' && code === undefined && TEXTS.includes(shape))
        this.#taken.set(name, (this.#taken.get(name) ?? new Set()).add(shape));
    }
  }
}
