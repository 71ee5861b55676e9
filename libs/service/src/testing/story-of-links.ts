import { randomUUID } from 'node:crypto';
import { uuidv5 } from '#libs/contracts';
import { approver, coordinator, text, type Send } from './telling.ts';

interface Linking {
  readonly child: string;
  readonly sibling: string;
  readonly keyworker: string;
  readonly third: string;
}

/** Two records are taken for one person's, and told apart again; then one is found to hold what is the other's. */
export async function links(send: Send, { child, sibling, keyworker, third }: Linking): Promise<void> {
  const asked = { requestedBy: keyworker, approvedBy: third };
  const pair = { survivor: child, other: sibling, evidence: [text('One birth date.')] };
  const { id: link } = await send('LinkPersonsAsSame', { ...pair, ...asked }, approver);
  const commandId = randomUUID();
  const warning = { person: child, warning: 'WEAPONS' };
  await send('RecordWarning', warning, coordinator, { commandId });
  const event = uuidv5(commandId, `person-${child}/0`);
  const reason = text('Twins.');
  const reallocations = [{ event, person: sibling }];
  await send('ReversePersonLink', { link, reason, reallocations, ...asked }, approver);
  const held = { from: child, into: sibling, reallocated: [event], reason };
  await send('SplitPersonRecord', { ...held, ...asked }, approver);
}
