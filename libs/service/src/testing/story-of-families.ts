import { approver, coordinator, text, type Send } from './telling.ts';

type Helped = Record<'family' | 'episode' | 'sibling' | 'parent' | 'keyworker' | 'third', string>;

/** A brother is left out of the help at the parents' wish, comes back, leaves it, and comes back again. */
export async function leavingOut(
  send: Send,
  { family, episode, sibling, parent, keyworker }: Helped,
): Promise<void> {
  const about = { family, episode, child: sibling };
  const askedBy = [{ person: parent, capacity: 'CARER' }];
  const back = { level: 'L2', indicators: ['L2.01'], rationale: text('After all.'), decidedBy: keyworker };
  await send('ExcludeSibling', { ...about, askedBy, reason: text('Not him.'), takenBy: keyworker });
  await send('AddChildToEpisode', { ...about, ...back });
  await send('RemoveChildFromEpisode', { ...about, reason: 'HELPED_ELSEWHERE', decidedBy: keyworker });
  await send('AddChildToEpisode', { ...about, ...back });
  await send('ChangeFamilyLabel', { family, label: text('The Hills') }, coordinator);
}

/** A mother has a household of her own beside the family's, and another that was taken for hers, and is not. */
export async function partings(
  send: Send,
  { family, parent, keyworker, third }: Helped,
  followed: () => Promise<void>,
): Promise<void> {
  const both = { members: [parent], inBoth: [parent] };
  const decided = { reason: 'OWN_HOUSEHOLD', decidedBy: keyworker, approvedBy: third };
  await send('SplitFamily', { family, ...both, ...decided }, approver);
  const { id: retired } = await send('RegisterFamily', { members: [{ person: parent, role: 'MOTHER' }] });
  const asked = { requestedBy: keyworker, approvedBy: third };
  await send(
    'MergeFamilies',
    { retired, survivor: family, reason: text('One household.'), ...asked, agreementReviewed: true },
    approver,
  );
  await followed();
  await send('ReverseFamilyMerge', { retired, survivor: family, reason: text('Two.'), ...asked }, approver);
  await followed();
}
