import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { Principal } from '#libs/access';
import type { RequestContext } from '../reading/request-context.ts';

export type { Principal } from '#libs/access';

/** The caller, as the token says. */
export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal =>
    GqlExecutionContext.create(context).getContext<RequestContext>().principal,
);
