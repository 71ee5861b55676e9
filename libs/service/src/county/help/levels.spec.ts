import { expect, it } from '@jest/globals';
import type { OccurredAt } from '#libs/contracts';
import { chanceOf } from '../chance.ts';
import { review } from './levels.ts';
import { matters } from '../matters/matters.ts';
import type { Help } from '../story.ts';

const DAY_MS = 86_400_000;
const OPENED = Date.parse('2024-03-04T10:00:00Z');

function helpSending(occurred: OccurredAt[]): Help {
  const child = { id: 'person-a', given: 'Ava' };
  const desk = {
    send: (_type: string, _data: unknown, _by: unknown, when: { occurredAt: OccurredAt }) => {
      occurred.push(when.occurredAt);
      return { isBackdated: false };
    },
  };
  const worker = { id: 'worker-a', user: 'user-a', role: 'KEYWORKER', agency: { id: 'organisation-a' } };
  const story = {
    desk,
    chance: chanceOf('reviews'),
    matter: matters[0],
    focus: child,
    household: { adults: [{ called: 'Rachel' }], children: [child] },
    district: { manager: worker },
    family: 'family-a',
    at: OPENED,
  };
  const opened = { id: 'episode-a' };
  const levels = new Map([[child, 'L2']]);
  const held = { agency: worker.agency, keyworker: worker, since: OPENED, from: OPENED, judged: OPENED };
  return { story, opened, levels, isEasing: true, ...held } as never;
}

it('no review is written down, however late, as of before the one that was written down last', () => {
  const occurred: OccurredAt[] = [];
  const help = helpSending(occurred);
  const written = Array.from({ length: 400 }, () => {
    help.story.at += DAY_MS;
    expect([...review(help)]).toEqual([]);
    return new Date(help.story.at).toISOString();
  });
  const days = occurred.map(({ value = '' }) => value.slice(0, 10));
  expect(days).toHaveLength(400);
  expect(days).toEqual([...days].sort());
  expect(days.every((day, at) => day <= (written[at] ?? ''))).toBe(true);
});
