import { expect, it } from '@jest/globals';
import { Code } from '@connectrpc/connect';
import { Rejected, refusals, type RefusalCode } from '#libs/contracts';
import { openLog } from '#libs/platform';
import { STATUS } from '../http/refuse.ts';
import { CODES, refusedCall } from './refused-call.ts';

/** How HTTP says what gRPC says; a point that the log has not reached is bad input to it. */
const SAID: Partial<Record<Code, number | undefined>> = {
  [Code.Internal]: 500,
  [Code.NotFound]: 404,
  [Code.PermissionDenied]: 403,
  [Code.OutOfRange]: undefined,
  [Code.ResourceExhausted]: 429,
  [Code.Unavailable]: 503,
  [Code.Unauthenticated]: 401,
};

it('says by gRPC and by HTTP the same of every code that has its own', () => {
  const codes = Object.keys({ ...CODES, ...STATUS }) as RefusalCode[];
  const log = openLog({ write: () => undefined });
  const apart = codes.filter((code) => {
    const called = refusedCall(new Rejected(code), log).code;
    return !(called in SAID) || SAID[called] !== STATUS[code];
  });
  expect(apart).toEqual([]);
  expect(codes.filter((code) => !(code in refusals))).toEqual([]);
});
