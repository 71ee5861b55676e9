import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import type { Type } from '@nestjs/common';
import type { Page } from '#libs/read-models';
import { Asked, Stamped } from './as-of.ts';
import { Process } from './field-class.ts';
import { Token } from './scalars.ts';

@ArgsType()
export abstract class AskedForPage extends Asked {
  @Field(() => Int, {
    nullable: true,
    description: 'How many at most: 1 to 100; 50 where neither `first` nor `last` is given.',
  })
  first?: number | null;

  @Field(() => Token, { nullable: true, description: 'A cursor: only what follows it.' })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many at most, from the end: 1 to 100.' })
  last?: number | null;

  @Field(() => Token, { nullable: true, description: 'A cursor: only what stands before it.' })
  before?: string | null;
}

@ObjectType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Process(() => Boolean, { description: 'Whether more follows this page.' })
  hasNextPage!: boolean;

  @Process(() => Boolean, { description: 'Whether anything stands before this page.' })
  hasPreviousPage!: boolean;

  @Process(() => Token, {
    nullable: true,
    description: 'The cursor of the first place on the page; null where the page is empty.',
  })
  startCursor!: string | null;

  @Process(() => Token, {
    nullable: true,
    description: 'The cursor to give as `after` for the next page; null where nothing was looked through.',
  })
  endCursor!: string | null;
}

export interface Edge<N> {
  readonly cursor: string;
  readonly node: N;
}

export interface Connection<N> {
  readonly edges: readonly Edge<N>[];
  readonly nodes: readonly N[];
  readonly pageInfo: PageInfo;
}

/** The Relay connection of a kind of node; a cursor is a token. */
export function ConnectionOf<N>(node: Type<N>, name: string): Type<Connection<N> & Stamped> {
  @ObjectType(`${name}Edge`, { description: 'One place of a list: what stands there, and its cursor.' })
  class NodeEdge {
    @Process(() => Token, { description: 'The place in the list: give it as `after` or `before`.' })
    cursor!: string;

    @Process(() => node, { description: 'What stands there.' })
    node!: N;
  }

  @ObjectType({ isAbstract: true })
  abstract class NodeConnection extends Stamped {
    @Process(() => [NodeEdge], { description: 'The places on this page, in order.' })
    edges!: NodeEdge[];

    @Process(() => [node], { description: 'The edges’ nodes.' })
    nodes!: N[];

    @Process(() => PageInfo, { description: 'Where the page stands in the list.' })
    pageInfo!: PageInfo;
  }
  return NodeConnection as Type<NodeConnection>;
}

/** A page as a connection; `tokenOf` makes a token of a cursor. */
export function connected<R, N>(
  { edges, hasNextPage, hasPreviousPage, end }: Page<R>,
  tokenOf: (cursor: number) => string,
  shown: (row: R) => N,
): Connection<N> {
  const tokened = edges.map(({ cursor, node }) => ({ cursor: tokenOf(cursor), node: shown(node) }));
  return {
    edges: tokened,
    nodes: tokened.map(({ node }) => node),
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: tokened.at(0)?.cursor ?? null,
      endCursor: end === undefined ? (tokened.at(-1)?.cursor ?? null) : tokenOf(end),
    },
  };
}
