import { commandTable, type CommandType } from '#libs/contracts';
import type { Question } from '../decide.ts';
import { purposes, roles } from '../principal.ts';
import { resourceKinds } from '../resource.ts';

const COMMANDS = Object.keys(commandTable) as CommandType[];
const AUTHORITIES = ['919', '881'];
const SOMEBODY = [...roles, 'STRANGER'];

/** How often a caller stands so to a record. */
const RELATED = 0.35;
/** How often something forbids. */
const FORBIDDEN = 0.06;

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
export function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Any question that can be asked, half of them reads. */
export function anyQuestion(chance: () => number): Required<Question> {
  const oneOf = <T>(of: readonly [T, ...T[]] | readonly T[]): T => of[Math.floor(chance() * of.length)] as T;
  const happens = (often: number): boolean => chance() < often;
  const authority = oneOf(AUTHORITIES);
  return {
    principal: {
      user: 'u-1',
      role: oneOf(SOMEBODY),
      agency: 'organisation-1',
      suspended: happens(FORBIDDEN),
      ...(happens(0.5) && { authority: happens(FORBIDDEN) ? oneOf(AUTHORITIES) : authority }),
    },
    action: happens(0.5) ? 'read' : oneOf(COMMANDS),
    resource: {
      kind: oneOf(resourceKinds),
      assigned: happens(RELATED),
      assignedThen: happens(RELATED),
      ownAgency: happens(RELATED),
      asked: happens(RELATED),
      ownPart: happens(RELATED),
      tabled: happens(RELATED),
      sent: happens(RELATED),
      manages: happens(RELATED),
      inTeam: happens(RELATED),
      glassBroken: happens(RELATED),
      custodian: happens(RELATED),
      sealed: happens(FORBIDDEN),
      own: happens(FORBIDDEN),
      ownFamily: happens(FORBIDDEN),
      conflicted: happens(FORBIDDEN),
      agreementEnded: happens(FORBIDDEN),
      restricted: happens(FORBIDDEN),
    },
    purpose: oneOf(purposes),
    context: happens(0.9) ? { authority } : {},
  };
}
