import { randomUUID } from 'node:crypto';
import type { PersonaName } from '#libs/access';
import type { Receipt } from '../../apps/record/src/testing/served.ts';
import type { ServiceProcess } from './processes.ts';

type Asked = Pick<ServiceProcess, 'ask'>;

/** Gives an order through the public API, under a command id of its own; answers its receipt. */
export async function giveOrder(
  service: Asked,
  persona: PersonaName,
  mutation: string,
  input: object,
): Promise<Receipt> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { position token revision id reference } }`;
  const { data, errors } = await service.ask(persona, query, {
    input: { commandId: randomUUID(), ...input },
  });
  if (errors) throw new Error(JSON.stringify(errors));
  return data?.[mutation] as Receipt;
}

/** A family's newest events, as an auditor sees them. */
export async function timelineOf(service: Asked, family: string): Promise<unknown> {
  const query = `query ($family: ID!) { familyTimeline(family: $family, purpose: AUDIT, first: 100) {
    edges { node { type position recordedAt } } } }`;
  const { data, errors } = await service.ask('auditor', query, { family });
  if (errors) throw new Error(JSON.stringify(errors));
  return data?.['familyTimeline'];
}
