import { afterEach, describe, expect, it } from '@jest/globals';
import { Rejected } from '#libs/contracts';
import { StoreError, type EventStore, type StoreErrorKind } from '#libs/event-store';
import {
  manager,
  noReaders,
  order,
  refusal,
  school,
  smallRecord,
  type SmallRecord,
} from '../testing/small-record.ts';

type Append = EventStore['append'];

/** A store whose appends go as the test says, in turn, and as they should once it says no more. */
function troubled(...turns: ((append: Append) => Append)[]): (store: EventStore) => EventStore {
  return (store) =>
    Object.assign(Object.create(store) as EventStore, {
      ...bound(store),
      append: (...asked: Parameters<Append>) => {
        const append: Append = (...it) => store.append(...it);
        return (turns.shift()?.(append) ?? append)(...asked);
      },
    });
}

function bound(store: EventStore): Omit<EventStore, 'append'> {
  return {
    readStream: (...asked) => store.readStream(...asked),
    readTexts: (...asked) => store.readTexts(...asked),
    readAll: (...asked) => store.readAll(...asked),
    subscribe: (...asked) => store.subscribe(...asked),
    revision: (...asked) => store.revision(...asked),
    streams: (...asked) => store.streams(...asked),
    event: (...asked) => store.event(...asked),
    head: () => store.head(),
    close: () => store.close(),
  };
}

const asItShould = (append: Append): Append => append;

function fails(kind: StoreErrorKind): (append: Append) => Append {
  return () => async () => {
    throw new StoreError(kind, 'as the test says');
  };
}

/** Written, and the answer lost. */
function loses(kind: StoreErrorKind): (append: Append) => Append {
  return (append) =>
    async (...asked) => {
      await append(...asked);
      throw new StoreError(kind, 'as the test says');
    };
}

let record: SmallRecord;
afterEach(() => record.close());

/** A school, and the order to rename it through a store that is troubled from then on. */
async function renaming(...turns: ((append: Append) => Append)[]) {
  record = await smallRecord({}, troubled(asItShould, ...turns));
  const { id: organisation } = await record.door.send(
    order('RegisterOrganisation', school, { actor: manager }),
  );
  return {
    organisation,
    rename: order('RenameOrganisation', { organisation, name: 'Hill Academy' }, { actor: manager }),
  };
}

/** Another writer gets in first. */
function overtaken(organisation: () => string, name: string): (append: Append) => Append {
  return (append) =>
    async (...asked) => {
      const other = await smallRecord({ store: record.store, vault: record.vault, clock: record.clock });
      await other.door.send(
        order('RenameOrganisation', { organisation: organisation(), name }, { actor: manager }),
      );
      return append(...asked);
    };
}

describe('an append whose outcome is not known', () => {
  it('is sent again with the same ids, and stands once', async () => {
    const { rename } = await renaming(loses('UNKNOWN_OUTCOME'));
    expect(await record.door.send(rename)).toMatchObject({ revision: 1, events: 1 });
    expect(await record.events()).toHaveLength(2);
  });

  it('is told as unknown when it is not known twice, and may be sent again', async () => {
    const { rename } = await renaming(loses('UNKNOWN_OUTCOME'), loses('UNKNOWN_OUTCOME'));
    expect(await refusal(record.door.send(rename))).toEqual({ code: 'OUTCOME_UNKNOWN' });
    expect(await record.door.send(rename)).toMatchObject({ revision: 1, events: 1 });
    expect(await record.events()).toHaveLength(2);
  });

  it('stays unknown where the store is out of reach the second time', async () => {
    const { rename } = await renaming(loses('UNKNOWN_OUTCOME'), fails('UNAVAILABLE'));
    expect(await refusal(record.door.send(rename))).toEqual({ code: 'OUTCOME_UNKNOWN' });
  });

  it('is decided again where it was not written and another came first', async () => {
    let organisation = '';
    const asked = await renaming(
      fails('UNKNOWN_OUTCOME'),
      overtaken(() => organisation, 'Hill College'),
    );
    ({ organisation } = asked);
    expect(await record.door.send(asked.rename)).toMatchObject({ revision: 2, events: 1 });
  });
});

describe('an append that clashes', () => {
  it('is decided again on what came between', async () => {
    let organisation = '';
    const asked = await renaming(overtaken(() => organisation, 'Hill College'));
    ({ organisation } = asked);
    expect(await record.door.send(asked.rename)).toMatchObject({ revision: 2 });
    expect((await record.events()).map(({ data }) => data['name'])).toEqual([
      'Hill School',
      'Hill College',
      'Hill Academy',
    ]);
  });

  it('finds that it is already so', async () => {
    let organisation = '';
    const asked = await renaming(overtaken(() => organisation, 'Hill Academy'));
    ({ organisation } = asked);
    expect(await record.door.send(asked.rename)).toMatchObject({ revision: 1, events: 0 });
  });

  it('is a conflict at once where the caller named the version it saw', async () => {
    let organisation = '';
    const asked = await renaming(overtaken(() => organisation, 'Hill College'));
    ({ organisation } = asked);
    const sent = { ...asked.rename, expectedRevision: 0 };
    expect(await refusal(record.door.send(sent))).toEqual({ code: 'CONFLICT', revision: 1 });
  });

  it('is a conflict after three more tries', async () => {
    let organisation = '';
    const asked = await renaming(...['A', 'B', 'C', 'D'].map((name) => overtaken(() => organisation, name)));
    ({ organisation } = asked);
    expect(await refusal(record.door.send(asked.rename))).toEqual({ code: 'CONFLICT', revision: 4 });
    expect((await record.events()).at(-1)?.data).toEqual({ name: 'D' });
  });
});

describe('a store in trouble', () => {
  it.each([
    ['out of reach', 'UNAVAILABLE', 'STORE_UNAVAILABLE'],
    ['damaged', 'CORRUPT', 'STORE_UNAVAILABLE'],
    ['closed', 'CLOSED', 'STORE_UNAVAILABLE'],
    ['held by another process', 'LOCKED', 'STORE_LOCKED'],
    ['asked for more than it takes', 'TOO_LARGE', 'TOO_LONG'],
  ] as const)('is told as such where it is %s', async (_, kind, code) => {
    const { rename } = await renaming(fails(kind));
    expect(await refusal(record.door.send(rename))).toEqual({ code });
    expect(await record.events()).toHaveLength(1);
  });
});

describe('read models that are behind the log', () => {
  it('are waited for before a refusal, which is then theirs no more', async () => {
    let held = -1;
    record = await smallRecord({
      readers: { ...noReaders, position: () => held, caseloadOf: () => (held < 0 ? ['episode-1'] : []) },
      reached: async (position) => {
        held = position;
      },
    });
    const { id: organisation } = await record.door.send(
      order('RegisterOrganisation', school, { actor: manager }),
    );
    const end = order('EndOrganisation', { organisation, endedOn: '2026-03-01' }, { actor: manager });
    expect(await record.door.send(end)).toMatchObject({ events: 1 });
    expect((await record.events()).at(-1)).toMatchObject({ type: 'OrganisationEnded', factsAt: 0 });
  });

  it('are told as behind where they do not come', async () => {
    record = await smallRecord({
      readers: { ...noReaders, position: () => -1, caseloadOf: () => ['episode-1'] },
      reached: () => Promise.reject(new Rejected('STALE')),
    });
    const { id: organisation } = await record.door.send(
      order('RegisterOrganisation', school, { actor: manager }),
    );
    const end = order('EndOrganisation', { organisation, endedOn: '2026-03-01' }, { actor: manager });
    expect(await refusal(record.door.send(end))).toEqual({ code: 'STALE' });
  });
});
