import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { GraphQLModule } from '@nestjs/graphql';
import type { Request } from 'express';
import { graphqlErrors, type Log } from '#libs/platform';
import { CommandDesk } from './commands/command-desk.ts';
import { SendOrderHandler } from './commands/send-order.ts';
import { FamiliesView } from './families/families.view.ts';
import { GrowthView } from './families/growth.view.ts';
import { HouseholdView } from './families/household.view.ts';
import { feedProviders } from './feed/feed.ts';
import { Health } from './health/health.ts';
import { HealthController } from './health/health.controller.ts';
import { Budget } from './http/budget.ts';
import { costLimit } from './http/cost-limit.ts';
import { knownRequest } from './http/known-requests.ts';
import { outOfReach } from './http/out-of-reach.ts';
import { OversightView } from './oversight/oversight.view.ts';
import { PeopleView } from './people/people.view.ts';
import { AssessmentsView } from './assessments/assessments.view.ts';
import { PlansView } from './plans/plans.view.ts';
import { Names } from './reading/names.ts';
import { ReadingRoom } from './reading/reading-room.ts';
import type { RequestContext } from './reading/request-context.ts';
import { resolvers } from './resolvers.ts';
import { RecordDriver } from './schema/record-driver.ts';
import { ServedRecord } from './served-record.ts';
import { ForgettingView } from './forgetting/forgetting.view.ts';
import { AuditsView } from './audits/audits.view.ts';
import { SamplesView } from './samples/samples.view.ts';
import { SharingView } from './sharing/sharing.view.ts';
import { TimelineView } from './timeline/timeline.view.ts';

export interface ModuleOptions {
  readonly log: Log;
  readonly health: Health;
  /** Whether callers may ask for the schema, and are told what does not fit it. */
  readonly showsSchema: boolean;
  /** What the operations of one caller may cost in a minute; absent: no limit. */
  readonly costLimit?: number | undefined;
}

/** The service's parts around one open record. */
@Module({})
export class RecordModule {
  static around(record: ServedRecord, options: ModuleOptions): DynamicModule {
    const budget = new Budget(options.costLimit);
    return {
      module: RecordModule,
      imports: [
        CqrsModule.forRoot(),
        GraphQLModule.forRoot<ApolloDriverConfig>(graphqlOptions(record, options, budget)),
      ],
      controllers: [HealthController],
      providers: [
        { provide: ServedRecord, useValue: record },
        { provide: Budget, useValue: budget },
        { provide: Health, useValue: options.health },
        Names,
        ReadingRoom,
        CommandDesk,
        SendOrderHandler,
        TimelineView,
        FamiliesView,
        GrowthView,
        HouseholdView,
        PeopleView,
        OversightView,
        SharingView,
        PlansView,
        AssessmentsView,
        ForgettingView,
        SamplesView,
        AuditsView,
        ...feedProviders,
        ...resolvers,
      ],
    };
  }
}

function graphqlOptions(
  { reads }: ServedRecord,
  { log, showsSchema }: ModuleOptions,
  budget: Budget,
): ApolloDriverConfig {
  return {
    driver: RecordDriver,
    path: '/graphql',
    context: ({ req }: { req: Request }): RequestContext => ({
      req,
      ...knownRequest(req),
      grants: new Map(),
    }),
    formatError: graphqlErrors({ log, explains: showsSchema }),
    autoTransformHttpErrors: false,
    preserveHttpStatusForExecutionErrors: false,
    introspection: showsSchema,
    hideSchemaDetailsFromClientErrors: !showsSchema,
    includeStacktraceInErrorResponses: false,
    graphiql: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    plugins: [ApolloServerPluginCacheControlDisabled(), outOfReach, costLimit({ budget, reads, log })],
  };
}
