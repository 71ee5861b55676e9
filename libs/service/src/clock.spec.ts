import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { machineClock, simulatedClock } from './clock.ts';

const MARCH = '2026-03-10T12:00:00.000Z';
const FAR = '2999-01-01T00:00:00.000Z';

afterEach(() => {
  jest.useRealTimers();
});

describe('the machine\u2019s clock', () => {
  it('shows the machine\u2019s time', () => {
    const before = new Date().toISOString();
    const shown = machineClock().now();
    expect(shown >= before && shown <= new Date().toISOString()).toBe(true);
  });

  it('never shows a time before what the log holds', () => {
    expect(machineClock(FAR).now()).toBe(FAR);
  });

  it('stands still while the machine\u2019s was set back ten minutes, and goes on once that has caught up', () => {
    jest.useFakeTimers({ now: Date.parse(MARCH) });
    const clock = machineClock();
    expect(clock.now()).toBe(MARCH);
    jest.setSystemTime(Date.parse('2026-03-10T11:50:00.000Z'));
    expect(clock.now()).toBe(MARCH);
    jest.setSystemTime(Date.parse('2026-03-10T11:59:59.000Z'));
    expect(clock.now()).toBe(MARCH);
    jest.setSystemTime(Date.parse('2026-03-10T12:00:01.000Z'));
    expect(clock.now()).toBe('2026-03-10T12:00:01.000Z');
  });
});

describe('a simulated clock', () => {
  it('runs on from where it was set', () => {
    const clock = simulatedClock(MARCH);
    const first = clock.now();
    const later = Date.parse(MARCH) + 60_000;
    expect(first >= MARCH && Date.parse(first) < later).toBe(true);
    expect(clock.now() >= first).toBe(true);
  });

  it('stands still where it is told to, and moves on when it is told to', () => {
    const clock = simulatedClock(MARCH);
    clock.standAt(FAR);
    expect([clock.now(), clock.now()]).toEqual([FAR, FAR]);
    clock.runFrom('2999-01-02T00:00:00.000Z');
    expect(clock.now() > FAR).toBe(true);
  });

  it('runs on from an instant that it may have passed by then', () => {
    jest.useFakeTimers();
    const clock = simulatedClock(MARCH);
    jest.advanceTimersByTime(5);
    clock.runFromAtLeast(MARCH);
    jest.advanceTimersByTime(3);
    expect(clock.now()).toBe('2026-03-10T12:00:00.008Z');
    clock.runFromAtLeast(FAR);
    expect(clock.now()).toBe(FAR);
  });

  it('never goes back', () => {
    const clock = simulatedClock(MARCH);
    expect(() => clock.runFrom('2026-03-10T11:59:59.999Z')).toThrow(RangeError);
    expect(() => clock.standAt('yesterday')).toThrow(RangeError);
  });
});
