import type { Timed } from './timed.ts';

/** One thing measured in this run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** How many were measured; with fewer than a hundred p99 is the longest. */
  readonly calls?: number;
  /** Milliseconds, of one call. */
  readonly p50?: number;
  readonly p99?: number;
  /** Milliseconds that cores worked on one call. */
  readonly core?: number;
  /** How the value stands to another one of the same run. */
  readonly ratio?: Ratio;
  /** What it is held against, with the conditions that figure was set for. */
  readonly against?: string;
}

export interface Ratio {
  readonly value: number;
  readonly to: string;
}

type OfCalls = Omit<Timed, 'perSecond' | 'core'> & Partial<Pick<Timed, 'core'>>;
type Beside = Pick<Figure, 'ratio' | 'against'>;

/** How many a second, beside how long one took. */
export function rate(name: string, { perSecond, ...timed }: Timed, beside: Beside = {}): Figure {
  return { name, value: perSecond, unit: '/s', ...ofCalls(timed), ...beside };
}

/** How long one took: the value is what one in a hundred exceeds. */
export function latency(name: string, timed: OfCalls, beside: Beside = {}): Figure {
  return { name, value: timed.p99, unit: 'ms', ...ofCalls(timed), ...beside };
}

function ofCalls({ count, p50, p99, core }: OfCalls): Partial<Figure> {
  return { calls: count, p50, p99, ...(core !== undefined && { core }) };
}

/** Says of a figure on how many events it was measured. */
export function named(events: number): (figure: Figure) => Figure {
  return (figure) => ({ ...figure, name: `${figure.name}, ${said(events)} events` });
}

export function said(events: number): string {
  return events.toLocaleString('en-GB');
}
