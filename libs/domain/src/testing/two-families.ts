import type { EventOf, FamilyEvent } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { familyFact } from '../family/evolve.ts';
import { around } from './hill-family.ts';
import { day as levelSince } from './split-family.ts';
import { placed } from './specification.ts';

// The Hills, and the Woods: Tom with his unborn child, whom nobody helps yet.

export const woods = 'family-2';

export const woodFamily: FamilyEvent[] = [
  { type: 'FamilyRegistered', data: { reference: 'F-2' } },
  { type: 'MemberJoined', data: { person: 'tom', role: 'FATHER' } },
  { type: 'MemberJoined', data: { person: 'unborn', role: 'UNBORN' } },
];

/** What is around, and how other families stand by their events. */
export function besides(
  families: Readonly<Record<string, readonly FamilyEvent[]>>,
  more: Partial<Facts> = {},
): Partial<Facts> {
  const known = Object.entries(families).flatMap(([family, events]) => {
    const fact = familyFact(events.map(placed), events.length - 1);
    return fact === undefined ? [] : [[family, fact] as const];
  });
  return { ...around, families: new Map(known), ...more };
}

/** Help that the family gave to a third one, which does not have it yet. */
export function heldIn(family: string, id = 'episode-9'): Pick<Facts, 'openEpisodes'> {
  return { openEpisodes: [{ family, episode: id, child: 'tom', keyworker: 'worker-9' }] };
}

/** The Hills' episode as it goes on elsewhere, unless something of it changed; copied from where it was given up. */
export function goesOn(
  from: string,
  changed: Partial<EventOf<'EpisodeContinued'>['data']> = {},
): EventOf<'EpisodeContinued'> {
  return {
    type: 'EpisodeContinued',
    data: {
      episode: 'episode-1',
      from,
      children: [
        { child: 'ava', level: 'L2', levelDecision: 'event-5', levelSince },
        { child: 'ben', level: 'L3', levelDecision: 'event-6', levelSince },
      ],
      agency: 'organisation-school',
      keyworker: 'worker-1',
      district: 'herts.ff.dacorum',
      openedOn: '2026-06-01',
      ...changed,
    },
  };
}
