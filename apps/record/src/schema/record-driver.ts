import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Injectable } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { GraphQLSchemaFactory } from '@nestjs/graphql';
import { isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { resolvers } from '../resolvers.ts';
import { withhold } from './withhold.ts';

type Resolve = GraphQLFieldResolver<unknown, unknown>;

/**
 * Answers by the schema as it is made of the classes. Nest would print that, read what it printed, make a second schema of
 * it for the methods that answer, and move them over into the first: most of a second each time a service starts.
 */
@Injectable()
export class RecordDriver extends ApolloDriver {
  readonly #factory: GraphQLSchemaFactory;

  constructor(modules: ModulesContainer, factory: GraphQLSchemaFactory) {
    super(modules);
    this.#factory = factory;
  }

  override async generateSchema(options: ApolloDriverConfig): Promise<GraphQLSchema> {
    // Apollo looks through the schema as it starts.
    const schema = await this.#factory.create([...resolvers], { skipCheck: true });
    await super.generateSchema({
      ...options,
      schema,
      transformResolvers: (found) => {
        for (const each of [found].flat()) resolveBy(schema, each);
        return found;
      },
    });
    return withhold(schema);
  }
}

/** Throws, so that nothing starts, where a method answers a field that is not there. */
function resolveBy(schema: GraphQLSchema, found: object): void {
  for (const [name, methods] of Object.entries(found)) {
    const type = schema.getType(name);
    for (const [field, resolve] of Object.entries(methods as Readonly<Record<string, Resolve>>)) {
      const answered = isObjectType(type) ? type.getFields()[field] : undefined;
      if (answered === undefined) throw new TypeError(`${name}.${field} is no field that can be answered`);
      answered.resolve = resolve;
    }
  }
}
