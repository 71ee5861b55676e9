import { Gauge, type Registry } from 'prom-client';

/** How far one reader of a log is behind it. */
export interface Lag {
  readonly events: number;
  /** Since the first event that it does not have was recorded. */
  readonly seconds: number;
}

export interface LogStanding {
  readonly log: string;
  readonly events: number;
  /** Events under the last checkpoint, under the last that witnesses cosigned, and whether more is signed. */
  readonly signed: number;
  readonly cosigned?: number | undefined;
  readonly isSound: boolean;
  /** Since the journal was last known to be the whole log; absent where the log itself is here. */
  readonly unproven?: number | undefined;
}

/** What a node says of itself when it is asked for its metrics. */
export interface NodeStanding {
  readonly isReady: boolean;
  readonly projections: readonly (Lag & { readonly projection: string; readonly parked: number })[];
  /** Systems that follow the feed, by the organisation that they are of. */
  readonly partners: readonly (Lag & { readonly partner: string })[];
  readonly logs: readonly LogStanding[];
  /** When every stored byte was verified last, seconds since 1970. */
  readonly verifiedAt?: number | undefined;
  readonly diskFree: number;
}

/** Puts how a node stands into a registry, each time it is called. */
export function gauges(registry: Registry): (standing: NodeStanding) => void {
  const gauge = <Label extends string = never>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name, help, labelNames, registers: [registry] });

  const ready = gauge('fhr_ready', 'Whether this node takes work');
  const disk = gauge('fhr_disk_free_bytes', 'Free beside the data folder');
  const verified = gauge('fhr_verified_timestamp_seconds', 'When every stored byte was verified last');
  const lagEvents = gauge('fhr_projection_lag_events', 'Events a read model is behind', 'projection');
  const lagSeconds = gauge('fhr_projection_lag_seconds', 'Age of the first event it lacks', 'projection');
  const parked = gauge('fhr_projection_parked_events', 'Events it could not take', 'projection');
  const feedEvents = gauge('fhr_feed_lag_events', 'Events a partner has not fetched', 'partner');
  const feedSeconds = gauge('fhr_feed_lag_seconds', 'Age of the first of them', 'partner');
  const events = gauge('fhr_log_events', 'Events in the log', 'log');
  const signed = gauge('fhr_ledger_signed_events', 'Events under the last checkpoint', 'log');
  const cosigned = gauge('fhr_ledger_cosigned_events', 'Events under the last cosigned checkpoint', 'log');
  const sound = gauge('fhr_ledger_sound', 'Whether checkpoints are signed still', 'log');
  const unproven = gauge('fhr_journal_unproven_seconds', 'Since the journal was last proven whole', 'log');

  return (standing) => {
    for (const each of [lagEvents, lagSeconds, parked, feedEvents, feedSeconds]) each.reset();
    ready.set(Number(standing.isReady));
    disk.set(standing.diskFree);
    if (standing.verifiedAt !== undefined) verified.set(standing.verifiedAt);
    for (const { projection, ...lag } of standing.projections) {
      lagEvents.set({ projection }, lag.events);
      lagSeconds.set({ projection }, lag.seconds);
      parked.set({ projection }, lag.parked);
    }
    for (const { partner, ...lag } of standing.partners) {
      feedEvents.set({ partner }, lag.events);
      feedSeconds.set({ partner }, lag.seconds);
    }
    for (const { log, ...its } of standing.logs) {
      events.set({ log }, its.events);
      signed.set({ log }, its.signed);
      sound.set({ log }, Number(its.isSound));
      if (its.cosigned !== undefined) cosigned.set({ log }, its.cosigned);
      if (its.unproven !== undefined) unproven.set({ log }, its.unproven);
    }
  };
}
