import { describe, it } from '@jest/globals';
import type { EventOf, FamilyCommand, FamilyEvent } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { episode, helped, family as id } from '../testing/hill-family.ts';
import {
  day,
  merge,
  merged,
  takeIn,
  came,
  joined,
  reverse,
  reversed,
  left,
  apart,
  resume,
  inWoods,
  inHills,
  retired,
  both,
  clerk,
  fromHills,
} from '../testing/merged-families.ts';
import { given } from '../testing/specification.ts';
import { besides, goesOn, heldIn, woodFamily, woods } from '../testing/two-families.ts';
import { family } from './family.ts';

describe('a merge that is reversed', () => {
  it('gives back who came and the episode, and the retired family goes on as it was', () => {
    given(family, ...both)
      .when(reverse(), inWoods, fromHills)
      .then(...apart);
    given(family, ...retired)
      .when(resume, inHills, besides({ [woods]: [...both, ...apart] }))
      .then({ type: 'FamilyResumed', data: { survivor: woods } }, goesOn(woods, { copiedAsOf: 11 }));
  });
  it('gives back no help while the retired family holds other help on its way to a third', () => {
    const given9 = { keyworker: 'worker-9', episode: 'episode-9' };
    given(family, ...both)
      .when(reverse(), inWoods, { ...fromHills, ...heldIn(id) })
      .refuses('ALREADY_OPEN', given9);
    const gave = besides({ [woods]: [...both, ...apart] });
    given(family, ...retired)
      .when(resume, inHills, { ...gave, ...heldIn(id) })
      .refuses('ALREADY_OPEN', given9);
    given(family, ...both)
      .when(reverse(), inWoods, { ...fromHills, ...heldIn(id, episode) })
      .then(...apart);
    given(family, ...retired)
      .when(resume, inHills, { ...gave, ...heldIn(id, episode) })
      .then({ type: 'FamilyResumed', data: { survivor: woods } }, goesOn(woods, { copiedAsOf: 11 }));
  });
  it('leaves where they are those of whom nothing can be recorded any more', () => {
    const erased = new Set(['mia']);
    const back = [reversed({ members: ['ava', 'ben'] }), left('ava'), left('ben')];
    given(family, ...both)
      .when(reverse(), inWoods, { ...fromHills, erased })
      .then(...back);
    given(family, ...retired)
      .when(resume, inHills, { ...besides({ [woods]: [...both, ...back] }), erased })
      .then({ type: 'FamilyResumed', data: { survivor: woods } }, goesOn(woods, { copiedAsOf: 10 }));
    given(family, ...retired)
      .when({ ...resume, data: { ...resume.data, members: [{ person: 'mia', role: 'STEP' }] } }, inHills, {
        ...besides({ [woods]: [...both, ...apart] }),
        erased,
      })
      .then({ type: 'FamilyResumed', data: { survivor: woods } }, goesOn(woods, { copiedAsOf: 11 }));
  });
  it('gives back the episode as it stands by then', () => {
    const since: FamilyEvent[] = [
      {
        type: 'SteppedUp',
        data: {
          episode,
          child: 'ava',
          from: 'L2',
          to: 'L3',
          indicators: ['L3.07'],
          rationale: 'Worse.',
          decidedBy: 'worker-2',
        },
      },
    ];
    given(family, ...retired)
      .when(resume, inHills, besides({ [woods]: [...both, ...since, ...apart] }))
      .then(
        { type: 'FamilyResumed', data: { survivor: woods } },
        goesOn(woods, {
          copiedAsOf: 12,
          children: [
            { child: 'ava', level: 'L3', levelDecision: 'event-8', levelSince: day },
            { child: 'ben', level: 'L3', levelDecision: 'event-6', levelSince: day },
          ],
        }),
      );
  });
  it('gives back whoever came in the role that each has by then', () => {
    const grown = { person: 'ben', role: 'SIBLING_ADULT' };
    given(family, ...retired)
      .when(
        { ...resume, data: { ...resume.data, members: [grown] } },
        inHills,
        besides({ [woods]: [...both, ...apart] }),
      )
      .then(
        { type: 'FamilyResumed', data: { survivor: woods } },
        { type: 'MemberRoleChanged', data: grown },
        goesOn(woods, { copiedAsOf: 11 }),
      );
  });
  it('gives also whoever joined since and belongs there, keeps who stays, and may leave somebody in both', () => {
    const members = ['mia', 'ava', 'ben', 'unborn'];
    given(family, ...both)
      .when(reverse({ members, inBoth: ['ben'] }), inWoods, fromHills)
      .then(reversed({ members, inBoth: ['ben'] }), left('mia'), left('ava'), left('unborn'));
    const child = { person: 'unborn', role: 'UNBORN' };
    given(family, ...retired)
      .when(
        { ...resume, data: { ...resume.data, members: [child] } },
        inHills,
        besides({ [woods]: [...both, reversed({ members: ['ava', 'ben', 'unborn'] })] }),
      )
      .then(
        { type: 'FamilyResumed', data: { survivor: woods } },
        left('mia', 'JOINED_OTHER_FAMILY'),
        { type: 'MemberJoined', data: { ...child, from: day } },
        goesOn(woods, { copiedAsOf: 8 }),
      );
  });
  it('leaves the episode where the children stay, and never parts them from it', () => {
    given(family, ...both)
      .when(withEpisodeStaying(reverse({ members: ['mia'] })), inWoods, fromHills)
      .then({ ...reversed(), data: { ...without(reversed().data), members: ['mia'] } }, left('mia'));
    given(family, ...both)
      .when(reverse({ members: ['mia'] }), inWoods, fromHills)
      .refuses('OPEN_WORK', { episode, child: 'ava' });
  });
  it('is one that stands, reversed once, by two workers, one of whom sends it, for a reason', () => {
    given(family, ...both)
      .when(reverse(), { ...inWoods, actor: clerk }, fromHills)
      .refuses('NOT_OF_THE_TWO');
    given(family, ...woodFamily)
      .when(reverse(), inWoods, besides({ [id]: helped }))
      .refuses('NOT_MERGED');
    given(family, ...both, ...apart)
      .when(reverse(), inWoods, fromHills)
      .then();
    given(family, ...both)
      .when(reverse({ approvedBy: 'worker-1' }), inWoods, fromHills)
      .refuses('SELF_APPROVAL');
    given(family, ...both)
      .when(reverse({ reason: '' }), inWoods, fromHills)
      .refuses('RATIONALE_REQUIRED');
    given(family, ...both)
      .when(reverse({ members: ['nobody'] }), inWoods, fromHills)
      .refuses('NOT_A_MEMBER', { person: 'nobody' });
    given(family, ...both)
      .when(reverse({ members: ['tom', 'unborn', ...came] }), inWoods, fromHills)
      .refuses('NOT_A_SPLIT');
  });
  it('is resumed once, and only when it was reversed', () => {
    given(family, ...retired)
      .when(resume, inHills, besides({ [woods]: both }))
      .refuses('NOT_MERGED');
    given(family, ...helped)
      .when(resume, inHills, besides({ [woods]: [...both, ...apart] }))
      .then();
  });
  it('may be merged again', () => {
    const again = [
      ...retired,
      { type: 'FamilyResumed', data: { survivor: woods } } as const,
      goesOn(woods),
      merged(),
    ];
    given(family, ...again.slice(0, -1))
      .when(merge(), inHills, besides({ [woods]: [...both, ...apart] }))
      .then(merged());
    given(family, ...both, ...apart)
      .when(takeIn(), inWoods, besides({ [id]: again }))
      .then(
        { type: 'FamilyTakenIn', data: { retired: id, merge: again.length - 1, members: came } },
        ...joined,
        goesOn(id, { copiedAsOf: 12 }),
      );
  });
  it('takes back what the survivor never took, even where two were merged into each other at once', () => {
    const mutual = [...woodFamily, merged({ retired: woods, survivor: id })];
    const back: FamilyEvent = { ...reversed(), data: { ...without(reversed().data), episode } };
    given(family, ...mutual)
      .when(reverse(), inWoods, fromHills)
      .then(back);
    const facts: Partial<Facts> = besides({ [woods]: [...mutual, back] });
    given(family, ...retired)
      .when(resume, inHills, facts)
      .then({ type: 'FamilyResumed', data: { survivor: woods } }, goesOn(id));
  });
  it('of a chain of five goes the last first', () => {
    const chain = ['family-3', 'family-4', 'family-5'];
    const into = chain[0] ?? '';
    given(family, ...both, merged({ retired: woods, survivor: into }))
      .when(reverse(), inWoods, fromHills)
      .refuses('FAMILY_MERGED', { family: into });
    for (const survivor of chain)
      given(family, ...both)
        .when(merge({ retired: woods, survivor }), inWoods, besides({ [survivor]: woodFamily }))
        .then(merged({ retired: woods, survivor }));
  });
});

function without({ members: _, episode: __, ...rest }: EventOf<'FamilyMergeReversed'>['data']) {
  return rest;
}

function withEpisodeStaying(command: FamilyCommand): FamilyCommand {
  if (command.type !== 'ReverseFamilyMerge') return command;
  const { episode: _, ...data } = command.data;
  return { ...command, data };
}
