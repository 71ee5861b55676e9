import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { personaNames, purposes, type PersonaName, type Purpose } from '#libs/access';
import { COMPARISON } from '../../apps/cli/src/compare/comparison.graphql.ts';
import { STORY } from '../../apps/cli/src/replay/story.graphql.ts';
import { Chance } from '../histories/chance.ts';
import { fhr, type ServiceProcess } from './processes.ts';
import { FIELDS, type Known } from './read-fields.ts';

const REQUESTS = new URL('../import-files/requests-2026-10.csv', import.meta.url);
const [HEADER, ...ROWS] = readFileSync(REQUESTS, 'utf8').trimEnd().split('\n');

/** Those who may read most; anyone else is mostly refused, and that is on record as well. */
const READERS: readonly [PersonaName, Purpose][] = [
  ['auditor', 'AUDIT'],
  ['coordinator', 'FAMILY_HELP'],
  ['manager', 'FAMILY_HELP'],
  ['quality', 'QUALITY'],
];

/** A few of the records that the file makes. */
const LIST = `{
  families(purpose: FAMILY_HELP, first: 20) { nodes { reference } }
  requests(purpose: FAMILY_HELP, first: 20) { nodes { reference } }
}`;
const MEMBERS = `query ($family: ID!) { family(reference: $family, purpose: FAMILY_HELP) { members { person } asOf { position } } }`;
/** One in so many goes by each verb of the command line. */
const RARE = 2_000;
/** How often an order is given that is refused. */
const ORDERED = 0.05;
/** What a read may answer instead of data. */
const REFUSALS: readonly unknown[] = [
  'NOT_FOUND',
  'NOT_PERMITTED',
  'PURPOSE_NOT_PERMITTED',
  'EXEMPTIONS_UNDECIDED',
];

/** What a bundle says in place of a document. */
const BUNDLE = 'bundle';
/** An order that nobody may give who sends it. */
const ORDER = `mutation ($input: RecordSupervisionInput!) { recordSupervision(input: $input) { position } }`;
const REFUSED = 'OrderRefused';

/**
 * Random reads through every door, each with a document of its own where it can be, and orders that are refused. What is
 * asked next follows from the seed.
 */
export class Reads {
  /** SHA-256 of a document, base64url, to the reads of it that were answered; of refused orders by their type. */
  readonly answers = new Map<string, number>();
  /** The verbs that run: one that lost its service on the way would open the record itself. */
  readonly #verbs = new Set<Promise<unknown>>();
  readonly #chance: Chance;
  readonly #folder: string;
  readonly #known: Known[] = [];
  #asked = 0;

  constructor(folder: string, seed: number) {
    this.#folder = folder;
    this.#chance = new Chance(seed);
  }

  /** Resolves once no verb runs. */
  async settled(): Promise<void> {
    while (this.#verbs.size > 0) await Promise.allSettled(this.#verbs);
  }

  get answered(): number {
    return [...this.answers.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Imports some requests, so that there is something to read. */
  async fill(service: ServiceProcess): Promise<void> {
    await this.#verb('import', 'requests', this.#file('some', ROWS.slice(0, 40)));
    const { families, requests } = await dataOf<Lists>(service, LIST);
    for (const [at, { reference: family }] of families.nodes.entries()) {
      const { family: found } = await dataOf<Found>(service, MEMBERS, { family });
      const person = found.members[0]?.person ?? '';
      this.#known.push({
        family,
        person,
        request: requests.nodes[at]?.reference ?? '',
        position: 100 + at,
        head: Number(found.asOf.position),
      });
    }
  }

  /** One more read; mostly over HTTP, since a verb of the command line is a process. Throws where there is no answer. */
  async any(service: ServiceProcess): Promise<void> {
    switch (this.#asked++ % RARE) {
      case 1:
        return this.#query();
      case 101:
        return this.#replay();
      case 201:
        return this.dryImport();
      case 301:
        return this.#bundle();
      case 401:
        return this.#compare();
      default:
        return this.#chance.happens(ORDERED) ? this.#order(service) : this.#ask(service);
    }
  }

  async #ask(service: ServiceProcess): Promise<void> {
    const [persona, purpose] =
      this.#asked % 5 === 0 ? [this.#any(personaNames), this.#any(purposes)] : this.#any(READERS);
    const document = this.#document();
    const { errors = [] } = await service.ask(persona, document, { purpose });
    const unexpected = errors.find(({ extensions }) => !REFUSALS.includes(extensions['code']));
    if (unexpected) throw new Error(JSON.stringify(unexpected));
    this.#note(document);
  }

  async #order(service: ServiceProcess): Promise<void> {
    const input = {
      commandId: randomUUID(),
      family: `family-${'0'.repeat(26)}`,
      episode: `episode-${'0'.repeat(26)}`,
      supervisor: `worker-${'0'.repeat(26)}`,
      reflection: 'So.',
    };
    const { errors = [] } = await service.ask(this.#any(['auditor', 'partner', 'quality']), ORDER, { input });
    if (!errors.some(({ extensions }) => extensions['code'] === 'NOT_PERMITTED'))
      throw new Error(JSON.stringify(errors));
    this.#count(REFUSED, 1);
  }

  async #query(): Promise<void> {
    const document = this.#document();
    const variables = JSON.stringify({ purpose: 'AUDIT' });
    await this.#verb('query', document, '--variables', variables, '--as', 'auditor');
    this.#note(document);
  }

  async #replay(): Promise<void> {
    await this.#verb('replay', this.#any(this.#known).family, '--as', 'auditor');
    this.#note(STORY, 2);
  }

  async #bundle(): Promise<void> {
    const out = join(this.#folder, `${this.#asked}.fambundle`);
    await this.#verb('bundle', 'create', this.#any(this.#known).family, '--as', 'auditor', '--out', out);
    this.#note(BUNDLE);
  }

  async #compare(): Promise<void> {
    const { family, head } = this.#any(this.#known);
    await this.#verb('compare', family, '--from', `${head - 1}`, '--to', `${head}`, '--as', 'auditor');
    this.#note(COMPARISON);
  }

  /** Through the service where one runs: whom a new request is about is looked up, and nothing is written. */
  async dryImport(): Promise<void> {
    const row = this.#any(ROWS).replace(/^[^,]+/, `RFS-9-${this.#asked}`);
    const file = this.#file(`${this.#asked}`, [row]);
    await this.#verb('import', 'requests', file, '--dry-run');
    this.#note(readFileSync(file, 'utf8'));
  }

  #file(name: string, rows: readonly string[]): string {
    const file = join(this.#folder, `${name}.csv`);
    writeFileSync(file, [HEADER, ...rows, ''].join('\n'));
    return file;
  }

  #document(): string {
    return `query Read${this.#asked}($purpose: Purpose!) { ${this.#any(FIELDS)(this.#any(this.#known))} }`;
  }

  async #verb(...args: string[]): Promise<void> {
    const running = fhr(this.#folder, ...args);
    this.#verbs.add(running);
    const { status, answer, said } = await running.finally(() => this.#verbs.delete(running));
    if (answer === '') throw new Error(`${args[0]} ended with ${status}: ${said}`);
  }

  #note(document: string, reads = 1): void {
    this.#count(createHash('sha256').update(document).digest('base64url'), reads);
  }

  #count(what: string, times: number): void {
    this.answers.set(what, (this.answers.get(what) ?? 0) + times);
  }

  #any<T>(of: readonly T[]): T {
    const one = this.#chance.oneOf(of);
    if (one === undefined) throw new Error('nothing to choose from');
    return one;
  }
}

interface Lists {
  families: { nodes: { reference: string }[] };
  requests: { nodes: { reference: string }[] };
}
interface Found {
  family: { members: { person: string }[]; asOf: { position: string } };
}

async function dataOf<T>(service: ServiceProcess, query: string, variables?: object): Promise<T> {
  const { data, errors } = await service.ask('coordinator', query, variables);
  if (errors) throw new Error(JSON.stringify(errors));
  return data as T;
}
