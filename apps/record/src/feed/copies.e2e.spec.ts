import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Event } from '../generated/familyhelp/feed/v1/feed_service_pb.ts';
import { feedClient, listed } from '../testing/feed-clients.ts';
import { decideErasure, helpEnded, standAt } from '../testing/forgotten-story.ts';
import { Served } from '../testing/served.ts';
import { mixedUp } from '../testing/split-story.ts';
import { helpOpens, type Story } from '../testing/story.ts';

const CHANGES = `query ($family: ID!, $after: Token) {
  changesSince(purpose: FAMILY_HELP, family: $family, after: $after, first: 100) {
    nodes { position id purge erased takenBack entry { ...told } brought { ...told } }
    pageInfo { endCursor }
  }
}
fragment told on TimelineEvent { id type data redactions { pointer reason } }`;

interface Row {
  readonly id: string;
  readonly type: string;
}
interface Page {
  readonly nodes: readonly {
    readonly id: string;
    readonly purge: boolean;
    readonly erased: readonly string[];
    readonly takenBack: readonly string[];
    readonly entry: Row | null;
    readonly brought: readonly Row[];
  }[];
  readonly pageInfo: { readonly endCursor: string | null };
}

let served: Served;
let address: string;

beforeEach(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  address = served.address;
}, 60_000);
afterEach(() => served[Symbol.asyncDispose]());

/** What a coordinator keeps of a family by the feed and by GraphQL: the rows of both, and whose keys it was told are gone. */
class Copies {
  readonly byFeed = new Map<string, object>();
  readonly byChanges = new Map<string, object>();
  readonly erased: string[] = [];
  readonly #family: string;
  #cursor = '';
  #after: string | null = null;

  constructor(family: string) {
    this.#family = family;
  }

  async follow(): Promise<this> {
    const { managers, projector, store } = served.record;
    await managers.reached(await store.head());
    await projector.reached(await store.head());
    const following = { family: this.#family, purpose: 'FAMILY_HELP', after: this.#cursor, opened: true };
    for (const event of await listed(feedClient(address), served, 'coordinator', following))
      this.#take(event);
    const variables = { family: this.#family, after: this.#after };
    const { nodes, pageInfo } = await served.read<Page>('coordinator', CHANGES, variables);
    this.#after = pageInfo.endCursor ?? this.#after;
    for (const { id, purge, entry, brought, takenBack, erased } of nodes) {
      if (purge) this.byChanges.delete(id);
      for (const row of entry === null ? brought : [entry, ...brought]) this.byChanges.set(row.id, row);
      for (const each of takenBack) this.byChanges.delete(each);
      this.erased.push(...erased);
    }
    return this;
  }

  #take({ entry, purge, opened, brought, takenBack, erased, cursor }: Event): void {
    if (purge) this.byFeed.delete(entry);
    else if (opened) {
      const { type, data, redactions } = opened;
      this.byFeed.set(entry, { type, data, redactions: redactions.map(({ reason }) => reason) });
    }
    for (const each of brought) this.#take(each);
    for (const each of takenBack) this.byFeed.delete(each);
    this.erased.push(...erased);
    this.#cursor = cursor;
  }

  get rows(): string[][] {
    return [this.byFeed, this.byChanges].map((rows) => [...rows].map((row) => JSON.stringify(row)).sort());
  }

  get text(): string {
    return JSON.stringify(this.rows);
  }
}

const afresh = async ({ family }: Story) => (await new Copies(family.id).follow()).rows;

describe('copies of a family', () => {
  it('are told that one of its members was erased, and end as those that begin afresh', async () => {
    const story = await helpEnded(served);
    const { child, family, request } = story;
    const copies = await new Copies(family.id).follow();
    expect(copies.text).toContain('Canary Lane');
    await decideErasure(served, { persons: [child.id] }, [family.id, request.id]);
    standAt(served, '2062-04-01T10:00:00.000Z');
    await served.record.erasures.look();
    await copies.follow();
    // Under the record, and as whom the form named without one.
    const told = [child.id, expect.stringMatching(/^[0-9a-z]{26}$/)];
    expect(copies.erased).toEqual([...told, ...told]);
    expect(new Set(copies.erased).size).toBe(2);
    for (const gone of ['Canary Lane', '9990000018', 'Ava sleeps well.'])
      expect(copies.text).not.toContain(gone);
    expect(copies.text).toContain('Ngozi');
    expect(copies.rows).toEqual(await afresh(story));
  });

  it('are brought the request that is linked with it, with what was told of it before', async () => {
    const story = await helpOpens(served);
    const { family } = story;
    const form = await served.order('coordinator', 'receiveRequest', {
      source: '2A',
      channel: 'PORTAL',
      urgency: 'ROUTINE',
      agreement: 'GIVEN_SIGNED',
      agreedBy: 'Mother',
      gss: 'E07000243',
      children: [{ givenName: 'Ava', familyName: 'Okafor', dateOfBirth: '2018-05-04', sex: 'F' }],
      answers: { whatIsWorrying: 'Ava missed a week.' },
    });
    const copies = await new Copies(family.id).follow();
    expect(copies.text).not.toContain('Ava missed a week.');
    await served.order('coordinator', 'linkRequestToFamily', { request: form.id, family: family.id });
    await copies.follow();
    expect(copies.rows.map((rows) => JSON.stringify(rows).includes('Ava missed a week.'))).toEqual([
      true,
      true,
    ]);
    expect(copies.rows).toEqual(await afresh(story));
    await linkElsewhere(form.id);
    await copies.follow();
    expect(copies.text).not.toContain('Ava missed a week.');
    expect(copies.rows).toEqual(await afresh(story));
  });

  it('give back what a split gave to another girl, and are not told of her', async () => {
    const story = await helpOpens(served);
    const { family, child } = story;
    const girls = await mixedUp(served, child.id);
    const copies = await new Copies(family.id).follow();
    expect(copies.rows.every((rows) => JSON.stringify(rows).includes('Evas Lane'))).toBe(true);
    await girls.split();
    await copies.follow();
    expect(copies.text).not.toMatch(/Evas Lane|Evelina/);
    expect(copies.text).not.toContain(girls.eva);
    expect(copies.rows).toEqual(await afresh(story));
  });

  it('are told again without the address what told of a place that is kept since', async () => {
    const story = await helpOpens(served);
    const { family, child, mother } = story;
    const names = [{ use: 'LEGAL', given: 'Tom', family: 'Okafor' }];
    const father = await served.order('coordinator', 'registerPerson', { names, sex: 'M', adult: true });
    const joins = { family: family.id, person: father.id, role: 'FATHER', livesHere: 'NO' };
    await served.order('coordinator', 'addMember', joins);
    const place = { line: '3 Safe Way', postcode: 'SG1 1AB' };
    const lives = (person: string, address: object) =>
      served.order('coordinator', 'recordAddress', { person, ...address });
    await lives(child.id, { type: 'HOME', ...place });
    const copies = await new Copies(family.id).follow();
    expect(copies.rows.every((rows) => JSON.stringify(rows).includes('3 Safe Way'))).toBe(true);
    await lives(mother.id, { type: 'REFUGE', ...place, confidentialFrom: [father.id] });
    await copies.follow();
    expect(copies.text).not.toContain('3 Safe Way');
    expect(copies.rows).toEqual(await afresh(story));
  });
});

/** Links a request with a family that is registered for it. */
async function linkElsewhere(request: string): Promise<void> {
  const person = await served.order('coordinator', 'registerPerson', {
    names: [{ use: 'LEGAL', given: 'Mia', family: 'Reed' }],
    dateOfBirth: '1991',
    sex: 'F',
    adult: true,
  });
  const members = [{ person: person.id, role: 'MOTHER', livesHere: 'FULL' }];
  const { id: family } = await served.order('coordinator', 'registerFamily', { members });
  await served.order('coordinator', 'linkRequestToFamily', { request, family });
}
