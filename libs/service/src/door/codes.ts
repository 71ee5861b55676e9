import {
  commandTable,
  eventTable,
  isList,
  occurrencesOf,
  Rejected,
  type CommandType,
  type Json,
  type JsonObject,
} from '#libs/contracts';
import type { Reference } from '#libs/reference';

const LATE_REASON = 'late-reason';

interface Coded {
  readonly type: CommandType;
  readonly data: JsonObject;
  /** The date, or partial date, as of which its codes are judged. */
  readonly on: string;
}

/** Refuses a code that is not of its set (UNKNOWN_CODE), or was not current then (CODE_NOT_CURRENT), with its field. */
export function checkCodes({ type, data, on }: Coded, reference: Reference): void {
  for (const { path, code } of commandTable[type].codes) {
    for (const { value, pointer } of occurrencesOf(data, path)) {
      const fault = faultIn(value, (each) => reference.check(code, each, on));
      if (fault !== undefined) throw new Rejected(fault, { field: pointer.slice(1).replaceAll('/', '.') });
    }
  }
}

type CodeFault = Exclude<ReturnType<Reference['check']>, 'OK'>;

/** What is wrong with a code, or with the first of a list that is not right. */
function faultIn(
  value: Json,
  check: (code: string) => ReturnType<Reference['check']>,
): CodeFault | undefined {
  for (const each of isList(value) ? value : [value]) {
    const fault = typeof each === 'string' ? check(each) : 'OK';
    if (fault !== 'OK') return fault;
  }
  return undefined;
}

/** For every event type, the code sets its fields come from. */
const codedFields = new Map(
  Object.entries(eventTable).map(([type, { fields }]) => [
    type,
    fields.flatMap((field) =>
      (field.kind === 'code' || field.kind === 'personal') && field.code !== undefined
        ? [{ path: field.path, set: field.code }]
        : [],
    ),
  ]),
);

/** The version, now in force, of every code set that a value of the event comes from. */
export function codeSetsOf(
  event: { readonly type: string; readonly data: JsonObject; readonly lateReason?: string | undefined },
  reference: Reference,
): Record<string, string> {
  const versions: Record<string, string> = {};
  for (const { path, set } of codedFields.get(event.type) ?? [])
    if (versions[set] === undefined && occurrencesOf(event.data, path).length > 0)
      versions[set] = reference.version(set);
  if (event.lateReason !== undefined) versions[LATE_REASON] = reference.version(LATE_REASON);
  return versions;
}
