import { AsyncLocalStorage } from 'node:async_hooks';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { Rejected } from '#libs/contracts';
import { strictJson, type Log } from '#libs/platform';
import { isOperator } from '../operator/operator-token.ts';
import { CheckedDocuments } from './checked-documents.ts';
import { documentOf, type Documents } from './documents.ts';
import { noteDocument } from './known-requests.ts';
import { refuse } from './refuse.ts';

/** Bytes that one GraphQL request may have. */
export const LARGEST_BODY = 100_000;

export interface QueryRules {
  readonly log: Log;
  readonly documents: Documents;
  /** With it the command line of this machine asks with any document. */
  readonly operatorToken?: string | undefined;
}

/**
 * Takes in a GraphQL request: POST, JSON in UTF-8, one operation, by a document that may be asked with, within the
 * limits. What is not is answered here, and nothing of it runs.
 */
export function readQuery(rules: QueryRules): RequestHandler[] {
  const { log } = rules;
  const checked = new CheckedDocuments();
  const wellSent: RequestHandler = (request, response, next) => {
    if (request.method !== 'POST') {
      response.setHeader('Allow', 'POST');
      refuse(response, new Rejected('INVALID_INPUT', { field: 'method' }), log, 405);
    } else if (!isJson(request.headers['content-type'])) {
      refuse(response, new Rejected('INVALID_INPUT', { field: 'content-type' }), log, 415);
    } else next();
  };
  const within: RequestHandler = (request, response, next) => {
    try {
      const asked = queryIn(request, documentsFor(request, rules));
      noteDocument(request, checked.hashOf(asked.query));
      request.body = asked;
      next();
    } catch (reason) {
      refuse(response, reason, log);
    }
  };
  return [wellSent, wholeBody(LARGEST_BODY, log), within];
}

/** Reads a body whole, as bytes. */
export function wholeBody(limit: number, log: Log): RequestHandler {
  const read = express.raw({ type: () => true, limit });
  return (request, response, next) => {
    const asNow = AsyncLocalStorage.snapshot();
    void read(request, response, (reason?: unknown) =>
      asNow(() => (reason === undefined ? next() : refuseBody(response, reason, limit, log))),
    );
  };
}

function refuseBody(response: Response, reason: unknown, most: number, log: Log): void {
  const isTooLarge = reason instanceof Error && 'status' in reason && reason.status === 413;
  if (isTooLarge) refuse(response, new Rejected('QUERY_TOO_COMPLEX', { limit: 'body', most }), log, 413);
  else refuse(response, new Rejected('INVALID_INPUT', { field: 'body' }), log);
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(contentType ?? '');
}

function documentsFor({ headers, socket }: Request, { documents, operatorToken }: QueryRules): Documents {
  const given = headers['x-operator-token'];
  if (operatorToken === undefined || typeof given !== 'string') return documents;
  return isOperator({ socket }, given, operatorToken) ? { ...documents, takesOthers: true } : documents;
}

interface AskedQuery {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: unknown;
}

function queryIn(request: Request, documents: Documents): AskedQuery {
  const body: unknown = strictJson(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Rejected('INVALID_INPUT');
  const { variables, operationName } = body as Readonly<Record<string, unknown>>;
  return {
    query: documentOf(body, documents),
    ...(variables !== undefined && { variables }),
    ...(operationName !== undefined && { operationName }),
  };
}
