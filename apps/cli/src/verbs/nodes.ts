import { randomUUID } from 'node:crypto';
import { Rejected } from '#libs/contracts';
import { recordNodes, type RecordNode } from '#libs/service';
import { UsageError } from '../exit.ts';
import { ask, dataOf, tokenOf, type ActingAs } from '../graphql.ts';
import { answer } from '../output.ts';
import { ownSettings } from '../own-settings.ts';
import { withService } from '../service.ts';

/** A node says every ten seconds that it is there. */
const RUNS_MS = 60_000;
const STRIKE_OFF = `mutation ($input: StrikeOffNodeInput!) { strikeOffNode(input: $input) { position } }`;

/** Prints the nodes that share the record's keys, and how far each has purged its read models. */
export async function list(json: boolean): Promise<void> {
  const nodes = await recordNodes(ownSettings());
  answer(json, nodes, () => nodes.map(told).join('\n'));
}

/** Puts on record that a node is gone for good. Refused where there is none of that name, and where it runs. */
export async function strikeOff(node: string, acting: ActingAs, json: boolean): Promise<void> {
  const token = await tokenOf(acting);
  const known = (await recordNodes(ownSettings())).find(({ id }) => id === node);
  if (known === undefined) throw new Rejected('NOT_FOUND');
  if (!known.struckOff && Date.now() - Date.parse(known.seen) < RUNS_MS)
    throw new UsageError(`${node} was seen within the last minute: stop it first.`);
  const input = { commandId: randomUUID(), node };
  const { strikeOffNode } = await withService(async (service) =>
    dataOf(await ask<{ strikeOffNode: { position: string } }>(service, token, STRIKE_OFF, { input })),
  );
  const position = Number(strikeOffNode.position);
  answer(json, { node, position }, () => `${node} is struck off, at position ${position}.`);
}

function told({ id, started, seen, purged, struckOff }: RecordNode): string {
  const state = struckOff ? 'struck off' : `seen ${seen}`;
  return `${id} started ${started}, ${state}, purged up to ${purged}`;
}
