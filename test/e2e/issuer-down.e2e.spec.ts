import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openLog } from '#libs/platform';
import { readSettings } from '#libs/service';
import { serve, type Running } from '../../apps/record/src/serve.ts';
import { StandInIssuer } from '../../libs/platform/src/testing/stand-in-issuer.ts';

const AUDIENCE = 'family-help';
const HOUR_MS = 3_600_000;
/** After this an issuer that did not answer is asked again. */
const PAUSE_MS = 31_000;

/** All but the time of day. */
const AS_IT_IS = [
  ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
  ...(['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
];

const folder = mkdtempSync(join(tmpdir(), 'family-help-issuer-'));
let issuer: StandInIssuer;
let running: Running;

/** It is later by so much. */
const pass = (ms: number) => jest.setSystemTime(Date.now() + ms);
const isDown = (down: boolean) => {
  issuer.instead = down ? (_, response) => void response.destroy() : undefined;
};

async function asked(): Promise<readonly [status: number, code: unknown]> {
  const claims = { aud: AUDIENCE, sub: 'u-1', role: 'AUDITOR', agency: 'audit' };
  const token = await issuer.sign(claims, { typ: 'at+jwt' });
  const answer = await fetch(`${running.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: '{"query":"{ __typename }"}',
  });
  const { errors } = (await answer.json()) as { errors?: readonly { extensions: { code: string } }[] };
  return [answer.status, errors?.[0]?.extensions.code];
}

beforeAll(async () => {
  jest.useFakeTimers({ now: Date.now(), doNotFake: AS_IT_IS });
  issuer = await StandInIssuer.start('', 'ES256');
  const file = join(folder, 'issuers.json');
  writeFileSync(file, JSON.stringify([{ issuer: issuer.name, audience: AUDIENCE, algorithms: ['ES256'] }]));
  const said = { FHR_DATA: folder, FHR_PORT: '0', FHR_FAMILIES: '0', FHR_ISSUERS: file };
  running = await serve(readSettings(said), openLog({ write: () => undefined }));
});
afterAll(async () => {
  await running.stop();
  await issuer[Symbol.asyncDispose]();
  jest.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

describe('while whoever signs people in is down', () => {
  it('a token under a key that was seen is believed, for an hour, and one under another is not', async () => {
    isDown(true);
    expect(await asked()).toEqual([200, undefined]);
    await issuer.changeKeys('k2');
    pass(PAUSE_MS);
    expect(await asked()).toEqual([503, 'SIGN_IN_UNAVAILABLE']);
  });

  it('the next key is believed as soon as its issuer can be asked', async () => {
    isDown(false);
    pass(PAUSE_MS);
    expect(await asked()).toEqual([200, undefined]);
    isDown(true);
    pass(HOUR_MS / 2);
    expect(await asked()).toEqual([200, undefined]);
    pass(HOUR_MS);
    expect(await asked()).toEqual([503, 'SIGN_IN_UNAVAILABLE']);
    isDown(false);
    pass(PAUSE_MS);
    expect(await asked()).toEqual([200, undefined]);
  });
});
