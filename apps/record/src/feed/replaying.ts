import { isFieldSet } from '@bufbuild/protobuf';
import { Rejected } from '#libs/contracts';
import { instant, wholeDate } from '#libs/reference';
import {
  ReplayFamilyRequestSchema,
  type ReplayFamilyRequest,
} from '../generated/familyhelp/feed/v1/feed_service_pb.ts';
import type { AsOfInput } from '../schema/as-of.ts';
import type { Replaying } from './feed.desk.ts';
import { followingOf } from './following.ts';

/** What is to be replayed, and as of when: REQUIRED, INVALID_INPUT, INVALID_DATE, PAGE_SIZE, FOREIGN_TOKEN. */
export function replayingOf(request: ReplayFamilyRequest, origin: string): Replaying {
  const { family } = request;
  if (family === '') throw new Rejected('REQUIRED', { field: 'family' });
  return { ...followingOf(request, origin), family, asOf: asOfIn(request) };
}

function asOfIn(request: ReplayFamilyRequest): AsOfInput {
  const { position, knownAt, effectiveAt } = request;
  return {
    ...(isFieldSet(request, ReplayFamilyRequestSchema.field.position) && {
      position: countIn(position, 'position'),
    }),
    ...(knownAt !== '' && { knownAt: instantIn(knownAt) }),
    ...(effectiveAt !== '' && { effectiveAt: dayIn(effectiveAt) }),
  };
}

/** A number of events, or a place in a log. */
export function countIn(value: bigint, field: string): number {
  const count = Number(value);
  if (count < 0 || !Number.isSafeInteger(count)) throw new Rejected('INVALID_INPUT', { field });
  return count;
}

function instantIn(text: string): Date {
  const parsed = instant(text);
  if (!parsed.ok) throw new Rejected('INVALID_INPUT', { field: 'knownAt' });
  return new Date(parsed.value);
}

function dayIn(text: string): Date {
  if (!wholeDate(text).ok) throw new Rejected('INVALID_DATE', { field: 'effectiveAt' });
  return new Date(`${text}T00:00:00.000Z`);
}
