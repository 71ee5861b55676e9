import { coordinator, text, type Send } from './telling.ts';

interface Planning {
  readonly family: string;
  readonly episode: string;
  readonly child: string;
  readonly sibling: string;
  readonly parent: string;
  readonly agency: string;
  readonly keyworker: string;
}

/** The family, who agreed for one child, agrees for the other too, and to a plan; a team carries it out until it ends. */
export async function plans(
  send: Send,
  { child, sibling, parent, keyworker, ...of }: Planning,
): Promise<void> {
  const help = { family: of.family, episode: of.episode };
  const agreeing = { person: sibling, family: of.family, by: parent, takenBy: keyworker, capacity: 'CARER' };
  const how = { method: 'SIGNED', explained: text('What the plan is for.'), agencies: [of.agency] };
  await send('GiveAgreement', { ...agreeing, ...how }, coordinator);
  const absent = { familyPresent: false, absentReason: text('Ill.') };
  await send('AgreePlan', { ...help, agreedBy: [parent], ...absent, takenBy: keyworker });
  const wanted = {
    wanted: text('On time.'),
    measure: text('Days.'),
    baseline: text('One.'),
    setBy: keyworker,
  };
  const bees = { bees: ['BEE.AMB'], ambitions: ['BEE.AMB.2'] };
  const { id: goal } = await send('SetGoal', { ...help, person: child, ...wanted, ...bees });
  const added = { ...help, goal, what: text('A bedtime.'), due: '2030-01-01' };
  const { id: first } = await send('AddAction', { ...added, ownerPerson: parent });
  const { id: second } = await send('AddAction', { ...added, ownerWorker: keyworker });
  await send('ProgressAction', { ...help, action: first, note: text('Some nights.') });
  await send('MissAction', { ...help, action: first, reason: text('Forgotten.'), due: '2030-02-01' });
  await send('CompleteAction', { ...help, action: first, note: text('Every night.') });
  await send('CancelAction', { ...help, action: second, reason: text('Not wanted.') });
  const childrenAbsent = [{ child: sibling, reason: text('Asleep.') }];
  const met = { ledBy: keyworker, agencies: [of.agency], persons: [parent], childrenPresent: [child] };
  await send('HoldTaf', { ...help, ...met, childrenAbsent, notes: text('All came.') });
  const progress = [{ goal, progress: 'GOOD_PROGRESS', note: text('Four of five.') }];
  await send('CompleteReview', { ...help, progress, nextDue: '2030-03-01', reviewedBy: keyworker });
  await send('SharePlanCopy', { ...help, to: parent, how: 'LETTER', sharedBy: keyworker });
  const withheld = { from: child, reason: text('Too young.'), nobodyElse: false, decidedBy: keyworker };
  await send('WithholdPlanCopy', { ...help, ...withheld });
  await send('EndPlan', { ...help, reason: 'GOALS_MET' });
}
