import { describe, expect, it } from '@jest/globals';
import { eventTable } from './generated/event-table.ts';
import { upcast, upcasters, type Upcasters } from './upcasters.ts';

/** An invented history: version 2 says in metres what 1 said in feet, version 3 puts it under `size`. */
const chain: Upcasters = {
  RoomMeasured: [
    ({ feet, ...rest }) => (typeof feet === 'number' ? { ...rest, metres: Math.round(feet * 0.3048) } : rest),
    ({ metres, ...rest }) => (metres === undefined ? rest : { ...rest, size: { metres } }),
  ],
};

describe('the upcaster chain', () => {
  it('lifts the first version through every later one', () => {
    expect(upcast('RoomMeasured', 1, { room: 'a', feet: 10 }, chain)).toEqual({
      room: 'a',
      size: { metres: 3 },
    });
  });

  it('lifts a later version only by what came after it', () => {
    expect(upcast('RoomMeasured', 2, { room: 'a', metres: 4 }, chain)).toEqual({
      room: 'a',
      size: { metres: 4 },
    });
  });

  it('leaves the newest version as it is', () => {
    expect(upcast('RoomMeasured', 3, { size: { metres: 4 } }, chain)).toEqual({ size: { metres: 4 } });
  });

  it('leaves absent what was erased', () => {
    expect(upcast('RoomMeasured', 1, { room: 'a' }, chain)).toEqual({ room: 'a' });
  });

  it('leaves an event without a history as it is', () => {
    expect(upcast('DoorOpened', 1, { door: 'b' }, chain)).toEqual({ door: 'b' });
  });

  it('reaches, for every event of the record, the version that is written now', () => {
    for (const [type, { version }] of Object.entries(eventTable))
      expect({ type, reaches: (upcasters[type] ?? []).length + 1 }).toEqual({ type, reaches: version });
    expect(Object.keys(upcasters).filter((type) => !(type in eventTable))).toEqual([]);
  });
});
