import type { PersonaName } from '#libs/access';
import type { CommandType, JsonObject } from '#libs/contracts';
import { readCodeSets } from '#libs/reference';

interface Story {
  send(persona: PersonaName, type: CommandType, given: JsonObject): Promise<string>;
}

/** A case, as far as an audit is told of it. */
interface Case {
  readonly episode: string;
  readonly child: string;
}

const QUESTIONS = readCodeSets().find(({ name }) => name === 'audit-question')?.codes ?? [];
/** Nothing but that somebody has a concern. */
const BASIS = { sample: null, secondOf: null, auditor: 'auditor' };

/** Two cases are audited, the second after the first has led to something: moderated, disputed, and learnt from. */
export async function tellAudits(
  story: Story,
  keyworker: string,
  [first, later]: readonly [Case, Case],
): Promise<void> {
  const given = await story.send('quality', 'AssignAudit', { ...BASIS, episode: first.episode });
  await story.send('quality', 'WithdrawAudit', { audit: given });
  const audit = await graded(story, first);
  await story.send('quality', 'ModerateAudit', { audit, grade: 'GOOD' });
  await story.send('quality', 'AddPractitionerReflection', { audit, practitioner: keyworker });
  await story.send('quality', 'AddFamilyFeedback', { audit, giver: first.child });
  const due = '2099-01-01';
  const action = await story.send('quality', 'SetAuditAction', { audit, owner: keyworker, due });
  await story.send('manager', 'CompleteAuditAction', { audit, action });
  const verifiedIn = await graded(story, later);
  await story.send('manager', 'DisputeGrade', { audit: verifiedIn });
  await story.send('quality', 'ResolveGradeDispute', { audit: verifiedIn, grade: 'GOOD' });
  await story.send('quality', 'VerifyAuditAction', { audit, action, verifiedIn });
}

async function graded(story: Story, { episode }: Case): Promise<string> {
  const audit = await story.send('quality', 'AssignAudit', { ...BASIS, episode });
  await story.send('auditor', 'PinCaseView', { audit });
  await story.send('auditor', 'RaiseImmediateConcern', { audit, questions: null, told: null });
  for (const { code: question } of QUESTIONS)
    await story.send('auditor', 'AnswerAuditQuestion', {
      ...{ audit, question, answer: 'YES', grade: 'GOOD', evidence: null },
    });
  await story.send('auditor', 'GradeAudit', { audit, overall: 'GOOD' });
  return audit;
}
