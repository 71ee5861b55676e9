import type {
  CommandOf,
  CommandType,
  Opened,
  RegisterFamilyMember,
  RegisterPerson,
  RegisterPersonIdentifier,
} from '#libs/contracts';
import { isTemporaryUpn } from '#libs/reference';
import { streamOfPair } from '../door/order.ts';
import { orderIdOf } from '../process-managers/manager.ts';
import { present } from './form.ts';
import type { RequestIds } from './ids.ts';
import { namesOf } from './names.ts';

/** One command that follows from a received request. */
export interface FollowUp {
  readonly commandId: string;
  readonly type: CommandType;
  readonly data: object;
  /** The stream it writes to. */
  readonly stream: string;
  /** Whether it starts that stream, under a name made beforehand. */
  readonly starts: boolean;
}

/** A request as it stands in the record. */
export interface Received {
  readonly ids: RequestIds;
  readonly data: Pick<Opened.RequestReceived, 'children' | 'parent' | 'family'>;
  /** The event that holds it. */
  readonly event: string;
  /** The family's episode that was open when it came. */
  readonly openEpisode?: string | undefined;
  readonly mint: (name: string, n: number) => string;
}

type Child = Opened.RequestReceivedChild;

/**
 * What a received request calls for, in order: its new people, their family, whom they may be, what does not fit. The
 * same request gives the same commands with the same ids, whenever it is asked.
 */
export function followUps(received: Received): FollowUp[] {
  const { family } = received.data;
  if (family === undefined) return [];
  return [
    ...newChildren(received, family),
    ...newParent(received, family),
    ...membership(received, family),
    ...possibleDuplicates(received),
    ...twoFamilies(received, family),
    ...openWork(received, family),
  ];
}

function newChildren({ ids, data }: Received, family: string): FollowUp[] {
  return data.children.flatMap((child, at) =>
    isNew(child) ? [registration(ids, `child ${at}`, childData(child, family))] : [],
  );
}

function newParent({ ids, data: { parent } }: Received, family: string): FollowUp[] {
  if (parent?.resolution !== 'NEW' || parent.name === undefined) return [];
  const person = { names: [{ use: 'LEGAL', ...namesOf(parent.name) }], sex: 'U', adult: true, family };
  return [registration(ids, 'parent', person)];
}

function registration(ids: RequestIds, step: string, data: RegisterPerson): FollowUp {
  return started(ids, step, { type: 'RegisterPerson', data, stream: `person-${ids.made(step)}` });
}

/** Children with names left: an erased one is not registered again. */
function isNew({ resolution, familyName }: Child): boolean {
  return resolution !== 'KNOWN' && familyName !== undefined;
}

function childData(child: Child, family: string): RegisterPerson {
  const { givenName, familyName = '', dateOfBirth, expectedDeliveryDate, sex = 'U' } = child;
  const address = present({ line: child.addressLine, postcode: child.postcode, uprn: child.uprn });
  const identifiers = identifiersOf(child);
  return {
    names: [{ use: 'LEGAL', family: familyName, ...present({ given: givenName }) }],
    sex,
    adult: false,
    family,
    ...present({ dateOfBirth, expectedDeliveryDate }),
    ...(identifiers.length > 0 && { identifiers }),
    ...(Object.keys(address).length > 0 && { address: { type: 'HOME', ...address } }),
  };
}

function identifiersOf({ nhsNumber, upn }: Child): RegisterPersonIdentifier[] {
  const scheme = upn !== undefined && isTemporaryUpn(upn) ? 'TEMP_UPN' : 'UPN';
  return [
    ...(nhsNumber === undefined ? [] : [{ scheme: 'NHS', value: nhsNumber, verification: 'UNVERIFIED' }]),
    ...(upn === undefined ? [] : [{ scheme, value: upn, verification: 'UNVERIFIED' }]),
  ];
}

/** The family's first members, or those that join it: whoever was not found in a family already. */
function membership(received: Received, family: string): FollowUp[] {
  const { ids } = received;
  const members = [...childMembers(received), ...parentMember(received)];
  if (members.length === 0) return [];
  if (family === ids.family)
    return [
      started(ids, 'family', {
        type: 'RegisterFamily',
        data: { members, request: ids.stream },
        stream: family,
      }),
    ];
  return members.map((member) => ({
    ...typed('AddMember', { family, ...member }),
    commandId: ids.step(`member ${member.person}`),
    stream: family,
    starts: false,
  }));
}

function childMembers({ data: { children, parent } }: Received): RegisterFamilyMember[] {
  const members = new Map<string, RegisterFamilyMember>();
  const livesHere = parent?.livesWithChild === 'FULL' ? 'FULL' : undefined;
  for (const { person, family, familyName, expectedDeliveryDate } of children) {
    if (person === undefined || family !== undefined || familyName === undefined) continue;
    const role = expectedDeliveryDate === undefined ? 'CHILD' : 'UNBORN';
    members.set(person, { person, role, ...present({ livesHere }) });
  }
  return [...members.values()];
}

/** A parent's role in the family, by the relationship on the form. */
const ROLES: Readonly<Record<string, string>> = {
  MOTHER: 'MOTHER',
  FATHER: 'FATHER',
  STEP_PARENT: 'STEP',
  GRANDPARENT: 'GRANDPARENT',
  OTHER: 'SIGNIFICANT_OTHER',
};

function parentMember({ data: { parent } }: Received): RegisterFamilyMember[] {
  if (parent?.resolution !== 'NEW' || parent.person === undefined || parent.name === undefined) return [];
  const { person, relationship = '', livesWithChild: livesHere } = parent;
  return [{ person, role: ROLES[relationship] ?? 'PARENT', ...present({ livesHere }) }];
}

function possibleDuplicates({ ids, data, mint }: Received): FollowUp[] {
  return data.children.flatMap(({ person: first, possibleDuplicates: found = [] }) =>
    found.flatMap(({ person: second, score, reasons }) =>
      first === undefined || reasons === undefined
        ? []
        : [
            {
              ...typed('DetectPossibleDuplicate', { first, second, score, reasons, request: ids.stream }),
              commandId: ids.step(`duplicate ${first} ${second}`),
              stream: streamOfPair(first, second, (name) => mint(name, 0)),
              starts: false,
            },
          ],
    ),
  );
}

/** Children who were found in other families than the one the request joins. */
function twoFamilies({ ids, data, event, mint }: Received, family: string): FollowUp[] {
  const found = data.children.filter((child) => child.family !== undefined);
  if (found.every((child) => child.family === family)) return [];
  const families = [...new Set(found.flatMap((child) => child.family ?? []))].sort();
  const persons = [...new Set(found.flatMap((child) => child.person ?? []))].sort();
  const flag = { flag: 'CHILDREN_OF_TWO_FAMILIES', persons, families, request: ids.stream, cause: event };
  const step = 'two families';
  const raise = { ...typed('RaiseDataQualityFlag', flag), stream: `flag-${ids.made(step)}` };
  return [{ ...started(ids, step, raise), commandId: orderIdOf(ids.step(step), { mint }) }];
}

function openWork({ ids, openEpisode: episode }: Received, family: string): FollowUp[] {
  if (episode === undefined) return [];
  const { stream } = ids;
  return [
    {
      ...typed('FlagDuplicateOfOpenWork', { request: stream, family, episode }),
      commandId: ids.step('open work'),
      stream,
      starts: false,
    },
  ];
}

type Typed<T extends CommandType = CommandType> = { readonly type: T; readonly data: CommandOf<T>['data'] };

function typed<T extends CommandType>(type: T, data: CommandOf<T>['data']): Typed<T> {
  return { type, data };
}

function started<T extends CommandType>(
  ids: RequestIds,
  step: string,
  command: Typed<T> & { readonly stream: string },
): FollowUp {
  return { ...command, commandId: ids.step(step), starts: true };
}
