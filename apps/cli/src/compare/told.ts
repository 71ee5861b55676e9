import { day, eventLines, MOMENT } from '../replay/told.ts';
import type { ComparedField, ComparedPoint, Comparison } from './comparison.graphql.ts';

/** What became of a family between two points, as a person would read it. */
export function told(compared: Comparison): string {
  const { reference, from, to, changed, redactions } = compared;
  return [
    `Family ${reference}, ${point(from)} and ${point(to)}`,
    ...part('Changed', changeLines(changed)),
    ...part(
      'Changed, and not for you to read',
      redactions.map(({ pointer }) => `  ${pointer}`),
    ),
    ...part('Arrived late', compared.arrivedLate.flatMap(eventLines)),
    ...part('Corrected', compared.corrected.flatMap(eventLines)),
    ...part('Voided', compared.voided.flatMap(eventLines)),
    ...(changed.length + redactions.length === 0 ? ['', 'Nothing that the family shows is different.'] : []),
  ].join('\n');
}

function point({ position, knownAt, effectiveAt }: ComparedPoint): string {
  const known = knownAt === null ? '' : `as known on ${MOMENT.format(new Date(knownAt))} `;
  return `${known}(position ${position})${effectiveAt === null ? '' : `, of what had happened by ${day(effectiveAt)}`}`;
}

function part(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

/** Field by field, under the event that made them so; first those that no event did. */
function changeLines(changed: readonly ComparedField[]): string[] {
  const byEvent = Map.groupBy(changed, ({ event }) => Number(event?.position ?? -1));
  return [...byEvent]
    .toSorted(([one], [other]) => one - other)
    .flatMap(([, fields]) => [...headOf(fields), ...fields.map(fieldLine)]);
}

function headOf([first]: readonly ComparedField[]): string[] {
  return first?.event ? eventLines(first.event) : [];
}

function fieldLine({ path, before, after }: ComparedField): string {
  return `      ${path}: ${value(before)} -> ${value(after)}`;
}

function value(shown: unknown): string {
  if (shown === null) return 'nothing';
  return typeof shown === 'string' ? shown : JSON.stringify(shown);
}
