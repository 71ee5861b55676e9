import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { personaNames, purposes, type PersonaName, type Purpose } from '#libs/access';
import { STORY } from '../../apps/cli/src/replay/story.graphql.ts';
import { fhr, type ServiceProcess } from './processes.ts';

const REQUESTS = new URL('../import-files/requests-2026-10.csv', import.meta.url);
const [HEADER, ...ROWS] = readFileSync(REQUESTS, 'utf8').trimEnd().split('\n');

/** What one root field of a query may be asked of; each is one read. */
const FIELDS: readonly ((of: Known) => string)[] = [
  ({ family }) => `family(reference: "${family}", purpose: $purpose) { members { name } episode { status } }`,
  ({ family }) => `familyTimeline(family: "${family}", purpose: $purpose) { nodes { type summary data } }`,
  ({ person }) => `person(reference: "${person}", purpose: $purpose) { name dateOfBirth }`,
  ({ person }) => `whatWasKnown(person: "${person}", purpose: $purpose) { nodes { summary } }`,
  ({ person }) => `levelHistory(child: "${person}", purpose: $purpose) { spans { level } }`,
  ({ person }) => `openEpisodeFor(person: "${person}", purpose: $purpose) { answer }`,
  ({ request }) => `request(reference: "${request}", purpose: $purpose) { state form }`,
  ({ position }) => `event(id: "${position}", purpose: $purpose) { type data }`,
  ({ family }) => `whoSaw(family: "${family}", purpose: $purpose, first: 5) { nodes { user purpose } }`,
  () => 'families(purpose: $purpose, first: 5) { nodes { reference } }',
  () => 'requests(purpose: $purpose, first: 5) { nodes { reference state } }',
  () => 'matchPerson(family: "Roberts", dateOfBirth: "2015", purpose: $purpose) { matches { score } }',
];
/** Those who may read most; anyone else is mostly refused, and that is on record as well. */
const READERS: readonly [PersonaName, Purpose][] = [
  ['auditor', 'AUDIT'],
  ['coordinator', 'FAMILY_HELP'],
  ['manager', 'FAMILY_HELP'],
  ['quality', 'QUALITY'],
];

/** Records of one family in the file. */
interface Known {
  readonly family: string;
  readonly person: string;
  readonly request: string;
  readonly position: number;
}

/** A few of the records that the file makes. */
const LIST = `{
  families(purpose: FAMILY_HELP, first: 20) { nodes { reference } }
  requests(purpose: FAMILY_HELP, first: 20) { nodes { reference } }
}`;
const MEMBERS = `query ($family: ID!) { family(reference: $family, purpose: FAMILY_HELP) { members { person } } }`;
/** One in so many goes by each verb of the command line. */
const RARE = 2_000;
/** What a read may answer instead of data. */
const REFUSALS: readonly unknown[] = ['NOT_FOUND', 'NOT_PERMITTED', 'PURPOSE_NOT_PERMITTED'];

/** Random reads through every door, each with a document of its own where it can be. */
export class Reads {
  /** SHA-256 of a document, base64url, to the reads of it that were answered. */
  readonly answers = new Map<string, number>();
  /** The import that runs: one that lost its service on the way would open the record itself. */
  importing: Promise<unknown> = Promise.resolve();
  readonly #folder: string;
  readonly #known: Known[] = [];
  #asked = 0;

  constructor(folder: string) {
    this.#folder = folder;
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
      this.#known.push({ family, person, request: requests.nodes[at]?.reference ?? '', position: 100 + at });
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
      default:
        return this.#ask(service);
    }
  }

  async #ask(service: ServiceProcess): Promise<void> {
    const [persona, purpose] = this.#asked % 5 === 0 ? [any(personaNames), any(purposes)] : any(READERS);
    const document = this.#document();
    const { errors = [] } = await service.ask(persona, document, { purpose });
    const unexpected = errors.find(({ extensions }) => !REFUSALS.includes(extensions['code']));
    if (unexpected) throw new Error(JSON.stringify(unexpected));
    this.#note(document);
  }

  async #query(): Promise<void> {
    const document = this.#document();
    const variables = JSON.stringify({ purpose: 'AUDIT' });
    await this.#verb('query', document, '--variables', variables, '--as', 'auditor');
    this.#note(document);
  }

  async #replay(): Promise<void> {
    await this.#verb('replay', any(this.#known).family, '--as', 'auditor');
    this.#note(STORY, 2);
  }

  /** Through the service where one runs: whom a new request is about is looked up, and nothing is written. */
  async dryImport(): Promise<void> {
    const row = any(ROWS).replace(/^[^,]+/, `RFS-9-${this.#asked}`);
    const file = this.#file(`${this.#asked}`, [row]);
    const importing = this.#verb('import', 'requests', file, '--dry-run');
    this.importing = importing;
    await importing;
    this.#note(readFileSync(file, 'utf8'));
  }

  #file(name: string, rows: readonly string[]): string {
    const file = join(this.#folder, `${name}.csv`);
    writeFileSync(file, [HEADER, ...rows, ''].join('\n'));
    return file;
  }

  #document(): string {
    return `query Read${this.#asked}($purpose: Purpose!) { ${any(FIELDS)(any(this.#known))} }`;
  }

  async #verb(...args: string[]): Promise<void> {
    const { status, answer } = await fhr(this.#folder, ...args);
    if (answer === '') throw new Error(`${args[0]} ended with ${status}`);
  }

  #note(document: string, reads = 1): void {
    const hash = createHash('sha256').update(document).digest('base64url');
    this.answers.set(hash, (this.answers.get(hash) ?? 0) + reads);
  }
}

interface Lists {
  families: { nodes: { reference: string }[] };
  requests: { nodes: { reference: string }[] };
}
interface Found {
  family: { members: { person: string }[] };
}

async function dataOf<T>(service: ServiceProcess, query: string, variables?: object): Promise<T> {
  const { data, errors } = await service.ask('coordinator', query, variables);
  if (errors) throw new Error(JSON.stringify(errors));
  return data as T;
}

function any<T>(of: readonly T[]): T {
  const one = of[Math.floor(Math.random() * of.length)];
  if (one === undefined) throw new Error('nothing to choose from');
  return one;
}
