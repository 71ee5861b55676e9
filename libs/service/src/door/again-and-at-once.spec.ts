import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  ava,
  eventsOf,
  manager,
  NOON,
  order,
  refusal,
  school,
  smallRecord,
  type SmallRecord,
} from '../testing/small-record.ts';

let record: SmallRecord;
beforeEach(async () => {
  record = await smallRecord();
});
afterEach(() => record.close());

describe('a command that comes again', () => {
  it('is answered the same, and nothing more is written', async () => {
    const sent = order('RegisterPerson', ava);
    const first = await record.door.send(sent);
    expect(await record.door.send(sent)).toEqual(first);
    expect(await record.events()).toHaveLength(3);
  });

  it('is answered the same by another handler of the same record', async () => {
    const sent = order('RegisterPerson', ava);
    const first = await record.door.send(sent);
    const other = await smallRecord({ store: record.store, vault: record.vault });
    expect(await other.door.send(sent)).toEqual(first);
  });

  it('is refused where it says something else', async () => {
    const sent = order('RegisterPerson', ava);
    await record.door.send(sent);
    expect(await refusal(record.door.send({ ...sent, data: { ...ava, sex: 'M' } }))).toEqual({
      code: 'IDEMPOTENCY_MISMATCH',
    });
    expect(
      await refusal(record.door.send({ ...sent, occurredAt: { precision: 'YEAR', value: '2026' } })),
    ).toEqual({
      code: 'IDEMPOTENCY_MISMATCH',
    });
  });

  it('is refused where it is about another record, and makes no id twice should that be forgotten', async () => {
    const asked = {
      source: '2A',
      channel: 'PHONE',
      gss: 'E07000243',
      question: 'Who helps?',
    };
    const seek = () => record.door.send(order('SeekAdvice', { ...asked, upn: 'E919576519948' }));
    const [first, second] = [(await seek()).id, (await seek()).id];
    const sought = order('SeekAgreement', {
      request: first,
      asked: 'Mia Hill',
      outcome: 'GIVEN_VERBAL',
      how: 'PHONE',
    });
    await record.door.send(sought);
    const again = { ...sought, data: { ...sought.data, request: second } };
    expect(await refusal(record.door.send(again))).toEqual({ code: 'IDEMPOTENCY_MISMATCH' });
    const other = await smallRecord({ store: record.store, vault: record.vault });
    await other.door.send(again);
    const made = (await record.events()).flatMap(({ data }) => data['signatory'] ?? []);
    expect(new Set(made).size).toBe(2);
  });

  it('is refused where someone else sends it', async () => {
    const sent = order('RegisterPerson', ava);
    await record.door.send(sent);
    expect(await refusal(record.door.send({ ...sent, actor: manager }))).toEqual({
      code: 'IDEMPOTENCY_MISMATCH',
    });
  });

  it('is answered as done, uncompared, once the key of its digest was destroyed', async () => {
    const sent = order('RegisterPerson', ava);
    const first = await record.door.send(sent);
    await record.keys.destroy([first.id]);
    record.vault.forget([first.id]);
    expect(await record.door.send({ ...sent, data: { ...ava, sex: 'M' } })).toEqual(first);
  });

  it('is decided anew where it was refused the first time', async () => {
    const early = order(
      'RegisterWorker',
      { name: 'Isla', agency: `organisation-${'0'.repeat(26)}`, role: 'KEYWORKER', activeFrom: '2020-01-01' },
      { actor: manager },
    );
    expect(await refusal(record.door.send(early))).toMatchObject({ code: 'NOT_FOUND' });
    const { id: agency } = await record.door.send(order('RegisterOrganisation', school, { actor: manager }));
    expect(await record.door.send({ ...early, data: { ...early.data, agency } })).toMatchObject({
      events: 1,
    });
  });
});

describe('a command that changes nothing', () => {
  it('is answered with where the record stands', async () => {
    const { id, position } = await record.door.send(
      order('RegisterOrganisation', school, { actor: manager }),
    );
    const again = await record.door.send(
      order('RenameOrganisation', { organisation: id, name: 'Hill School' }, { actor: manager }),
    );
    expect(again).toMatchObject({ events: 0, position, revision: 0, id });
    expect(await record.events()).toHaveLength(1);
  });

  it('puts a pair of records to a person once, whoever asks', async () => {
    const { id: first } = await record.door.send(order('RegisterPerson', ava));
    const { id: second } = await record.door.send(order('RegisterPerson', ava));
    const pair = { first, second, score: 800, reasons: ['SAME_NAMES'] };
    const detected = await record.door.send(order('DetectPossibleDuplicate', pair));
    const again = await record.door.send(
      order('DetectPossibleDuplicate', { ...pair, first: second, second: first }),
    );
    expect(again).toMatchObject({ id: detected.id, events: 0 });
  });
});

describe('the version a form saw', () => {
  it('lets the first of two changes through, and tells the second what came between', async () => {
    const { id, revision } = await record.door.send(
      order('RegisterOrganisation', school, { actor: manager }),
    );
    const rename = (name: string) =>
      record.door.send(
        order(
          'RenameOrganisation',
          { organisation: id, name },
          { actor: manager, expectedRevision: revision },
        ),
      );
    const answers = await Promise.allSettled([rename('Hill Academy'), rename('Hill College')]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await refusal(rename('Hill College'))).toEqual({ code: 'CONFLICT', revision: 1 });
    expect((await record.events()).map(({ data }) => data['name'])).toEqual(['Hill School', 'Hill Academy']);
  });
});

describe('many at once', () => {
  it('gives one outcome to two callers with the same command', async () => {
    const sent = order('RegisterPerson', ava);
    const answers = await Promise.all([
      record.door.send(sent),
      record.door.send(sent),
      record.door.send(sent),
    ]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await record.events()).toHaveLength(3);
  });

  it('does not let commands on one stream clash with each other', async () => {
    const { id } = await record.door.send(order('RegisterOrganisation', school, { actor: manager }));
    const names = Array.from({ length: 20 }, (_, at) => `School ${at}`);
    const answers = await Promise.all(
      names.map((name) =>
        record.door.send(order('RenameOrganisation', { organisation: id, name }, { actor: manager })),
      ),
    );
    expect(answers.map(({ revision }) => revision)).toEqual(names.map((_, at) => at + 1));
  });

  it('never puts an event before one that was recorded earlier', async () => {
    record.clock.runFrom(NOON);
    await Promise.all(
      Array.from({ length: 200 }, (_, at) =>
        at % 2
          ? record.door.send(order('RegisterPerson', ava))
          : record.door.send(order('RegisterOrganisation', school, { actor: manager })),
      ),
    );
    const times = (await record.events()).map(({ recordedAt }) => recordedAt);
    expect(times).toEqual(times.toSorted());
  });

  it('finishes what it has taken before it closes, and takes no more', async () => {
    const sent = Array.from({ length: 20 }, () => record.door.send(order('RegisterPerson', ava)));
    await record.door.close();
    expect(await Promise.all(sent)).toHaveLength(20);
    expect(await refusal(record.door.send(order('RegisterPerson', ava)))).toEqual({
      code: 'STORE_UNAVAILABLE',
    });
    expect(await eventsOf(record.store)).toHaveLength(60);
  });
});

describe('an event of another version', () => {
  it('stops commands on its stream until the service is upgraded', async () => {
    const { id } = await record.door.send(order('RegisterOrganisation', school, { actor: manager }));
    const [known] = await record.events();
    const event = { ...known, id: randomUUID(), revision: 1, type: 'OrganisationMerged' };
    const document = Buffer.from(JSON.stringify(event));
    await record.store.append(id, [{ id: event.id, type: event.type, document }], { expected: 0 });
    const rename = order(
      'RenameOrganisation',
      { organisation: id, name: 'Hill Academy' },
      { actor: manager },
    );
    expect(await refusal(record.door.send(rename))).toMatchObject({
      code: 'UPGRADE_NEEDED',
      event: 'OrganisationMerged',
    });
  });
});
