import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { isPersona, personas, type PersonaName } from '#libs/access';
import { createPack, isSimulated } from '#libs/service';
import { linesOf } from '../../libs/service/src/testing/bundle-reading.ts';
import { Served, type Answer, type Receipt } from '../../apps/record/src/testing/served.ts';

const folder = new URL('../scenarios/', import.meta.url);

/** The names of the documents, such as `register-person`. */
export const documents: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => file.slice(0, -'.graphql'.length));

interface Variables {
  readonly input?: object;
}

/** A story told with the documents of test/scenarios, at instants that the story chooses. */
export class Scenario implements AsyncDisposable {
  /** What stands for `<person>`, `<family>` and so on in the documents' variables: the last that was made. */
  readonly names = new Map<string, string>();
  readonly #served: Served;

  constructor(served: Served) {
    this.#served = served;
  }

  /** In a record made at that instant. */
  static async begin(instant: string): Promise<Scenario> {
    return new Scenario(await Served.start({ bornAt: instant }));
  }

  /** It is now that later instant, until told otherwise. */
  standAt(instant: string): void {
    const { clock } = this.#served.record;
    if (isSimulated(clock)) clock.standAt(instant);
  }

  /** How many events the record holds. */
  async size(): Promise<number> {
    return (await this.#served.record.store.head()) + 1;
  }

  /** Resolves once all that follows from what was sent by itself stands in the record, and can be read. */
  async followed(): Promise<void> {
    const { managers, projector, store } = this.#served.record;
    await managers.reached(await store.head());
    await projector.reached(await store.head());
  }

  /** Waits until all is signed; how many events the last checkpoint is over. */
  async signed(): Promise<number> {
    const { ledgers, store, origin } = this.#served.record;
    await ledgers.signed(origin, await store.head());
    return Number((await this.read<{ size: string }>('checkpoint')).size);
  }

  /** Ends the service; the folder of its record, which stays until the story is over. */
  async stop(): Promise<string> {
    await this.#served.stop();
    return this.#served.folder;
  }

  /** How many births are overdue, each put to a person. */
  overdueBirths(): Promise<number> {
    return this.#served.record.overdueBirths.look();
  }

  /** Carries out every erasure whose day has come, and waits until that can be read. */
  async erase(): Promise<void> {
    const { erasures, projector, store } = this.#served.record;
    await erasures.look();
    await projector.reached(await store.head());
  }

  /** What is opened in the pack that is made for somebody of the last family, as JSON; `by` hands it over. */
  async pack(person: string, by: string): Promise<string> {
    const lines = await this.packed(person, by);
    const openings = lines.filter(({ kind }) => kind === 'opening');
    return JSON.stringify(openings.map(({ opened }) => (JSON.parse(String(opened)) as unknown[])[2]));
  }

  /** The same pack, line by line. */
  async packed(person: string, by: string): Promise<ReturnType<typeof linesOf>> {
    await this.followed();
    const { record } = this.#served;
    const family = this.names.get('family') ?? '';
    const handed = {
      by,
      how: 'IN_PERSON',
      door: 'OPERATOR',
      principal: personas['privacy-officer'],
    } as const;
    const { text } = await createPack({ family, person, ...handed }, record);
    return linesOf(text);
  }

  /** The id of every event the record holds, in order. */
  async events(): Promise<string[]> {
    const ids: string[] = [];
    for await (const { events } of this.#served.record.store.readAll())
      ids.push(...events.map(({ id }) => id));
    return ids;
  }

  /** Sends a mutation's document with its variables, some of its input changed; throws the code of a refusal. */
  async send(document: string, changes: object = {}): Promise<Receipt> {
    const receipt = rootOf<Receipt>(await this.try(document, changes));
    this.names.set(kindOf(receipt.id), receipt.id);
    return receipt;
  }

  /** The same, whatever the answer is, and as another persona where one is named. */
  async try(document: string, changes: object = {}, persona?: PersonaName): Promise<Answer> {
    const variables = this.#variables(document);
    return this.#ask(document, { input: { ...variables.input, ...changes } }, persona);
  }

  /** Asks a query's document with its variables, some of them changed, as another persona where one is named. */
  async read<T>(document: string, changes: object = {}, persona?: PersonaName): Promise<T> {
    return rootOf<T>(await this.#ask(document, { ...this.#variables(document), ...changes }, persona));
  }

  async #ask(document: string, variables: object, persona?: PersonaName): Promise<Answer> {
    const query = readFileSync(new URL(`${document}.graphql`, folder), 'utf8');
    return this.#served.ask(persona ?? personaIn(query), query, variables);
  }

  #variables(document: string): Variables {
    const text = readFileSync(new URL(`${document}.json`, folder), 'utf8');
    return JSON.parse(text, (_, value: unknown) => this.#named(value)) as Variables;
  }

  #named(value: unknown): unknown {
    const [, name] = typeof value === 'string' ? (/^<(.+)>$/.exec(value) ?? []) : [];
    if (name === undefined) return value;
    return name === 'uuid' ? randomUUID() : (this.names.get(name) ?? value);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#served[Symbol.asyncDispose]();
  }
}

export function codeOf({ errors }: Answer): unknown {
  return errors?.[0]?.extensions['code'];
}

function rootOf<T>(answer: Answer): T {
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return Object.values(answer.data ?? {})[0] as T;
}

/** Whoever the document's first line says. */
function personaIn(document: string): PersonaName {
  const [, name = ''] = /^# as ([a-z-]+):/.exec(document) ?? [];
  if (!isPersona(name)) throw new Error(`the document does not begin with "# as <persona>:"`);
  return name;
}

/** `family` of family-…; of a bare id, `person`. */
function kindOf(id: string): string {
  return id.includes('-') ? id.slice(0, id.indexOf('-')) : 'person';
}
