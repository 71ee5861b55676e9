import { readCodeSets } from '#libs/reference';
import { teamManager, text, type Send } from './telling.ts';

const quality = { user: 'u-quality', role: 'QUALITY', agency: 'organisation-county' };
const auditor = { user: 'u-auditor', role: 'AUDITOR', agency: 'organisation-county' };
const QUESTIONS = readCodeSets().find(({ name }) => name === 'audit-question')?.codes ?? [];

/** A case, as far as an audit is told of it. */
interface Case {
  readonly episode: string;
  readonly child: string;
}

/** Two cases are audited, the second after the first has led to something: moderated, disputed, and learnt from. */
export async function audits(
  send: Send,
  keyworker: string,
  [first, later]: readonly [Case, Case],
): Promise<void> {
  const { id: given } = await send('AssignAudit', assigning(first), quality);
  await send('WithdrawAudit', { audit: given, reason: 'IN_ERROR' }, quality);
  const audit = await graded(send, first);
  const reason = text('Seen otherwise.');
  await send('ModerateAudit', { audit, grade: 'REQUIRES_IMPROVEMENT', reason }, quality);
  const reflection = { audit, practitioner: keyworker, reflection: text('I see.') };
  await send('AddPractitionerReflection', reflection, quality);
  await send('AddFamilyFeedback', { audit, giver: first.child, feedback: text('It helped.') }, quality);
  const what = text('Hear each child.');
  const { id: action } = await send(
    'SetAuditAction',
    { audit, owner: keyworker, due: '2099-01-01', what },
    quality,
  );
  await send('CompleteAuditAction', { audit, action, note: text('All were heard.') }, teamManager);
  const verifiedIn = await graded(send, later);
  await send('DisputeGrade', { audit: verifiedIn, reason: text('Not so.') }, teamManager);
  await send('ResolveGradeDispute', { audit: verifiedIn, grade: 'GOOD', reason: text('Heard.') }, quality);
  await send('VerifyAuditAction', { audit, action, verifiedIn }, quality);
}

const assigning = ({ episode }: Case) => ({ episode, reason: 'CONCERN', auditor: auditor.user });

async function graded(send: Send, of: Case): Promise<string> {
  const { id: audit } = await send('AssignAudit', assigning(of), quality);
  await send('PinCaseView', { audit }, auditor);
  await send('RaiseImmediateConcern', { audit, what: text('Somebody is at the door.') }, auditor);
  for (const { code: question } of QUESTIONS) {
    const comment = text('As it should be.');
    const answer = { audit, question, answer: 'YES', grade: 'GOOD', comment };
    await send('AnswerAuditQuestion', answer, auditor);
  }
  await send('GradeAudit', { audit, overall: 'GOOD', summary: text('Well done.') }, auditor);
  return audit;
}
