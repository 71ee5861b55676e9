import type { PersonaName } from '#libs/access';
import type { CommandType, JsonObject } from '#libs/contracts';
import type { ServiceProcess } from './processes.ts';

interface Story {
  readonly service: Pick<ServiceProcess, 'ask'>;
  send(persona: PersonaName, type: CommandType, given: JsonObject): Promise<string>;
}

/** Information that came from somebody else than was written down, and then belonged to another family. */
export async function tellCorrections(story: Story, family: string): Promise<void> {
  const about = { stream: family, entry: await entryOf(story, family, 'InformationReceived') };
  const replaced = { informationReceived: { from: 'SCHOOL' } };
  await story.send('coordinator', 'CorrectEntry', { ...about, replaced, occurred: null, cleared: null });
  await story.send('coordinator', 'VoidEntry', about);
}

/** The id of the family's last event of a type. */
async function entryOf({ service }: Story, family: string, type: string): Promise<string> {
  const query = `{ familyTimeline(family: "${family}", purpose: AUDIT, last: 100) { nodes { id type } } }`;
  const { data, errors } = await service.ask('auditor', query);
  if (errors) throw new Error(JSON.stringify(errors));
  const { nodes } = data?.['familyTimeline'] as { nodes: { id: string; type: string }[] };
  return nodes.findLast((each) => each.type === type)?.id ?? '';
}
