import { randomUUID } from 'node:crypto';
import type { PersonaName } from '#libs/access';
import { uuidv5, type CommandType, type JsonObject } from '#libs/contracts';

interface Story {
  send(persona: PersonaName, type: CommandType, given: JsonObject): Promise<string>;
}

/** Somebody is held, restricted, and to be erased; what is written with another person's is read first. */
export async function tellForgetting(story: Story, { parent }: { readonly parent: string }): Promise<void> {
  const commandId = randomUUID();
  const grownUp = { adult: true, dateOfBirth: '1990', expectedDeliveryDate: null, multipleIndex: null };
  const person = await story.send('coordinator', 'RegisterPerson', {
    commandId,
    ...grownUp,
    identifiers: null,
  });
  const members = [person, parent].map((each) => ({ person: each, role: 'PARTNER', livesHere: 'FULL' }));
  const family = await story.send('coordinator', 'RegisterFamily', { members });
  const persons = [person];
  const placed = { persons, everything: false };
  const hold = await story.send('manager', 'PlaceLegalHold', placed);
  await story.send('privacy-officer', 'ReviewLegalHold', { hold });
  await story.send('privacy-officer', 'ProposeLegalHoldRelease', { hold });
  await story.send('manager', 'DeclineLegalHoldRelease', { hold });
  await story.send('privacy-officer', 'ProposeLegalHoldRelease', { hold });
  await story.send('manager', 'ReleaseLegalHold', { hold });
  await story.send('privacy-officer', 'RestrictProcessing', { person });
  await story.send('privacy-officer', 'LiftProcessingRestriction', { person });

  const refused = await story.send('coordinator', 'RequestErasure', { persons });
  await story.send('privacy-officer', 'RefuseErasure', { erasure: refused });
  const erasure = await story.send('privacy-officer', 'ProposeErasure', { persons, ground: 'UNLAWFUL' });
  const read = { erasure, textOf: family, outcome: 'NOTHING_OF_THEM', others: [parent], position: null };
  await story.send('privacy-officer', 'ReviewSharedText', read);
  await story.send('manager', 'ApproveErasure', { erasure });
  const copy = uuidv5(commandId, `person-${person}/0`);
  await story.send('privacy-officer', 'NotifyCopyHolder', { erasure, copy });
  await story.send('privacy-officer', 'WithdrawErasure', { erasure });
}
