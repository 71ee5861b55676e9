import type { Figure } from './figure.ts';
import type { Machine } from './machine.ts';

const HEAD = ['', 'value', '', 'p50 ms', 'p99 ms', 'core ms', 'calls', 'ratio', 'held against'];
const NUMBERS = new Set([1, 3, 4, 5, 6]);

/** The machine, a line each, and one row a figure. */
export function tableOf(machine: Machine, figures: readonly Figure[]): string {
  const rows = [HEAD, ...figures.map(rowOf)];
  const widths = HEAD.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((cell, at) => (NUMBERS.has(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  return [...describe(machine), '', ...lines].join('\n');
}

function describe({ processor, cores, memoryGiB, load, fsync, ...machine }: Machine): string[] {
  return [
    `${processor}, ${cores} cores, ${shown(memoryGiB)} GiB, ${machine.system}; load before: ${shown(load)}`,
    `Node ${machine.node}, SQLite ${machine.sqlite}`,
    `${machine.fileSystem ?? 'unknown file system'}; 4 KiB durable in ${shown(fsync.p50)} ms (p50), ${shown(fsync.p99)} ms (p99)`,
  ];
}

function rowOf({ name, value, unit, p50, p99, core, calls, ratio, against = '' }: Figure): string[] {
  const compared = ratio === undefined ? '' : `${shown(ratio.value)} x ${ratio.to}`;
  return [name, shown(value), unit, shown(p50), shown(p99), shown(core), shown(calls), compared, against];
}

function shown(value: number | undefined): string {
  return value?.toLocaleString('en-GB', { maximumSignificantDigits: value < 1000 ? 3 : 4 }) ?? '';
}
