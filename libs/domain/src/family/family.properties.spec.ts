import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Rejected } from '#libs/contracts';
import type { FamilyCommand, FamilyEvent } from '#libs/contracts';
import type { Circumstances, Facts } from '../aggregate.ts';
import { noFacts, today } from '../testing/examples.ts';
import { anyOrder } from '../testing/family-orders.ts';
import { around, family as id, registered } from '../testing/hill-family.ts';
import { after, placed } from '../testing/specification.ts';
import { family } from './family.ts';
import { currentSteps } from './state.ts';
import type { Episode, FamilyState } from './state.ts';

const facts: Facts = { ...noFacts, ...around };

interface Moment {
  readonly before: FamilyState;
  readonly command: FamilyCommand;
  /** What came of it; nothing where it was refused. */
  readonly events: readonly FamilyEvent[];
  readonly log: readonly FamilyEvent[];
  readonly state: FamilyState;
}

/** Whatever a family is ordered, what is true at every moment of its history. */
function always(holds: (moment: Moment) => void): void {
  const order = fc.record({ order: anyOrder, pick: fc.nat({ max: 1 }) });
  fc.assert(
    fc.property(fc.array(order, { minLength: 20, maxLength: 80 }), (orders) => {
      const log = [...registered];
      let before = after(family, log);
      for (const [at, { order, pick }] of orders.entries()) {
        const command = order(named(log, pick));
        const events = decided({ ...command, ...today, stream: id, newId: (n) => `${at}-${n}` }, before);
        const state = events.reduce(
          (reached, event, index) => family.evolve(reached, placed(event, log.length + index)),
          before,
        );
        log.push(...events);
        holds({ before, command, events, log, state });
        before = state;
      }
    }),
    { numRuns: 150 },
  );
}

/** The last episode and step of the history, or the ones before them. */
function named(log: readonly FamilyEvent[], pick: number): { episode: string; step: string } {
  const last = (ids: readonly string[]) => ids.at(-1 - pick) ?? ids.at(-1) ?? 'none';
  return {
    episode: last(log.flatMap(({ type, data }) => (type === 'EpisodeOpened' ? data.episode : []))),
    step: last(
      log.flatMap(({ type, data }) =>
        type === 'StepUpProposed' || type === 'StepDownProposed' ? data.step : [],
      ),
    ),
  };
}

function decided(command: FamilyCommand & Circumstances, state: FamilyState): FamilyEvent[] {
  try {
    const events = family.decide(command, state, facts);
    expect(family.decide(command, state, facts)).toEqual(events);
    return events;
  } catch (refusal) {
    if (refusal instanceof Rejected) return [];
    throw refusal;
  }
}

function episodesOf(state: FamilyState): Episode[] {
  return state.status === 'REGISTERED' ? [...state.episodes.values()] : [];
}

function stepsOf(events: readonly FamilyEvent[]) {
  return events.filter((event) => event.type === 'SteppedUp' || event.type === 'SteppedDown');
}

function childIn(state: FamilyState, { episode, child }: { episode: string; child: string }) {
  return episodesOf(state)
    .find(({ id }) => id === episode)
    ?.children.get(child);
}

function lastLevel(log: readonly FamilyEvent[], episode: string, child: string): string | undefined {
  return log
    .flatMap(({ type, data }) => {
      if (type !== 'LevelOfNeedDecided' && type !== 'SteppedUp' && type !== 'SteppedDown') return [];
      return data.episode === episode && data.child === child ? ('to' in data ? data.to : data.level) : [];
    })
    .at(-1);
}

describe('whatever is ordered of a family', () => {
  it('an open episode has a keyworker and an agency at every instant, and there is one at most', () => {
    always(({ state }) => {
      const open = episodesOf(state).filter(({ status }) => status !== 'CLOSED');
      expect(open.length).toBeLessThanOrEqual(1);
      for (const each of open) {
        expect(each).toMatchObject({ status: 'OPEN', agency: /./, keyworker: /./ });
      }
    });
  });
  it('each child of an episode is at the level last decided, and every step starts from there', () => {
    always(({ state, before, events, log }) => {
      for (const episode of episodesOf(state)) {
        for (const [child, { level }] of episode.children) {
          expect(level).toBeDefined();
          expect(level).toBe(lastLevel(log, episode.id, child));
        }
      }
      for (const { type, data } of stepsOf(events)) {
        expect(data.from).toBe(childIn(before, data)?.level);
        expect(Math.sign(data.to.localeCompare(data.from))).toBe(type === 'SteppedUp' ? 1 : -1);
      }
    });
  });
  it('nobody comes to statutory services, or leaves them, but by a step that was accepted', () => {
    always(({ events }) => {
      const isAccepted = events.some(({ type }) => type === 'StepUpAccepted' || type === 'StepDownAccepted');
      for (const { data } of stepsOf(events)) {
        if (data.to === 'L4' || data.from === 'L4') expect(isAccepted && data.step !== undefined).toBe(true);
      }
    });
  });
  it('nothing happens in a closed episode but late information and reopening', () => {
    always(({ before, events }) => {
      const closed = episodesOf(before).filter(({ status }) => status === 'CLOSED');
      const [first] = events;
      if (first === undefined || !('episode' in first.data)) return;
      const { episode } = first.data;
      if (closed.some(({ id }) => id === episode)) {
        expect(['InformationReceived', 'EpisodeReopened']).toContain(first.type);
      }
    });
  });
  it('no episode closes over a step that waits for its answer', () => {
    always(({ before, events }) => {
      for (const { type, data } of events) {
        if (type !== 'EpisodeClosed') continue;
        const episode = episodesOf(before).find(({ id }) => id === data.episode);
        const steps = currentSteps(episode?.steps).values();
        for (const { status } of steps) expect(['DECLINED', 'ACCEPTED']).toContain(status);
      }
    });
  });
  it('the version a form saw is the revision of the last event of its episode', () => {
    always(({ state, log }) => {
      for (const { id: episode } of episodesOf(state)) {
        const last = log.findLastIndex(({ data }) => 'episode' in data && data.episode === episode);
        const data = { family: id, episode, reason: 'OUTCOMES_MET', outcomes: [] };
        expect(family.seen(state, { type: 'CloseEpisode', data })).toBe(last);
      }
    });
  });
  it('children who are being helped are members of the family', () => {
    always(({ state }) => {
      for (const episode of episodesOf(state)) {
        if (episode.status === 'CLOSED') continue;
        for (const child of episode.children.keys()) {
          expect(state.status === 'REGISTERED' && state.members.has(child)).toBe(true);
        }
      }
    });
  });
});
