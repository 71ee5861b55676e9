import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { resolvers } from '../resolvers.ts';
import { withhold } from './withhold.ts';

/** The schema by itself, with no record behind it. */
export async function schemaAlone(): Promise<GraphQLSchema> {
  const builder = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
  try {
    return withhold(await builder.get(GraphQLSchemaFactory).create([...resolvers]));
  } finally {
    await builder.close();
  }
}

/** The schema as it is committed (`apps/record/schema.graphql`). */
export async function printedSchema(): Promise<string> {
  return `${printSchema(lexicographicSortSchema(await schemaAlone()))}\n`;
}
