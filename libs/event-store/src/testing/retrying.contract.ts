import { expect, it } from '@jest/globals';
import type { NewEvent } from '../port.ts';
import { anEvent, extend, refusal, someEvents } from './events.ts';
import type { Stage } from './stage.ts';

const family = 'family-a';

export function retrying(stage: Stage): void {
  it('gives the first answer again, and writes nothing', async () => {
    await extend(stage.store, 'person-b', 2);
    const events = someEvents(family, 0, 3);
    const first = await stage.store.append(family, events, { expected: 'no-stream' });
    expect(await stage.store.append(family, events, { expected: 'no-stream' })).toEqual(first);
    expect(await stage.store.head()).toBe(4);
  });

  it('gives the first answer although the stream has moved on since', async () => {
    await extend(stage.store, family, 2);
    const events = someEvents(family, 2, 2);
    const first = await stage.store.append(family, events, { expected: 1 });
    await extend(stage.store, family, 5);
    expect(await stage.store.append(family, events, { expected: 1 })).toEqual(first);
    expect(await stage.store.revision(family)).toBe(8);
  });

  it('writes once, and gives one answer, for two callers who send it at once', async () => {
    const events = someEvents(family, 0, 2);
    const answers = await Promise.all(
      [0, 1].map(() => stage.store.append(family, events, { expected: 'no-stream' })),
    );
    expect(answers).toEqual([
      { revision: 1, position: 1 },
      { revision: 1, position: 1 },
    ]);
    expect(await stage.store.head()).toBe(1);
  });

  it('refuses the same events after another revision', async () => {
    const events = someEvents(family, 0, 1);
    await stage.store.append(family, events, { expected: 'no-stream' });
    const moved = events.map(({ id }) => anEvent(family, 1, { id }));
    expect((await refusal(stage.store.append(family, moved, { expected: 0 }))).kind).toBe('CONFLICT');
  });

  it('refuses two appends sent as one', async () => {
    const [one, two] = someEvents(family, 0, 2) as [NewEvent, NewEvent];
    await stage.store.append(family, [one], { expected: 'no-stream' });
    await stage.store.append(family, [two], { expected: 0 });
    const refused = await refusal(stage.store.append(family, [one, two], { expected: 'no-stream' }));
    expect(refused).toMatchObject({ kind: 'CONFLICT', actual: 1 });
  });

  it.each<[string, (sent: readonly NewEvent[]) => NewEvent[]]>([
    ['its first event alone', (sent) => sent.slice(0, 1)],
    ['all but its last event', (sent) => sent.slice(0, 2)],
    ['it with one more event', (sent) => [...sent, anEvent(family, 3)]],
    ['it with another first event', (sent) => [anEvent(family, 0), ...sent.slice(1)]],
    ['it with another last event', (sent) => [...sent.slice(0, 2), anEvent(family, 2)]],
    [
      'it with other words in one event',
      (sent) => sent.map((event, at) => (at === 1 ? reworded(event) : event)),
    ],
    [
      'its events in another order',
      (sent) => [1, 0, 2].map((from, at) => anEvent(family, at, { id: idAt(sent, from) })),
    ],
  ])('refuses %s', async (_, change) => {
    const sent = someEvents(family, 0, 3);
    await stage.store.append(family, sent, { expected: 'no-stream' });
    const refused = await refusal(stage.store.append(family, change(sent), { expected: 'no-stream' }));
    expect(refused).toMatchObject({ kind: 'CONFLICT', expected: 'no-stream', actual: 2 });
    expect(await stage.store.head()).toBe(2);
  });

  it('refuses its last events alone', async () => {
    const sent = someEvents(family, 0, 3);
    await stage.store.append(family, sent, { expected: 'no-stream' });
    expect((await refusal(stage.store.append(family, sent.slice(1), { expected: 0 }))).kind).toBe('CONFLICT');
  });

  it('takes the same facts again as new events', async () => {
    await extend(stage.store, family);
    expect(await extend(stage.store, family)).toEqual({ revision: 1, position: 1 });
  });

  it('takes what was refused once it is at the right revision', async () => {
    await extend(stage.store, family);
    const { id } = anEvent(family, 0);
    await refusal(stage.store.append(family, [anEvent(family, 0, { id })], { expected: 'no-stream' }));
    const answer = await stage.store.append(family, [anEvent(family, 1, { id })], { expected: 0 });
    expect(answer).toEqual({ revision: 1, position: 1 });
  });
}

function reworded({ id }: NewEvent): NewEvent {
  return anEvent(family, 1, { id, data: { rationale: 'other' } });
}

function idAt(events: readonly NewEvent[], index: number): string {
  return events[index]?.id ?? '';
}
