import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { getNamedType, type GraphQLResolveInfo } from 'graphql';
import type { DataClass } from '#libs/contracts';
import type { ReadingDoor } from '#libs/service';
import { askedClasses, detailsTold, type AskedClasses } from './asked-classes.ts';
import type { KnownRequest, RequestContext } from './request-context.ts';
import { rootKey } from './root-key.ts';

/** One root field being read, and by whom. */
export interface Asking extends KnownRequest {
  /** The name of the root field, or of another door's call. */
  readonly read: string;
  readonly door: ReadingDoor;
  /** Names in the question that are hidden from the caller; `Names` notes them for the record of the read. */
  readonly unseen: string[];
  classes(): AskedClasses;
  /** The fields of the answer that tell details of somebody, by name. */
  details(): ReadonlySet<string>;
  /** Lets fields of these classes out from under this root field. */
  grant(classes: ReadonlySet<DataClass>): void;
}

export const Reader = createParamDecorator((_: unknown, execution: ExecutionContext): Asking => {
  const graphql = GqlExecutionContext.create(execution);
  const { principal, documentHash, grants } = graphql.getContext<RequestContext>();
  const info = graphql.getInfo<GraphQLResolveInfo>();
  return {
    principal,
    documentHash,
    read: info.fieldName,
    door: 'GRAPHQL',
    unseen: [],
    classes: () => askedClasses(info),
    details: () => detailsTold(getNamedType(info.returnType)),
    grant: (classes) => void grants.set(rootKey(info.path), classes),
  };
});
