import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { getNamedType, isRequiredArgument, type GraphQLField } from 'graphql';
import { personas, type PersonaName } from '#libs/access';
import { schemaAlone } from '../schema/printed-schema.ts';
import { everythingOf } from '../testing/all-fields.ts';
import { custodians, sealed } from '../testing/sealed-story.ts';
import { Served } from '../testing/served.ts';

// A county in which children are sealed: every root field that takes a record's name is asked for all that it can answer of
// each record there is, by each who reads: a new field is asked the same.

type Root = GraphQLField<unknown, unknown>;

const DEEP = 3;
/** One child in so many is sealed. */
const SEALED = 6;
/** So many records of a kind are asked about. */
const MOST = 20;
/** What an argument names -> the streams of that kind. */
const STREAMS: Readonly<Record<string, string>> = {
  ...{ family: 'family-', person: 'person-', child: 'person-', request: 'request-', panel: 'panel-' },
  ...{ sample: 'sample-', audit: 'audit-', worker: 'worker-', agency: 'organisation-' },
};
/** What a root field is asked with besides. */
const BESIDES: Readonly<Record<string, string>> = {
  compareFamily: 'from: { position: 600 }',
  whoLooked: 'until: "2026-12-01"',
  whyFamilyField: 'path: "/episode/status"',
};
/** What is refused because of who asks, or of what is asked about. */
const REFUSED = ['NOT_FOUND', 'NOT_PERMITTED', 'PURPOSE_NOT_PERMITTED', 'EXEMPTIONS_UNDECIDED'];
const READERS = [
  ['coordinator', 'FAMILY_HELP'],
  ['auditor', 'AUDIT'],
  ['system', 'OPERATIONS'],
] as const;

let served: Served;
let roots: readonly Root[];

beforeAll(async () => {
  const bornAt = '2026-03-20T12:00:00.000Z';
  served = await Served.start({ families: 10, bornAt, costLimit: 1_000_000_000 });
  roots = Object.values((await schemaAlone()).getQueryType()?.getFields() ?? {});
  await childrenSealed();
}, 120_000);
afterAll(() => served[Symbol.asyncDispose]());

async function childrenSealed(): Promise<void> {
  const [agency = ''] = await recordsOf('agency');
  const two = await custodians(served, { agency });
  const { sight, readers } = served.record;
  const children = (await recordsOf('child')).filter((each) => readers.people.person(each)?.adult === false);
  for (const child of children.filter((_, at) => at % SEALED === 0)) {
    const ground = child === children[0] ? 'ADOPTION' : 'ADDRESS_PROTECTION';
    if (!sight.isCovered(child)) await sealed(served, child, two, ground);
  }
  await served.record.projector.reached(await served.record.store.head());
}

/** The names of all records that an argument may name. */
async function recordsOf(kind: string): Promise<string[]> {
  const streams = await served.record.store.streams(STREAMS[kind] ?? kind);
  return streams.map((stream) => stream.replace(/^person-/, ''));
}

/** The argument by which a root field takes a record's name, and the kind of record. */
function namedBy({ name, args }: Root): readonly [argument: string, kind: string] | undefined {
  const taken = args.filter((arg) => getNamedType(arg.type).name === 'ID');
  if (taken.some((arg) => arg.name === 'reference')) return ['reference', name];
  const named = taken.filter((arg) => arg.name in STREAMS);
  const [first] = [...named.filter(isRequiredArgument), ...named];
  return first && [first.name, first.name];
}

/** What is asked of each record, and of which kind they are; undefined of a root field that takes no record's name. */
function asking(root: Root, purpose: string): readonly [query: string, kind: string] | undefined {
  const [argument, kind] = namedBy(root) ?? [];
  if (argument === undefined || kind === undefined) return undefined;
  const few = root.args.some(({ name }) => name === 'last') ? 'last: 5' : '';
  const asked = `${argument}: $name, purpose: ${purpose} ${few} ${BESIDES[root.name] ?? ''}`;
  const fields = everythingOf(getNamedType(root.type), DEEP);
  return [`query ($name: ID!) { ${root.name}(${asked}) ${fields} }`, kind];
}

/** What is wrong with the answers of a root field about records of its kind, and how many answers there were. */
async function answersOf(root: Root, persona: PersonaName, purpose: string) {
  const [query, kind] = asking(root, purpose) ?? [];
  const names = query === undefined || kind === undefined ? [] : await recordsOf(kind);
  const { families, persons, requests } = served.record.sight.sealedFrom(personas[persona]);
  const hidden = [...families, ...persons, ...requests];
  const faults: string[] = [];
  let answers = 0;
  for (const name of names.slice(0, MOST)) {
    const { data, errors = [] } = await served.ask(persona, query ?? '', { name });
    const told = JSON.stringify(data);
    const codes = errors.map(({ extensions }) => String(extensions['code']));
    const wrong = codes.filter((code) => !REFUSED.includes(code));
    faults.push(...[...wrong, ...hidden.filter((each) => told.includes(each))].map((of) => `${name}: ${of}`));
    if (codes.length === 0) answers++;
  }
  return { faults, answers };
}

it.each(READERS)(
  'no record tells %s of who is sealed, and none fails for it',
  async (persona, purpose) => {
    let all = 0;
    for (const root of roots) {
      const { faults, answers } = await answersOf(root, persona, purpose);
      expect([root.name, faults]).toEqual([root.name, []]);
      all += answers;
    }
    expect(all).toBeGreaterThan(10);
  },
  120_000,
);
