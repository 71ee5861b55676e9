import type { EntryAnswer } from '../entry.graphql.ts';
import type { Story, StoryEpisode, StoryFamily } from './story.graphql.ts';

const DAY = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});
export const MOMENT = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** A family's history as a person would read it: what happened, who recorded it, what came late. */
export function told({ family, events }: Story, effectiveAt?: string): string {
  return [heading(family, effectiveAt), '', ...events.flatMap(eventLines), '', ...stateLines(family)].join(
    '\n',
  );
}

function heading({ reference, asOf }: StoryFamily, effectiveAt?: string): string {
  const known = asOf.knownAt === null ? '' : `, as known on ${MOMENT.format(new Date(asOf.knownAt))}`;
  const effective = effectiveAt === undefined ? '' : `, of what had happened by ${day(effectiveAt)}`;
  return `Family ${reference}${known} (position ${asOf.position})${effective}`;
}

/** What happened, and who recorded it when. */
export function eventLines(event: EntryAnswer): string[] {
  const who = `${event.by.role}, ${event.by.agencyName ?? event.by.agency}`;
  const recorded = `recorded ${MOMENT.format(new Date(event.recordedAt))} by ${who} [${event.position}]`;
  return [
    `${event.late > 0 ? '!' : ' '} ${happened(event).padEnd(19)} ${event.summary}`,
    `  ${''.padEnd(19)} ${[recorded, ...marks(event)].join(', ')}`,
  ];
}

function happened({ occurredAt: { value, precision } }: EntryAnswer): string {
  if (value === null) return '';
  return precision === 'INSTANT' ? MOMENT.format(new Date(value)) : day(value);
}

function marks({ late, corrected, voided }: EntryAnswer): string[] {
  return [
    ...(late > 0 ? [`LATE by ${late} ${late === 1 ? 'day' : 'days'}`] : []),
    ...(corrected ? ['corrected'] : []),
    ...(voided ? ['void'] : []),
  ];
}

function stateLines({ episode, members }: StoryFamily): string[] {
  if (!episode) return ['No episode of help had been opened.'];
  const names = new Map(members.map((each) => [each.person, each.name ?? each.person]));
  const children = episode.children.map(
    (each) =>
      `  ${names.get(each.child) ?? each.child}: level ${each.level ?? 'not decided'}, ${each.statutoryStatus}`,
  );
  return [ownerLine(episode), ...children];
}

function ownerLine({ status, keyworker, keyworkerName, agency, agencyName }: StoryEpisode): string {
  return `Episode ${status}, keyworker ${keyworkerName ?? keyworker ?? 'none'}, accountable ${agencyName ?? agency ?? 'none'}`;
}

export function day(date: string): string {
  return date.length === 10 ? DAY.format(new Date(`${date}T12:00:00Z`)) : date;
}
