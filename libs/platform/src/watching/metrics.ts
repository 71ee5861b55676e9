import { collectDefaultMetrics, Registry } from 'prom-client';
import { counters } from './counters.ts';
import { gauges, type NodeStanding } from './gauges.ts';

/** What Prometheus is told of this process. */
export interface Metrics {
  readonly contentType: string;
  /** The text that Prometheus reads, of a node that stands so. */
  text(standing: NodeStanding): Promise<string>;
  close(): void;
}

/** Counts from now on. */
export function openMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const close = counters(registry);
  const put = gauges(registry);
  return {
    contentType: registry.contentType,
    text: (standing) => {
      put(standing);
      return registry.metrics();
    },
    close: () => {
      close();
      registry.clear();
    },
  };
}
