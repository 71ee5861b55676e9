import { readFileSync } from 'node:fs';
import {
  policySetTextToParts,
  policyToJson,
  preparsePolicySet,
  statefulIsAuthorized,
  validate,
  type CedarValueJson,
} from '@cedar-policy/cedar-wasm/nodejs';
import { commandTable } from '#libs/contracts';
import type { Question } from '../decide.ts';
import type { Principal } from '../principal.ts';
import type { Relations, Resource } from '../resource.ts';

const FILES = ['reads', 'commands', 'forbids'];
const SET = 'family-help';

type Flag = {
  [R in keyof Relations]-?: NonNullable<Relations[R]> extends boolean ? R : never;
}[keyof Relations];

/** Every relation that is so or not, each: one that is missing here does not compile. */
const flags: Readonly<Record<Flag, true>> = {
  sealed: true,
  assigned: true,
  assignedThen: true,
  ownAgency: true,
  asked: true,
  ownPart: true,
  tabled: true,
  sent: true,
  manages: true,
  inTeam: true,
  glassBroken: true,
  custodian: true,
  own: true,
  ownFamily: true,
  conflicted: true,
  agreementEnded: true,
  restricted: true,
};
const FLAGS = Object.keys(flags) as readonly Flag[];

/** What the policies are written about. */
export const schema = `
  entity Caller { role: String, suspended: Bool, authority: String };
  entity Record { kind: String, ${FLAGS.map((flag) => `${flag}: Bool`).join(', ')} };
  action "read" appliesTo {
    principal: Caller, resource: Record, context: { purpose: String, authority: String }
  };
  action ${Object.keys(commandTable)
    .map((command) => `"${command}"`)
    .join(', ')} appliesTo {
    principal: Caller, resource: Record, context: { authority: String }
  };
`;

/** Each policy's text by its id. */
export function policies(): Readonly<Record<string, string>> {
  const texts = FILES.flatMap((file) => {
    const text = readFileSync(new URL(`../../policy/${file}.cedar`, import.meta.url), 'utf8');
    const parts = policySetTextToParts(text);
    if (parts.type === 'failure') throw new Error(`${file}.cedar: ${JSON.stringify(parts.errors)}`);
    return parts.policies;
  });
  return Object.fromEntries(texts.map((text) => [/@id\("([^"]+)"\)/.exec(text)?.[1] ?? '', text]));
}

/** The classes that a policy lets out, by its id. */
export function classesOf(texts: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(texts).map(([id, text]) => {
      const policy = policyToJson(text);
      if (policy.type === 'failure') throw new Error(`${id}: ${JSON.stringify(policy.errors)}`);
      const said = policy.json.annotations?.['classes'] ?? '';
      return [id, said.split(' ').filter((word) => word !== '')];
    }),
  );
}

/** What is wrong with the policies by the schema. */
export function faults(texts: Readonly<Record<string, string>>): unknown[] {
  const checked = validate({ schema, policies: { staticPolicies: texts } });
  return checked.type === 'failure' ? checked.errors : checked.validationErrors;
}

/** Makes the policies ready, and answers whether a question is permitted, and by which of them. */
export function oracle(
  texts: Readonly<Record<string, string>>,
): (question: Question) => { effect: string; policyIds: readonly string[] } {
  const made = preparsePolicySet(SET, { staticPolicies: texts });
  if (made.type === 'failure') throw new Error(JSON.stringify(made.errors));
  return ({ principal, action, resource, purpose, context = {} }) => {
    const authority = context.authority ?? '';
    const caller = { type: 'Caller', id: principal.user };
    const record = { type: 'Record', id: 'r' };
    const answer = statefulIsAuthorized({
      principal: caller,
      action: { type: 'Action', id: action },
      resource: record,
      context: action === 'read' ? { purpose: purpose ?? '', authority } : { authority },
      preparsedPolicySetId: SET,
      validateRequest: false,
      entities: [
        { uid: caller, attrs: ofCaller(principal), parents: [] },
        { uid: record, attrs: attributesOf(resource), parents: [] },
      ],
    });
    if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors));
    const { decision, diagnostics } = answer.response;
    if (diagnostics.errors.length > 0) throw new Error(JSON.stringify(diagnostics.errors));
    return { effect: decision === 'allow' ? 'PERMIT' : 'FORBID', policyIds: diagnostics.reason };
  };
}

function ofCaller({ role, suspended = false, authority = '' }: Principal): Record<string, CedarValueJson> {
  return { role, suspended, authority };
}

function attributesOf(resource: Resource | Relations): Record<string, CedarValueJson> {
  return {
    kind: 'kind' in resource ? resource.kind : '',
    ...Object.fromEntries(FLAGS.map((flag) => [flag, resource[flag] === true])),
  };
}
