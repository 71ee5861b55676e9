import { createHmac } from 'node:crypto';

/**
 * What only who knows the operator's token can answer to a challenge: so the service of a data folder shows that it is
 * that, and no other program that has its port by now, before it is sent anything.
 */
export function serviceProof(token: string, challenge: string): string {
  return createHmac('sha256', token).update(`family-help-record service ${challenge}`).digest('base64url');
}
