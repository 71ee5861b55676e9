import type { PersonaName } from '#libs/access';
import type { CommandType, JsonObject } from '#libs/contracts';

interface Story {
  send(persona: PersonaName, type: CommandType, given: JsonObject): Promise<string>;
}

type Of = Record<'child' | 'sibling' | 'parent' | 'family' | 'agency' | 'keyworker' | 'episode', string>;

/** The family agrees to a plan; a team carries it out until it ends. */
export async function tellPlans(
  story: Story,
  { child, sibling, parent, family, agency, keyworker, episode }: Of,
): Promise<void> {
  for (const person of [child, sibling])
    await story.send('coordinator', 'GiveAgreement', {
      ...{ person, family, by: parent, takenBy: keyworker, capacity: 'CARER', agencies: [agency] },
    });
  const help = { family, episode };
  const send = (type: CommandType, given: JsonObject) => story.send('manager', type, { ...help, ...given });
  await send('AgreePlan', { agreedBy: [parent], goals: null, takenBy: keyworker });
  const bees = { bees: ['BEE.AMB'], ambitions: ['BEE.AMB.2'] };
  const goal = await send('SetGoal', { person: child, ...bees, setBy: keyworker });
  const due = '2030-01-01';
  const first = await send('AddAction', { goal, ownerPerson: parent, due });
  const second = await send('AddAction', { goal, ownerWorker: keyworker, due });
  await send('ProgressAction', { action: first });
  await send('MissAction', { action: first, due: '2030-02-01' });
  await send('CompleteAction', { action: first });
  await send('CancelAction', { action: second });
  const childrenAbsent = [{ child: sibling }];
  const met = { ledBy: keyworker, agencies: [agency], persons: [parent], childrenPresent: [child] };
  await send('HoldTaf', { ...met, childrenAbsent });
  await send('CompleteReview', { progress: [{ goal }], nextDue: due, reviewedBy: keyworker });
  await send('SharePlanCopy', { to: parent, sharedBy: keyworker });
  await send('WithholdPlanCopy', { from: child, decidedBy: keyworker });
  await send('EndPlan', { reason: 'GOALS_MET' });
}
