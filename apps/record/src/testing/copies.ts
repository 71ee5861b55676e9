import type { PersonaName } from '#libs/access';
import type { Event } from '../generated/familyhelp/feed/v1/feed_service_pb.ts';
import { feedClient, listed } from './feed-clients.ts';
import type { Served } from './served.ts';

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

/** What somebody keeps of a family by the feed and by GraphQL: the rows of both, and whose keys they were told are gone. */
export class Copies {
  readonly byFeed = new Map<string, object>();
  readonly byChanges = new Map<string, object>();
  readonly erased: string[] = [];
  readonly #served: Served;
  readonly #family: string;
  readonly #persona: PersonaName;
  #cursor = '';
  #after: string | null = null;

  constructor(served: Served, family: string, persona: PersonaName = 'coordinator') {
    this.#served = served;
    this.#family = family;
    this.#persona = persona;
  }

  async follow(): Promise<this> {
    const served = this.#served;
    const { managers, projector, store } = served.record;
    await managers.reached(await store.head());
    await projector.reached(await store.head());
    const following = { family: this.#family, purpose: 'FAMILY_HELP', after: this.#cursor, opened: true };
    for (const event of await listed(feedClient(served.address), served, this.#persona, following))
      this.#take(event);
    const variables = { family: this.#family, after: this.#after };
    const { nodes, pageInfo } = await served.read<Page>(this.#persona, CHANGES, variables);
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
