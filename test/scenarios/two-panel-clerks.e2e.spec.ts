import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeStoredEvent } from '#libs/contracts';
import {
  agenda,
  convened,
  decisionOn,
  familyOf,
  followed,
  membersOf,
  requestAtPanel,
  scheduled,
  type Known,
  type Members,
} from '../../apps/record/src/testing/panel-story.ts';
import { Served, type Answer, type Receipt } from '../../apps/record/src/testing/served.ts';
import { codeOf } from '../support/scenario.ts';

// Two clerks of one panel have the same item before them; and a request is withdrawn while its panel decides.

const ROUNDS = 100;
const A_ROUND_MS = 600;

let served: Served;
let members: Members;
let known: Known;
let panel: string;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00Z' });
  members = await membersOf(served);
  known = await familyOf(served);
  panel = (await scheduled(served, '2026-03-03')).id;
  await convened(served, panel, members);
});
afterAll(() => served[Symbol.asyncDispose]());

interface Put {
  readonly request: Receipt;
  readonly revision: number;
  readonly requestRevision: number;
}

/** A request before the panel; `revision` is what a form about its item shows, `requestRevision` what one about itself does. */
async function put(): Promise<Put> {
  const request = await requestAtPanel(served, known, members);
  await followed(served);
  const revision = served.record.readers.panels.item(request.id)?.revision ?? -1;
  return { request, revision, requestRevision: await served.record.store.revision(request.id) };
}

const ORDER = {
  decide: `mutation ($input: DecideItemInput!) { decideItem(input: $input) { revision position } }`,
  withdraw: `mutation ($input: WithdrawRequestInput!) { withdrawRequest(input: $input) { revision position } }`,
  redirect: `mutation ($input: RedirectRequestInput!) { redirectRequest(input: $input) { revision position } }`,
};
const receiptOf = ({ data }: Answer) => Object.values(data ?? {})[0] as Receipt;
const won = (answers: readonly Answer[]) => answers.filter(({ errors }) => errors === undefined);
const lost = (answers: readonly Answer[]) => answers.filter(({ errors }) => errors !== undefined);

function advice({ request }: Put): object {
  const { agency, keyworker, children, ...rest } = decisionOn(request.id, known, members, panel) as {
    agency: string;
    keyworker: string;
    children: object[];
  };
  return { ...rest, outcome: 'ADVICE_TO_REFERRER', rationale: 'The school can go on alone.' };
}

function decide(item: Put, data: object, commandId: string = randomUUID()): Promise<Answer> {
  const input = { ...data, commandId, expectedRevision: item.revision };
  return served.ask('chair', ORDER.decide, { input });
}

const withdraw = (item: Put, names?: boolean) =>
  ofRequest(item, ORDER.withdraw, { reason: 'FAMILY_DECLINED' }, names);
const redirect = (item: Put, names?: boolean) =>
  ofRequest(item, ORDER.redirect, { district: 'herts.ff.st-albans', reason: 'FAMILY_MOVED' }, names);

/** On a form that names the version it saw, or on one that does not. */
function ofRequest(
  { request, requestRevision }: Put,
  order: string,
  data: object,
  names = true,
): Promise<Answer> {
  const seen = names ? { expectedRevision: requestRevision } : {};
  const input = { commandId: randomUUID(), request: request.id, ...data, ...seen };
  return served.ask('coordinator', order, { input });
}

/** What the panel recorded of the item. */
async function ofPanel({ request }: Put): Promise<string[]> {
  const { events } = await served.record.store.readStream(panel);
  const told = events.map(({ document }) => decodeStoredEvent(document));
  return told.filter(({ data }) => data['item'] === request.id).map(({ type }) => type);
}

/** How often the request's own stream says so. */
async function told(fact: string, { request }: Put): Promise<number> {
  const { events } = await served.record.store.readStream(request.id);
  return events.filter(({ type }) => type === fact).length;
}

describe('two panel clerks who decide one item', () => {
  it(
    `at the same moment, ${ROUNDS} times: one decision stands, and the other clerk is shown its revision`,
    async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const item = await put();
        const both = [advice(item), { ...advice(item), outcome: 'SIGNPOST_UNIVERSAL' }];
        const answers = await Promise.all(both.map((data) => decide(item, data)));
        const [winner, ...more] = won(answers).map(receiptOf);
        expect(more).toEqual([]);
        expect(lost(answers).map(codeOf)).toEqual(['CONFLICT']);
        expect(lost(answers)[0]?.errors?.[0]?.extensions).toMatchObject({
          details: { revision: winner?.revision },
        });
        expect(await ofPanel(item)).toEqual(['ItemTabled', 'ItemDecided']);
      }
    },
    ROUNDS * A_ROUND_MS,
  );

  it('and a clerk whose answer was lost: the same order again is the same decision, once', async () => {
    const item = await put();
    const commandId = randomUUID();
    const first = await decide(item, advice(item), commandId);
    const again = await Promise.all([1, 2].map(() => decide(item, advice(item), commandId)));
    expect(again.map(receiptOf)).toEqual([receiptOf(first), receiptOf(first)]);
    expect(await ofPanel(item)).toEqual(['ItemTabled', 'ItemDecided']);
  });

  it('and the second, who looks again, hears that it is decided', async () => {
    const item = await put();
    await decide(item, advice(item));
    await followed(served);
    const { items } = await agenda(served, panel);
    const revision = items.find((each) => each.item === item.request.id)?.revision ?? -1;
    const again = await decide({ ...item, revision }, advice(item));
    expect(codeOf(again)).toBe('ITEM_DECIDED');
  });
});

/** What takes a request from its panel: how it is ordered, and the fact that it becomes. */
interface Leaving {
  readonly leave: (item: Put, names?: boolean) => Promise<Answer>;
  readonly fact: string;
}

/** Both at once, the one or the other first; answers what became of the item. */
async function decidedWhile({ leave, fact }: Leaving, isFirst: boolean): Promise<string> {
  const item = await put();
  const decision = { ...advice(item), ...(isFirst ? {} : { outcome: 'SIGNPOST_UNIVERSAL' }) };
  const orders = [() => decide(item, decision), () => leave(item)];
  const answers = await Promise.all((isFirst ? orders : orders.reverse()).map((each) => each()));
  const [winner, ...more] = won(answers).map(receiptOf);
  expect(more).toEqual([]);
  await followed(served);
  const left = await told(fact, item);
  expect(lost(answers).map(codeOf)).toEqual(['CONFLICT']);
  // The item leaves the agenda by itself: a clerk who is later still is shown that revision.
  expect([winner?.revision, ...(left === 1 ? [item.revision + 1] : [])]).toContain(
    revisionShown(lost(answers)),
  );
  const became = left === 1 ? 'ItemWithdrawn' : 'ItemDecided';
  expect(await ofPanel(item)).toEqual(['ItemTabled', became]);
  return became;
}

function revisionShown([refused]: readonly Answer[]): unknown {
  const { details } = refused?.errors?.[0]?.extensions as { details: { revision: number } };
  return details.revision;
}

describe.each([
  ['a withdrawal', { leave: withdraw, fact: 'RequestWithdrawn' }],
  ['a move to another district', { leave: redirect, fact: 'RequestRedirected' }],
])('%s while the panel decides', (_, leaving) => {
  it(
    `${ROUNDS} times: one of the two stands, the other is shown its revision, and nothing follows twice`,
    async () => {
      const outcomes = new Set<string>();
      for (let round = 0; round < ROUNDS; round++) outcomes.add(await decidedWhile(leaving, round % 2 === 0));
      expect([...outcomes].sort()).toEqual(['ItemDecided', 'ItemWithdrawn']);
      expect(served.record.managers.parked()).toEqual([]);
    },
    ROUNDS * A_ROUND_MS,
  );

  it('is told by its own code to whoever named no version', async () => {
    const item = await put();
    await decide(item, advice(item));
    expect(codeOf(await leaving.leave(item, false))).toBe('REQUEST_DECIDED');
  });
});
