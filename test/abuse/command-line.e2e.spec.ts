import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PersonaName } from '#libs/access';
import { referenceOf } from '#libs/contracts';
import { absentId } from '../support/abuse/known-ids.ts';
import { fhr, ServiceProcess } from '../support/processes.ts';
import { WholeStory } from '../support/whole-story.ts';

const folder = mkdtempSync(join(tmpdir(), 'family-help-verbs-'));
const scratch = mkdtempSync(join(tmpdir(), 'family-help-files-'));
let service: ServiceProcess;
let told: Awaited<ReturnType<WholeStory['tell']>>;
let reference: string;

beforeAll(async () => {
  service = await ServiceProcess.start(folder, { FHR_CLOCK: '2026-03-10T12:00:00Z' });
  told = await new WholeStory(service).tell();
  const query = `{ family(reference: "${told.family}", purpose: AUDIT) { reference } }`;
  ({ reference } = (await service.ask('auditor', query)).data?.['family'] as { reference: string });
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  for (const each of [folder, scratch]) rmSync(each, { recursive: true, force: true });
});

/** Whose record a verb opens. */
interface Named {
  readonly family: string;
  readonly person: string;
  readonly worker: string;
}

const FIELDS = '{ id reference members { person name } episode { status } }';

/** Every verb that opens a record, by what it is called with. */
const verbs: Readonly<Record<string, (named: Named, out: string) => string[]>> = {
  'query <document>': ({ family }) => [
    'query',
    `{ family(reference: "${family}", purpose: FAMILY_HELP) ${FIELDS} }`,
  ],
  'replay <family>': ({ family }) => ['replay', family],
  'compare <family>': ({ family }) => ['compare', family, '--from', '20', '--to', '90'],
  'verify [family]': ({ family }) => ['verify', family],
  'bundle create <family>': ({ family }, out) => ['bundle', 'create', family, '--out', out],
  'pack create <family>': ({ family, person }, out) => [
    'pack',
    'create',
    family,
    '--for',
    person,
    '--out',
    out,
  ],
  'hand-over <worker>': ({ worker }) => ['hand-over', worker, '--to', worker, '--reason', 'LEFT'],
};
/** Verbs that act as somebody and open nobody's record. */
const OTHERS = ['requests <csv>', 'issue', 'list', 'retry [cause]', 'strike-off'];

const strangers: readonly PersonaName[] = ['partner', 'administrator'];
const cases = Object.keys(verbs).flatMap((verb) =>
  strangers.map((persona): [string, PersonaName] => [verb, persona]),
);

describe(`a verb that opens a record, given by who may not, in ${cases.length} ways`, () => {
  it('is one of these, whichever verb acts as somebody', () => {
    const sources = readdirSync(join(import.meta.dirname, '../../apps/cli/src'))
      .filter((name) => /^main\.ts$|-commands\.ts$/.test(name))
      .map((name) => readFileSync(join(import.meta.dirname, '../../apps/cli/src', name), 'utf8'));
    const acting = sources.flatMap((source) => [
      ...source.matchAll(/\.command\('([^']+)'\)(?:(?!\.command\()[\s\S])*?persona\(\)/g),
    ]);
    const known = [...Object.keys(verbs).map((verb) => verb.replace(/^(bundle|pack) /, '')), ...OTHERS];
    expect(acting.map(([, name]) => name).sort()).toEqual(known.sort());
  });

  it.each(cases)('%s by the %s tells nothing, and not whether it is there', async (verb, persona) => {
    const there: Named = { family: reference, person: told.child, worker: told.keyworker };
    const absent: Named = {
      family: referenceOf('F', 7 * 32 ** 3) ?? '',
      person: absentId('person', told.child),
      worker: absentId('worker', told.keyworker),
    };
    const out = join(scratch, `${verb.replaceAll(/\W/g, '')}-${persona}`);
    const [one, other] = [
      await fhr(folder, ...(verbs[verb]?.(there, out) ?? []), '--as', persona),
      await fhr(folder, ...(verbs[verb]?.(absent, out) ?? []), '--as', persona),
    ];
    expect(unfollowed(one)).toEqual(unfollowed(other));
    expect([3, 4]).toContain(one.status);
    expect(one.said + one.answer).not.toMatch(/Marker|Reed|family-[0-9a-z]{26}/);
    expect(existsSync(out)).toBe(false);
  });
});

function unfollowed(printed: { readonly answer: string }): object {
  return { ...printed, answer: printed.answer.replace(/"correlationId":"[^"]*"/g, '') };
}

const CANARY = 'zqxjkv';
const SECRET = `${CANARY} stands in a file that no verb may print`;

const injected: readonly [string, (file: string) => string[]][] = [
  ['a statement for a family', () => ['replay', `F-${CANARY}'; DROP TABLE events; --`, '--as', 'auditor']],
  ['a command for a family', () => ['replay', `$(touch ${CANARY})`, '--as', 'auditor']],
  ['a path for a family', () => ['replay', `../../${CANARY}`, '--as', 'auditor']],
  ['a second line for a family', () => ['replay', `F-0000000150\n${CANARY}`, '--as', 'auditor']],
  [
    'a document for a family',
    () => ['replay', `") { id } ${CANARY}: families(purpose: AUDIT`, '--as', 'auditor'],
  ],
  ['an option for a family', () => ['replay', `--as=${CANARY}`]],
  ['a path for a persona', () => ['replay', 'F-0000000150', '--as', `../${CANARY}`]],
  ['a member of every object for a persona', () => ['replay', 'F-0000000150', '--as', '__proto__']],
  [
    'a document for a purpose',
    () => ['replay', 'F-0000000150', '--as', 'auditor', '--purpose', `AUDIT) { ${CANARY} }`],
  ],
  [
    'a statement for an instant',
    () => ['replay', 'F-0000000150', '--as', 'auditor', '--known-at', `' OR ${CANARY}`],
  ],
  [
    'a number of another kind for a position',
    () => ['replay', 'F-0000000150', '--as', 'auditor', '--position', '1e3'],
  ],
  ['any file for a token', (file) => ['replay', 'F-0000000150', '--token-file', file]],
  ['a token and a persona', (file) => ['replay', 'F-0000000150', '--token-file', file, '--as', 'auditor']],
  ['any file for a document', (file) => ['query', file, '--as', 'auditor']],
  [
    'a member of every object for variables',
    () => ['query', '{ __typename }', '--as', 'auditor', '--variables', '{"__proto__":{"a":1}}'],
  ],
  ['a batch for a document', () => ['query', `[{"query":"{ ${CANARY} }"}]`, '--as', 'auditor']],
  [
    'a file that is there for a bundle',
    (file) => ['bundle', 'create', 'F-0000000150', '--out', file, '--as', 'auditor'],
  ],
  [
    'another operator\u2019s path for a family',
    () => [
      'bundle',
      'create',
      `x&purpose=AUDIT&family=${CANARY}`,
      '--out',
      join(scratch, 'never'),
      '--as',
      'auditor',
    ],
  ],
  [
    'a folder that is not there for a bundle',
    () => ['bundle', 'create', 'F-0000000150', '--out', join(scratch, 'no/bundle'), '--as', 'auditor'],
  ],
  ['nothing for a bundle', () => ['bundle', 'create', 'F-0000000150', '--out', '', '--as', 'auditor']],
  ['a folder to be verified as a bundle', () => ['bundle', 'verify', scratch]],
  ['no key to verify a bundle with', (file) => ['bundle', 'verify', file, '--vkey', '']],
  ['another word for the key of a log', (file) => ['bundle', 'verify', file, '--vkey', CANARY]],
  ['any file for a policy', (file) => ['bundle', 'verify', file, '--policy', file]],
  ['a folder for a policy', (file) => ['bundle', 'verify', file, '--policy', scratch]],
  ['nothing for the folder of a backup', () => ['backup', '--out', '']],
  [
    'a member twice for variables',
    () => ['query', '{ __typename }', '--as', 'auditor', '--variables', '{"a":1,"a":2}'],
  ],
];

describe(`words that are none of a verb\u2019s, in ${injected.length} ways`, () => {
  it.each(injected)('%s is refused, done nothing with, and printed nowhere', async (_, args) => {
    const file = join(scratch, 'secret.txt');
    writeFileSync(file, SECRET);
    const { status, answer, said } = await fhr(folder, ...args(file));
    expect([2, 3, 4]).toContain(status);
    expect(answer.includes('"data":{')).toBe(false);
    expect(answer + said).not.toContain(SECRET);
    expect(said).not.toMatch(/INTERNAL|SQLITE|at .*\.ts:/);
    expect(readFileSync(file, 'utf8')).toBe(SECRET);
    expect(readdirSync(process.cwd())).not.toContain(CANARY);
    expect(existsSync(join(scratch, 'never'))).toBe(false);
  });

  it('leave the service as it was', async () => {
    const query = `{ family(reference: "${told.family}", purpose: AUDIT) { id } }`;
    expect(await service.ask('auditor', query)).toEqual({ data: { family: { id: told.family } } });
    expect(service.printed).not.toContain(CANARY);
  });
});
