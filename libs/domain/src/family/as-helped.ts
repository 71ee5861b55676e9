import { Rejected } from '#libs/contracts';
import type { FamilyCommand } from '#libs/contracts';
import type { Facts, Needs } from '../aggregate.ts';
import { recordsOf } from '../disclosure/bars.ts';
import type { FamilyState } from './state.ts';

const OF_CHILDREN = [
  'DecideLevelOfNeed',
  'StepUp',
  'StepDown',
  'ProposeStepUp',
  'ProposeStepDown',
  'NoteStatutoryStatus',
  'RemoveChildFromEpisode',
  'CloseEpisode',
] as const;

type OfChildren = Extract<FamilyCommand, { type: (typeof OF_CHILDREN)[number] }>;

/** What else is asked where a command names somebody whom no record of the episode's children is of by itself. */
export function needsAsHelped(command: FamilyCommand, state: FamilyState, needs: Needs): Needs {
  if (!isOfChildren(command)) return needs;
  const helped = helpedIn(command, state);
  const others = namedIn(command).filter((child) => !helped.includes(child));
  if (others.length === 0 || helped.length === 0) return needs;
  const { persons = [], erasedAmong = [] } = needs;
  return {
    ...needs,
    linksOf: others,
    persons: [...persons, ...helped],
    erasedAmong: [...erasedAmong, ...helped],
  };
}

/**
 * The command in the names that the episode has its children by: a child may be named by any record that is linked with the
 * one that is helped, as they are where the family is shown. Throws SUBJECT_ERASED where that one's key is gone.
 */
export function asHelped<C extends FamilyCommand>(command: C, state: FamilyState, facts: Facts): C {
  if (!isOfChildren(command)) return command;
  const helped = helpedIn(command, state);
  const own = (child: string): string => {
    if (helped.includes(child)) return child;
    const found = recordsOf(child, facts).find((each) => helped.includes(each)) ?? child;
    if (found !== child && facts.erased.has(found)) throw new Rejected('SUBJECT_ERASED', { subject: found });
    return found;
  };
  return namedIn(command).every((child) => own(child) === child) ? command : renamed(command, own);
}

function isOfChildren(command: FamilyCommand): command is OfChildren {
  return OF_CHILDREN.some((type) => type === command.type);
}

function helpedIn({ data: { episode } }: OfChildren, state: FamilyState): readonly string[] {
  const found = state.status === 'REGISTERED' ? state.episodes.get(episode) : undefined;
  return [...(found?.children.keys() ?? [])];
}

function namedIn({ data }: OfChildren): readonly string[] {
  if ('child' in data) return [data.child];
  return 'children' in data ? data.children : data.outcomes.map(({ child }) => child);
}

function renamed<C extends FamilyCommand>(command: C & OfChildren, own: (child: string) => string): C {
  const { data } = command;
  if ('child' in data) return { ...command, data: { ...data, child: own(data.child) } };
  if ('children' in data) return { ...command, data: { ...data, children: data.children.map(own) } };
  const outcomes = data.outcomes.map((each) => ({ ...each, child: own(each.child) }));
  return { ...command, data: { ...data, outcomes } };
}
