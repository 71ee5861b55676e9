import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { errorMembers, type Log, type Metrics, type NodeStanding } from '#libs/platform';
import { listens } from '../http/listens.ts';

export interface MetricsDoor {
  /** Where it listens: http://127.0.0.1:9464/metrics. */
  readonly address: string;
  close(): Promise<void>;
}

export interface MetricsDoorParts {
  readonly host: string;
  readonly port: number;
  readonly metrics: Metrics;
  readonly standing: () => Promise<NodeStanding>;
  readonly log: Log;
}

/** Answers `/metrics` at an address of its own, which is not the world's: nobody there is asked who they are. */
export async function openMetricsDoor({ host, port, ...parts }: MetricsDoorParts): Promise<MetricsDoor> {
  const server = createServer((request, response) => void answer(request, response, parts));
  await listens(server, { host, port, setting: 'FHR_METRICS' });
  return { address: addressOf(server), close: () => closed(server) };
}

async function answer(
  { method, url }: IncomingMessage,
  response: ServerResponse,
  { metrics, standing, log }: Pick<MetricsDoorParts, 'metrics' | 'standing' | 'log'>,
): Promise<void> {
  if (method !== 'GET' || url !== '/metrics') return void response.writeHead(404).end();
  try {
    const text = await metrics.text(await standing());
    response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' }).end(text);
  } catch (reason) {
    log('error', 'something went wrong', errorMembers(reason));
    response.writeHead(503).end();
  }
}

function addressOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/metrics`;
}

function closed(server: Server): Promise<void> {
  const closing = promisify(server.close.bind(server))();
  server.closeAllConnections();
  return closing;
}
