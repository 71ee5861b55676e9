import { isGrading, type Grading } from './grading.ts';
import { isLimit } from './limit.ts';
import { WAITS_FOR, type Meaning } from './meaning.ts';
import { wholeDate } from './partial-date.ts';
import { isRetentionRule, type RetentionRule } from './retention-rule.ts';

/** One code, current from `validFrom` to `validTo`, both included; without them always. */
export interface Code extends Meaning {
  readonly code: string;
  readonly title: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  /** The code of the set's `belongsTo` set that this one is part of. */
  readonly belongsTo?: string;
  /** The code of its own set that came in its place once it was no longer current: of a district, one that took it in. */
  readonly replacedBy?: string;
  /** How long it may take, or how often it may happen: `5 working days`, `3 times in 12 months`. */
  readonly limit?: string;
  readonly note?: string;
  /** Of a rule of the set `quorum-rule`: who must be there for a panel to decide. */
  readonly quorum?: Quorum;
  /** Of a rule of the set `retention-rule`: whose record it keeps, and how long. */
  readonly retention?: RetentionRule;
  /** Of a grade of the set `audit-grade`: where it stands, and what giving it asks for. */
  readonly grading?: Grading;
}

/** A chair or none, so many different agencies, and one agency of each group's agency types. */
export interface Quorum {
  readonly chair: boolean;
  readonly agencies: number;
  readonly groups: Readonly<Record<string, readonly string[]>>;
}

/** One version of a set of codes. A code may stand more than once, for periods that do not overlap. */
export interface CodeSet {
  readonly name: string;
  readonly version: string;
  readonly title: string;
  /** Where it comes from, or that it is illustrative. */
  readonly source: string;
  readonly belongsTo?: string;
  readonly codes: readonly Code[];
}

/** A code-set file that cannot be used: every reason, one a line, each naming the file and the place in it. */
export class CodeSetRefused extends Error {
  override readonly name = 'CodeSetRefused';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

interface Member {
  readonly required: boolean;
  readonly says: string;
  readonly fits: (value: unknown) => boolean;
}

const NAME = /^[a-z]+(-[a-z]+)*$/;
const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const sentence = { says: 'a text of 1 to 300 characters', fits: isText(/^\P{Cc}{1,300}$/u) };
const codeWord = { says: 'letters, digits, dots, hyphens and underscores, at most 64', fits: isText(CODE) };
const setName = { says: 'lower-case words joined by hyphens', fits: isText(NAME) };
const date = {
  says: 'a date such as 2026-04-01',
  fits: (value: unknown) => typeof value === 'string' && wholeDate(value).ok,
};

const yesOrNo = { says: 'true or false', fits: (value: unknown) => typeof value === 'boolean' };

const SET_MEMBERS: Readonly<Record<string, Member>> = {
  name: { required: true, ...setName },
  version: { required: true, ...codeWord },
  title: { required: true, ...sentence },
  source: { required: true, ...sentence },
  belongsTo: { required: false, ...setName },
  codes: {
    required: true,
    says: 'a list of at least one code',
    fits: (value) => Array.isArray(value) && value.length > 0,
  },
};

const CODE_MEMBERS: Readonly<Record<string, Member>> = {
  code: { required: true, ...codeWord },
  title: { required: true, ...sentence },
  validFrom: { required: false, ...date },
  validTo: { required: false, ...date },
  belongsTo: { required: false, ...codeWord },
  replacedBy: { required: false, ...codeWord },
  limit: {
    required: false,
    says: 'a limit such as "21 days", "5 working days", "6 months" or "3 times in 12 months"',
    fits: (value) => typeof value === 'string' && isLimit(value),
  },
  note: { required: false, ...sentence },
  quorum: {
    required: false,
    says: 'a chair (true or false), a number of agencies, and groups of agency types',
    fits: isQuorum,
  },
  retention: {
    required: false,
    says: 'to whom it "applies", "from" which day and how long to "keep", such as "25 years"',
    fits: isRetentionRule,
  },
  waitsFor: {
    required: false,
    says: `one of ${WAITS_FOR.join(', ')}`,
    fits: (value) => WAITS_FOR.some((each) => each === value),
  },
  canBeTold: { required: false, ...yesOrNo },
  protects: { required: false, ...yesOrNo },
  grading: {
    required: false,
    says: 'a "rank" from 1, whether it "needsEvidence" and is "moderated", and the grade at which it "caps" the whole',
    fits: isGrading,
  },
};

/** The code set that a JSON text holds; throws `CodeSetRefused`. `place` names the text in the reasons. */
export function parseCodeSet(text: string, place: string): CodeSet {
  const value = parsedJson(text, place);
  const problems = shapeProblems(value, place);
  if (problems.length > 0) throw new CodeSetRefused(problems);
  const set = value as CodeSet;
  const ruleProblems = set.codes.flatMap((code, at) => {
    const here = `${place}: codes[${at}]`;
    return [...periodProblems(set, code, here), ...replacementProblems(set, code, here)];
  });
  if (ruleProblems.length > 0) throw new CodeSetRefused(ruleProblems);
  return set;
}

/** What is wrong with sets taken together: a name twice, or a code that belongs to one that is not there. */
export function problemsBetween(sets: readonly CodeSet[]): string[] {
  const codes = new Map(sets.map((set) => [set.name, new Set(set.codes.map(({ code }) => code))]));
  return sets.flatMap((set, at) => {
    const twice =
      sets.findIndex(({ name }) => name === set.name) < at
        ? [`${set.name}: there are two sets of this name`]
        : [];
    const owners = set.belongsTo === undefined ? undefined : codes.get(set.belongsTo);
    const strays = set.codes.filter(
      ({ belongsTo }) => belongsTo !== undefined && owners?.has(belongsTo) !== true,
    );
    return [
      ...twice,
      ...strays.map(({ code }) => `${set.name}: ${code} belongs to a code that is not there`),
      ...strayTypes(set, codes.get('agency-type')),
    ];
  });
}

/** A quorum that asks for an agency type that is not there could never be met. */
function strayTypes(set: CodeSet, types: ReadonlySet<string> = new Set()): string[] {
  return set.codes.flatMap(({ code, quorum }) =>
    Object.values(quorum?.groups ?? {})
      .flat()
      .filter((type) => !types.has(type))
      .map((type) => `${set.name}: ${code} asks for ${type}, which is no agency type`),
  );
}

function parsedJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new CodeSetRefused([`${place}: is not JSON`]);
  }
}

function shapeProblems(value: unknown, place: string): string[] {
  const problems = memberProblems(value, SET_MEMBERS, place);
  if (problems.length > 0) return problems;
  const { codes } = value as { codes: unknown[] };
  return codes.flatMap((code, at) => memberProblems(code, CODE_MEMBERS, `${place}: codes[${at}]`));
}

function memberProblems(value: unknown, members: Readonly<Record<string, Member>>, place: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [`${place}: is not an object`];
  const given = new Map<string, unknown>(Object.entries(value));
  const strange = [...given.keys()].filter((key) => !Object.hasOwn(members, key));
  const wrong = Object.entries(members).filter(([key, { required, fits }]) =>
    given.has(key) ? !fits(given.get(key)) : required,
  );
  return [
    ...strange.map((key) => `${place}: has an unknown member "${key}"`),
    ...wrong.map(([key, { says }]) => `${place}: "${key}" must be ${says}`),
  ];
}

function periodProblems(set: CodeSet, code: Code, place: string): string[] {
  const { validFrom = '', validTo = '9999' } = code;
  if (validTo < validFrom) return [`${place}: "validTo" is before "validFrom"`];
  const overlaps = set.codes.some(
    (other) =>
      other !== code &&
      other.code === code.code &&
      (other.validFrom ?? '') <= validTo &&
      (other.validTo ?? '9999') >= validFrom,
  );
  return overlaps ? [`${place}: "${code.code}" stands twice for the same days`] : [];
}

function replacementProblems({ codes }: CodeSet, { replacedBy, validTo }: Code, place: string): string[] {
  if (replacedBy === undefined) return [];
  if (validTo === undefined) return [`${place}: is replaced, and has no "validTo"`];
  return codes.some(({ code }) => code === replacedBy)
    ? []
    : [`${place}: "${replacedBy}" is no code of the set`];
}

function isText(shape: RegExp): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && shape.test(value);
}

function isQuorum(value: unknown): boolean {
  if (!isMap(value) || Object.keys(value).sort().join() !== 'agencies,chair,groups') return false;
  const { chair, agencies, groups } = value;
  const isNumber = Number.isInteger(agencies) && Number(agencies) >= 1;
  return (
    typeof chair === 'boolean' && isNumber && isMap(groups) && Object.values(groups).every(isListOfCodes)
  );
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOfCodes(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isText(CODE));
}
