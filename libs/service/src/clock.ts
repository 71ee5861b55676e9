/** The store's clock. It never goes back. */
export interface Clock {
  readonly simulated: boolean;
  /** ISO 8601, UTC, milliseconds. */
  now(): string;
}

/** A clock that a development store lives by. A move to an earlier instant is a RangeError. */
export interface SimulatedClock extends Clock {
  readonly simulated: true;
  /** Goes to the instant and runs on from there. */
  runFrom(instant: string): void;
  /** Runs on from the instant, or from where it is where that is later. */
  runFromAtLeast(instant: string): void;
  /** Goes to the instant and stands still until moved again. */
  standAt(instant: string): void;
}

const EPOCH = '1970-01-01T00:00:00.000Z';

/** The machine's clock, held back from going behind what it showed before or what the log holds already. */
export function machineClock(notBefore: string = EPOCH): Clock {
  let shown = Date.parse(notBefore);
  return {
    simulated: false,
    now() {
      shown = Math.max(shown, Date.now());
      return new Date(shown).toISOString();
    },
  };
}

/** A clock that runs at the machine's pace from the instant given, until it is moved. */
export function simulatedClock(start: string): SimulatedClock {
  let from = Date.parse(start);
  let since: number | undefined = performance.now();
  const shown = (): number =>
    from + (since === undefined ? 0 : Math.max(0, Math.floor(performance.now() - since)));
  const run = (to: number): void => {
    from = to;
    since = performance.now();
  };
  const later = (instant: string): number => {
    const to = Date.parse(instant);
    if (!(to >= shown())) throw new RangeError('the clock never goes back');
    return to;
  };
  return {
    simulated: true,
    now: () => new Date(shown()).toISOString(),
    runFrom: (instant) => run(later(instant)),
    runFromAtLeast: (instant) => run(Math.max(Date.parse(instant), shown())),
    standAt: (instant) => {
      from = later(instant);
      since = undefined;
    },
  };
}

export function isSimulated(clock: Clock): clock is SimulatedClock {
  return clock.simulated;
}
