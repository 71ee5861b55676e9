import type { Request } from 'express';
import type { Principal } from '#libs/access';
import type { Grants } from '../schema/withhold.ts';

/** What is known of one request before anything of it runs. */
export interface KnownRequest {
  readonly principal: Principal;
  /** SHA-256 of the query document, base64url. */
  readonly documentHash: string;
}

/** The context of one operation: of no other. */
export interface RequestContext extends KnownRequest, Grants {
  readonly req: Request;
}
