import {
  commandTable,
  Rejected,
  storedText,
  streamCategory,
  streamSubject,
  type Actor,
  type Command,
  type CommandDescription,
  type CommandType,
  type JsonObject,
  type OccurredAt,
  type ReferenceKind,
} from '#libs/contracts';
import { aggregates, correcting } from '#libs/domain';
import type { Principal } from '#libs/access';
import { instant } from '#libs/reference';
import type { Order } from './door.ts';
import type { Rules } from './facts/folds.ts';
import { jsonOf } from '../json-of.ts';
import { shapedCommand } from './shape.ts';

/** An order whose shape is as it should be, with the rules that judge it and the stream it writes to. */
export interface Shaped {
  readonly order: Order;
  readonly command: Command;
  readonly description: CommandDescription;
  readonly rules: Rules;
  readonly commandId: string;
  /** The name from which the ids of what it makes derive. It includes an existing stream's name, so one command id never makes one id in two streams. */
  readonly mints: string;
  readonly actor: Actor;
  readonly occurredAt: OccurredAt | undefined;
  readonly stream: string;
  /** Whether the command starts its stream. */
  readonly starts: boolean;
  /** The stream by which the caller's relation is judged: the command's own, or the family that a decision to share is about. */
  readonly about: string | undefined;
  /** The kind of reference people will use for what it starts. */
  readonly reference: ReferenceKind | undefined;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const REFERENCES: Readonly<Record<string, ReferenceKind>> = {
  family: 'F',
  request: 'R',
  person: 'N',
  panel: 'P',
};

/** Checks the shape of an order; its content is for the rules to judge. `mint` names the stream of a command that starts one. */
export function shapedOrder(order: Order, mint: (name: string) => string): Shaped {
  checkEnvelope(order);
  const command = shapedCommand(order.type, order.data);
  const description = commandTable[command.type];
  if (description.internal && order.source !== 'SYSTEM') throw new Rejected('NOT_PERMITTED');
  const rules = rulesFor(command, description);
  const commandId = order.commandId.toLowerCase();
  const named = streamNamed(command, description, rules.category);
  const starts = named === undefined;
  return {
    order,
    command,
    description,
    rules,
    commandId,
    mints: mintsOf(commandId, named),
    actor: actorOf(order.actor),
    occurredAt: order.occurredAt && occurredAtOf(order.occurredAt),
    stream: named ?? order.stream ?? streamStarted(command, commandId, mint),
    starts,
    about: named ?? familyOf(command),
    reference: starts ? REFERENCES[rules.category] : undefined,
  };
}

function mintsOf(commandId: string, named: string | undefined): string {
  return named === undefined ? commandId : `${commandId} ${named}`;
}

/** A correction is judged by the rules of the stream it stands in. */
function rulesFor({ type, data }: Command, { aggregate }: CommandDescription): Rules {
  if (type !== 'CorrectEntry' && type !== 'VoidEntry') return known(aggregates[aggregate], aggregate);
  const rules = Object.values(aggregates).find(({ category }) => category === streamCategory(data.stream));
  if (rules === undefined) throw new Rejected('NOT_FOUND');
  return correcting(rules);
}

function known(rules: Rules | undefined, aggregate: string): Rules {
  if (rules === undefined) throw new TypeError(`there are no rules for ${aggregate}`);
  return rules;
}

/** The stream in which two records of one person are compared. Each pair has one, so that it guards the pair. */
export function streamOfPair(first: string, second: string, mint: (name: string) => string): string {
  return `identity-${mint([first, second].sort().join(' '))}`;
}

/** Streams of which a store has one. */
const OF_THE_STORE: Readonly<Partial<Record<CommandType, string>>> = {
  CreateStore: 'store-record',
  StrikeOffNode: 'store-record',
  NoteLedgerHeads: 'ledger-heads',
};

/** The name of the stream a command starts: by the command's id, or by its subject if one stream must guard that subject. */
function streamStarted({ type, data }: Command, commandId: string, mint: (name: string) => string): string {
  if (type === 'DetectPossibleDuplicate') return streamOfPair(data.first, data.second, mint);
  if (type === 'LinkPersonsAsSame') return streamOfPair(data.survivor, data.other, mint);
  if (type === 'SplitPersonRecord') return streamOfPair(data.from, data.into, mint);
  if (type === 'PublishCodeSet') return `codeset-${data.name}`;
  if (type === 'SchedulePanel') return `panel-${mint(`${data.district} ${data.date}`)}`;
  return OF_THE_STORE[type] ?? `${commandTable[type].aggregate}-${mint(commandId)}`;
}

/** What the command's digest covers: its data, `occurredAt` and `lateReason`, unless the order brings its own `digestOf`. */
export function digested({ command, occurredAt, order }: Shaped): JsonObject {
  if (order.digestOf !== undefined) return order.digestOf;
  const { type, data } = command;
  return { type, data: jsonOf(data), occurredAt, lateReason: order.lateReason ?? undefined };
}

/** Who gives an order. */
export function callerOf({ actor, worker, authority }: Order): Principal {
  return { ...actor, ...(worker !== undefined && { worker }), ...(authority !== undefined && { authority }) };
}

/** Who gives the order; undefined where the record itself does. */
export function askedBy(order: Order): Principal | undefined {
  return order.source === 'SYSTEM' ? undefined : callerOf(order);
}

/** How callers know the record a stream holds: a person by the bare id. */
export function recordOf(stream: string): string {
  return streamCategory(stream) === 'person' ? streamSubject(stream) : stream;
}

function streamNamed(
  command: Command,
  { about, fields }: CommandDescription,
  category: string,
): string | undefined {
  if (about === undefined) return undefined;
  const named: unknown = Object.entries(command.data).find(([name]) => name === about)?.[1];
  if (named === undefined && fields.some(({ name, optional }) => name === about && optional))
    return undefined;
  if (typeof named !== 'string') throw new Rejected('REQUIRED', { field: about });
  return streamCategory(named) === category ? named : `${category}-${named}`;
}

/** The family of an unasked decision to share: the caller must be related to it. Other commands that start a stream need a role alone. */
function familyOf(command: Command): string | undefined {
  return command.type === 'DecideDisclosure' ? command.data.family : undefined;
}

function checkEnvelope({ expectedRevision, ...order }: Order): void {
  for (const field of ['commandId', 'correlationId', 'causationId'] as const) {
    const id = order[field] ?? undefined;
    check(id === undefined ? field !== 'commandId' : UUID.test(id), field);
  }
  const isRevision = Number.isSafeInteger(expectedRevision) && Number(expectedRevision) >= 0;
  check((expectedRevision ?? undefined) === undefined || isRevision, 'expectedRevision');
}

/** The members of an actor that events keep, and no others. */
function actorOf({ user, role, agency, onBehalfOf }: Actor): Actor {
  const actor = { user, role, agency, ...((onBehalfOf ?? undefined) !== undefined && { onBehalfOf }) };
  for (const text of Object.values(actor))
    check(typeof text === 'string' && storedText(text) === text, 'actor');
  return actor;
}

/** Brings instants into their one stored form, and leaves what is no time for the rules to refuse. */
function occurredAtOf({ precision, value, end }: OccurredAt): OccurredAt {
  const time = (given: unknown): string | undefined => {
    const text = given ?? undefined;
    if (text === undefined) return undefined;
    if (typeof text !== 'string') throw new Rejected('INVALID_INPUT', { field: 'occurredAt' });
    const parsed = instant(text);
    return precision === 'INSTANT' && parsed.ok ? parsed.value : text;
  };
  const from = time(value);
  const to = time(end);
  return { precision, ...(from !== undefined && { value: from }), ...(to !== undefined && { end: to }) };
}

function check(holds: boolean, field: string): void {
  if (!holds) throw new Rejected('INVALID_INPUT', { field });
}
