import type { PersonaName } from '#libs/access';
import type { CommandType, JsonObject } from '#libs/contracts';

interface Story {
  send(persona: PersonaName, type: CommandType, given: JsonObject): Promise<string>;
}

type Of = Record<'child' | 'sibling' | 'parent' | 'family' | 'keyworker' | 'episode', string>;

/** One child is assessed, the other is not at the parent's wish; another assessment is given up. */
export async function tellAssessments(
  story: Story,
  { child, sibling, parent, family, keyworker, episode }: Of,
): Promise<void> {
  const send = (type: CommandType, given: JsonObject) =>
    story.send('manager', type, { family, episode, ...given });
  const leftOut = [{ child: sibling, refusedBy: [parent] }];
  const begun = { children: [child], startedBy: keyworker };
  const ffa = { type: 'FFA', formVersion: 'FFA-2026.1' };
  const assessment = await send('StartAssessment', { ...begun, ...ffa, leftOut });
  const one = { assessment };
  await send('IdentifyNeed', { ...one, person: child, identifiedBy: keyworker });
  await send('IdentifyStrength', { ...one, person: child, identifiedBy: keyworker });
  await send('RecordVoice', { ...one, person: child, recordedBy: keyworker });
  await send('RecordVoiceNotObtained', { ...one, person: parent, recordedBy: keyworker });
  await send('RecordAnalysis', { ...one, analysedBy: keyworker });
  const findings = [{ child, level: 'L2', send: 'NO_SIGN' }];
  await send('FinaliseAssessment', { ...one, findings, finalisedBy: keyworker });
  await send('SignAssessment', { ...one, signedBy: [parent], takenBy: keyworker });
  await send('DeclineSignature', { ...one, person: child, takenBy: keyworker });
  await send('GiveAssessmentCopy', { ...one, to: parent, givenBy: keyworker });
  await send('WithholdAssessmentCopy', { ...one, from: child, decidedBy: keyworker });
  const other = { type: 'YOUNG_CARER', formVersion: 'YOUNG_CARER-2026.1', leftOut };
  const second = await send('StartAssessment', { ...begun, ...other });
  await send('AbandonAssessment', { assessment: second, reason: 'FAMILY_DECLINED' });
}
