import { isIP } from 'node:net';
import { z } from 'zod';
import { urlRefusals } from './production.ts';

/** Who is told how the service does (docs/operations.md); nobody unless it is said. */
export interface WatchingSettings {
  /** Where Prometheus asks: an address of this machine, and a port. */
  readonly metrics?: { readonly host: string; readonly port: number };
  /** Where traces are sent: an address that takes OTLP over HTTP. */
  readonly traces?: string;
}

export const watchingEnvironment = {
  FHR_METRICS: z
    .string()
    .transform((text, context) => {
      const [, host = '', port = ''] = /^\[?([^[\]]+)\]?:(\d{1,5})$/.exec(text) ?? [];
      if (isIP(host) !== 0 && Number(port) <= 65_535) return { host, port: Number(port) };
      context.addIssue('must be an address and a port, such as 127.0.0.1:9464');
      return z.NEVER;
    })
    .optional(),
  FHR_TRACES: z
    .url({ protocol: /^https?$/, error: 'must be an address such as http://127.0.0.1:4318/v1/traces' })
    .optional(),
};

type Said = z.infer<z.ZodObject<typeof watchingEnvironment>>;

export function watchingSettingsOf({ FHR_METRICS: metrics, FHR_TRACES: traces }: Said): WatchingSettings {
  return { ...(metrics !== undefined && { metrics }), ...(traces !== undefined && { traces }) };
}

const OWN = /^(127(\.\d+){3}|localhost|\[?::1\]?)$/;

/** One line for each of these settings that this mode refuses: development binds and connects to loopback only. */
export function watchingRefusals(
  mode: 'development' | 'production',
  { metrics, traces }: WatchingSettings,
): string[] {
  if (mode === 'production') return urlRefusals('FHR_TRACES', traces);
  return [
    ...(metrics === undefined || OWN.test(metrics.host)
      ? []
      : ['FHR_METRICS: development listens on this machine only.']),
    ...(traces === undefined || OWN.test(new URL(traces).hostname)
      ? []
      : ['FHR_TRACES: development sends to this machine only.']),
  ];
}
