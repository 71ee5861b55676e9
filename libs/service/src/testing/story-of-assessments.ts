import { text, type Send } from './telling.ts';

interface Assessing {
  readonly family: string;
  readonly episode: string;
  readonly child: string;
  readonly sibling: string;
  readonly parent: string;
  readonly keyworker: string;
}

/** One child is assessed, the other is not at the parent's wish; another assessment is given up. */
export async function assessments(
  send: Send,
  { child, sibling, parent, keyworker, ...of }: Assessing,
): Promise<void> {
  const help = { family: of.family, episode: of.episode };
  const leftOut = [{ child: sibling, refusedBy: [parent], reason: text('Not now.') }];
  const started = { ...help, type: 'FFA', formVersion: 'FFA-2026.1', startedBy: keyworker };
  const { id: assessment } = await send('StartAssessment', { ...started, children: [child], leftOut });
  const one = { ...help, assessment };
  const need = { need: 'ATTENDANCE', bees: ['BEE.AMB'], headlines: ['SF01'], severity: 'MODERATE' };
  const found = { person: child, identifiedBy: keyworker };
  await send('IdentifyNeed', { ...one, ...found, ...need, seen: text('Late on most days.') });
  await send('IdentifyStrength', { ...one, ...found, strength: text('Reads well.'), bees: ['BEE.HAP'] });
  const voice = { person: child, method: 'OWN_WORDS', said: text('I like my school.') };
  await send('RecordVoice', { ...one, ...voice, recordedBy: keyworker });
  const unheard = { person: parent, reason: 'NOT_SEEN', note: text('At work.') };
  await send('RecordVoiceNotObtained', { ...one, ...unheard, recordedBy: keyworker });
  await send('RecordAnalysis', { ...one, analysis: text('Mornings are hard.'), analysedBy: keyworker });
  const findings = [{ child, level: 'L2', send: 'NO_SIGN' }];
  await send('FinaliseAssessment', { ...one, findings, finalisedBy: keyworker });
  await send('SignAssessment', { ...one, signedBy: [parent], takenBy: keyworker });
  await send('DeclineSignature', { ...one, person: child, reason: text('No.'), takenBy: keyworker });
  await send('GiveAssessmentCopy', { ...one, to: parent, how: 'LETTER', givenBy: keyworker });
  const withheld = { from: child, reason: text('Too young.'), nobodyElse: false, decidedBy: keyworker };
  await send('WithholdAssessmentCopy', { ...one, ...withheld });
  const other = { type: 'YOUNG_CARER', formVersion: 'YOUNG_CARER-2026.1', children: [child] };
  const { id: second } = await send('StartAssessment', { ...started, ...other });
  const why = { reason: 'FAMILY_DECLINED', note: text('They want none.') };
  await send('AbandonAssessment', { ...help, assessment: second, ...why });
}
