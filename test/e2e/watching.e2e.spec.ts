import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { decodeStoredEvent } from '#libs/contracts';
import { openMetrics, traceTo, type Metrics, type Traces } from '#libs/platform';
import { nodeStanding } from '../../apps/record/src/health/node-standing.ts';
import { Served } from '../../apps/record/src/testing/served.ts';
import { MARKER, SHAPED_VALUES } from '../support/marked-input.ts';
import { WholeStory } from '../support/whole-story.ts';

const SEARCH = `{ matchPerson(given: "${MARKER}", family: "${MARKER}", purpose: FAMILY_HELP) { matches { person } } }`;
const TIMELINE = `query Quillfeather($family: ID!) {
  familyTimeline(family: $family, purpose: AUDIT, first: 100) { nodes { position } }
}`;

const exporter = new InMemorySpanExporter();
let traces: Traces;
let metrics: Metrics;
let served: Served;
let story: WholeStory;
let family: string;

beforeAll(async () => {
  traces = await traceTo(new SimpleSpanProcessor({ exporter }), {
    name: 'family-help-record',
    version: '0.0.0',
    origin: 'test.example/record',
  });
  metrics = openMetrics();
  served = await Served.start({ bornAt: '2026-03-10T09:00:00Z' });
  story = new WholeStory(served);
  ({ family } = await story.tell());
  expect((await served.ask('coordinator', SEARCH)).errors).toBeUndefined();
  await served.ask('auditor', TIMELINE, { family });
  await served.ask('administrator', TIMELINE, { family });
  await served.ask('auditor', TIMELINE, { family: `family-${MARKER}` });
  await served.record.projector.reached(await served.record.store.head());
});
afterAll(async () => {
  await served[Symbol.asyncDispose]();
  metrics.close();
  await traces.close();
});

const spans = (): ReadableSpan[] => exporter.getFinishedSpans();
/** All that a span says but its own ids, which are drawn. */
const said = ({ name, attributes, events, links, status, resource }: ReadableSpan): string =>
  JSON.stringify([name, attributes, events, links, status, resource.attributes]);
const text = async (): Promise<string> =>
  metrics.text(await nodeStanding(served.record, served.server.health, []));

/** Every name by which this record knows somebody, something they did or what was written of it. */
async function known(): Promise<string[]> {
  const found = new Set<string>([MARKER, ...SHAPED_VALUES, 'u-practitioner']);
  const { store, readers } = served.record;
  for await (const { events } of store.readAll()) {
    for (const { document } of events) {
      const { id, stream, commandId, subjects, actor } = decodeStoredEvent(document);
      for (const each of [id, stream.slice(stream.indexOf('-') + 1), commandId, actor.user, ...subjects])
        found.add(each);
    }
  }
  const { reference = '' } = readers.families.family(family) ?? {};
  expect(reference).toMatch(/^F-/);
  return [...found, reference].filter((each) => each.length >= 12);
}

describe('what is told of the service while every command is given once', () => {
  it('holds nobody’s id, name or reference, and no text that was sent', async () => {
    const told = [
      ...spans().map(said),
      await text(),
      served.logged.replaceAll(/"(correlationId|traceId)":"[^"]*"/g, ''),
    ];
    const names = await known();
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name) => told.some((each) => each.includes(name)))).toEqual([]);
  });

  it('is a trace of each request: what was asked, what it came to, and what was written for it', () => {
    const byName = new Map(spans().map((span) => [span.name, span]));
    for (const type of story.told.keys()) expect([...byName.keys()]).toContain(`order ${type}`);
    const order = spans().find(({ name }) => name === 'order StepUp');
    const request = spans().find((span) => span.spanContext().spanId === order?.parentSpanContext?.spanId);
    expect(request).toMatchObject({
      name: 'POST /graphql',
      attributes: { 'http.route': '/graphql', 'http.response.status_code': 200, 'fhr.outcome': 'ok' },
    });
    const append = spans().find(
      ({ parentSpanContext }) => parentSpanContext?.spanId === order?.spanContext().spanId,
    );
    expect(append).toMatchObject({
      name: 'append events',
      attributes: { 'fhr.events': 1, 'fhr.outcome': 'ok' },
    });
    const read = byName.get('read familyTimeline');
    expect(read?.attributes).toMatchObject({ 'fhr.purpose': 'AUDIT', 'fhr.door': 'GRAPHQL' });
    expect(byName.get('project')?.attributes['fhr.events']).toBeGreaterThan(0);
  });

  it('is counted: orders, reads, decisions, refusals, appends and how many shared a commit', async () => {
    const told = await text();
    for (const line of [
      /^fhr_order_seconds_count\{order="StepUp",outcome="ok"\} [1-9]/m,
      /^fhr_read_seconds_count\{read="familyTimeline",purpose="AUDIT",door="GRAPHQL",outcome="ok"\} 2$/m,
      /^fhr_read_seconds_count\{read="familyTimeline",purpose="AUDIT",door="GRAPHQL",outcome="NOT_PERMITTED"\} 1$/m,
      /^fhr_access_decisions_total\{of="ORDER",effect="PERMIT",policy="[^"]+"\} [1-9]/m,
      /^fhr_denied_reads_total\{policy="[^"]+"\} [1-9]/m,
      /^fhr_append_seconds_count\{log="events",outcome="ok"\} [1-9]/m,
      /^fhr_append_seconds_count\{log="access",outcome="ok"\} [1-9]/m,
      /^fhr_append_group_size_count\{log="events"\} [1-9]/m,
      /^fhr_request_seconds_count\{method="POST",route="\/graphql",status="200"\} [1-9]/m,
      /^fhr_projection_page_events_count [1-9]/m,
      /^fhr_projection_lag_events\{projection="timeline"\} 0$/m,
      /^fhr_projection_lag_seconds\{projection="timeline"\} 0$/m,
      /^fhr_ledger_sound\{log="record"\} 1$/m,
      /^fhr_disk_free_bytes [1-9]/m,
      /^process_resident_memory_bytes [1-9]/m,
    ])
      expect(told).toMatch(line);
  });

  it('leads from a line of the log to its trace', async () => {
    const before = served.logged.length;
    await served.post({ query: '{ __typename }' });
    const [, id] = /"traceId":"([0-9a-f]{32})"/.exec(served.logged.slice(before)) ?? [];
    expect(spans().filter((span) => span.spanContext().traceId === id)).toMatchObject([
      { name: 'POST /graphql', attributes: { 'http.response.status_code': 401 } },
    ]);
  });
});
