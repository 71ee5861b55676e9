import { randomUUID } from 'node:crypto';
import { uuidv5 } from '#libs/contracts';
import { coordinator, teamManager, text, type Send } from './telling.ts';

const officer = { user: 'u-privacy', role: 'PRIVACY_OFFICER', agency: 'organisation-county' };

/** Somebody who never should have been recorded is held, restricted, and at last to be erased. */
export async function forgetting(send: Send, { parent }: { readonly parent: string }): Promise<void> {
  const commandId = randomUUID();
  const named = { names: [{ use: 'LEGAL', given: text('Ida'), family: text('Reed') }] };
  const { id: person } = await send('RegisterPerson', { adult: true, sex: 'F', ...named }, coordinator, {
    commandId,
  });
  const members = [person, parent].map((each) => ({ person: each, role: 'PARTNER', livesHere: 'FULL' }));
  const { id: family } = await send('RegisterFamily', { members }, coordinator);
  await holdAndRestrict(send, person);

  const asked = { persons: [person], askedBy: 'THEMSELVES', words: text('That is not me.') };
  const { id: refused } = await send('RequestErasure', asked, coordinator);
  const rationale = text('She has no need of it.');
  await send('RefuseErasure', { erasure: refused, reason: 'IDENTITY_NOT_SHOWN', rationale }, officer);

  const proposed = { persons: [person], ground: 'UNLAWFUL', rationale };
  const { id: erasure } = await send('ProposeErasure', proposed, officer);
  const read = { textOf: family, others: [parent], outcome: 'NOTHING_OF_THEM', note: text('Only a name.') };
  await send('ReviewSharedText', { erasure, ...read }, officer);
  await send('ApproveErasure', { erasure, rationale }, teamManager);
  const copy = uuidv5(commandId, `person-${person}/0`);
  await send('NotifyCopyHolder', { erasure, copy, how: 'LETTER' }, officer);
  await send('WithdrawErasure', { erasure, reason: text('It was she.') }, officer);
}

async function holdAndRestrict(send: Send, person: string): Promise<void> {
  const placed = {
    persons: [person],
    everything: false,
    reason: 'COMPLAINT',
    explanation: text('She complains.'),
  };
  const { id: hold } = await send('PlaceLegalHold', placed);
  await send('ReviewLegalHold', { hold, note: text('It goes on.') }, officer);
  const proposed = { hold, reason: text('It is settled.') };
  await send('ProposeLegalHoldRelease', proposed, officer);
  await send('DeclineLegalHoldRelease', { hold, reason: text('Not yet.') });
  await send('ProposeLegalHoldRelease', proposed, officer);
  await send('ReleaseLegalHold', { hold, rationale: text('It is.') });

  const contested = { person, ground: 'ACCURACY_CONTESTED', explanation: text('She says it is wrong.') };
  await send('RestrictProcessing', contested, officer);
  const lifted = { person, reason: text('It was right.'), toldOn: '2026-03-10' };
  await send('LiftProcessingRestriction', lifted, officer);
}
