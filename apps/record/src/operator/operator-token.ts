import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** A token for who may read service.json: the operator of this machine. */
export function operatorToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether what was given is the operator's token, sent from this machine. */
export function isOperator(
  { socket }: Pick<IncomingMessage, 'socket'>,
  given: string | undefined,
  token: string,
): boolean {
  const expected = Buffer.from(token);
  const sent = Buffer.from(given ?? '');
  return (
    isLoopback(socket.remoteAddress) && sent.length === expected.length && timingSafeEqual(sent, expected)
  );
}

/** Whether an address is of this machine alone. */
export function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(127\.|::1$|::ffff:127\.)/.test(address);
}
