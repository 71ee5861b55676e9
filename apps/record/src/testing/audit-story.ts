import { readCodeSets } from '#libs/reference';
import type { Served } from './served.ts';
import type { Story } from './story.ts';

export const COMMENT = 'Ava was never seen alone.';

const QUESTIONS = readCodeSets()
  .find(({ name }) => name === 'audit-question')
  ?.codes.map(({ code }) => code);

interface AuditAsked {
  readonly episode: string;
  readonly auditor?: string;
  readonly [basis: string]: unknown;
}

/** Somebody is to judge a case, because of a concern unless said; answers the audit. */
export async function assigned(served: Served, { episode, ...asked }: AuditAsked): Promise<string> {
  await caughtUp(served);
  const basis = 'sample' in asked || 'secondOf' in asked ? {} : { reason: 'CONCERN' };
  return (await served.order('quality', 'assignAudit', { episode, auditor: 'auditor', ...basis, ...asked }))
    .id;
}

/** The view is pinned and every question answered, the first with evidence and a comment. */
export async function answered(
  served: Served,
  audit: string,
  said: { readonly evidence?: readonly string[]; readonly grade?: string; readonly comment?: string } = {},
): Promise<void> {
  await served.order('auditor', 'pinCaseView', { audit });
  for (const question of QUESTIONS ?? [])
    await served.order('auditor', 'answerAuditQuestion', {
      ...{ audit, question, answer: 'YES', grade: 'GOOD' },
      ...(question === 'CHILD_VOICE' && { ...said }),
    });
}

/** An audit of the story's case, graded; answers its id. */
export async function graded(
  served: Served,
  { episode }: Pick<Story, 'episode'>,
  said: Parameters<typeof answered>[2] = { comment: COMMENT },
  overall = 'GOOD',
): Promise<string> {
  const audit = await assigned(served, { episode });
  await answered(served, audit, said);
  await served.order('auditor', 'gradeAudit', { audit, overall, summary: 'Much was done well.' });
  await caughtUp(served);
  return audit;
}

export async function caughtUp({ record }: Served): Promise<void> {
  await record.managers.reached(await record.store.head());
  await record.projector.reached(await record.store.head());
}

/** All of an audit, as it is read for a purpose. */
export const AUDIT = `query ($audit: ID!, $purpose: Purpose!) { audit(audit: $audit, purpose: $purpose) {
  audit { id episode family standing auditor state pinned overall moderated grade dispute concern awaitsModeration secondOf }
  answers { question answer grade evidence comment } grading { overall chosen cappedBy summary }
  concerns { questions what } reflections { practitioner reflection } feedback { giver feedback }
  moderation { grade changed reason by } dispute { reason by } resolution { grade by }
  actions { action state what verifiedIn } erased erasedSince } }`;

export interface AuditRead {
  readonly audit: Record<string, unknown>;
  readonly answers: readonly { question: string; grade: string | null; comment: string | null }[];
  readonly grading: Record<string, unknown> | null;
  readonly feedback: readonly object[];
  readonly erased: boolean;
}
