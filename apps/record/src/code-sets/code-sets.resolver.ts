import { Args, Query, Resolver } from '@nestjs/graphql';
import { Rejected } from '#libs/contracts';
import type { AsOfPoint } from '#libs/read-models';
import { referenceOf, type CodeSet } from '#libs/reference';
import { pointOf } from '../schema/as-of.ts';
import { ServedRecord } from '../served-record.ts';
import { CodeSets, CodeSetsArgs, type PublishedCodeSet } from './code-sets.types.ts';

/** The codes that the record takes, to any caller: what was published, and nothing of a record. */
@Resolver()
export class CodeSetsResolver {
  constructor(private readonly record: ServedRecord) {}

  @Query(() => CodeSets, {
    nullable: true,
    description: 'The sets of codes that were in force by then, for whoever builds a form.',
  })
  async codeSets(@Args() { names, asOf, atLeast }: CodeSetsArgs): Promise<CodeSets> {
    const { lag, ...at } = await this.record.stamp({
      asOf: pointOf({ asOf: asOf ?? null }),
      atLeast: atLeast ?? undefined,
    });
    const known = this.record
      .reference()
      .codeSets()
      .map(({ name }) => name);
    if (names?.some((name) => !known.includes(name))) throw new Rejected('NOT_FOUND', { field: 'names' });
    const asked = known.filter((name) => names?.includes(name) ?? true).sort();
    return { asOf: at, lag, sets: asked.flatMap((name) => this.inForce(name, at)) };
  }

  /** The version of the set that was published last by then; nothing where none had been. */
  private inForce(name: string, at: AsOfPoint): PublishedCodeSet[] {
    const published = this.record.readers.timeline.streamTimeline(
      `codeset-${name}`,
      { ...at, effectiveAt: null },
      { last: 1 },
    );
    return published.edges.flatMap(({ node: { data } }) => {
      const { content } = data;
      return typeof content === 'string' ? [shown(JSON.parse(content) as CodeSet, at)] : [];
    });
  }
}

function shown(set: CodeSet, { effectiveAt }: AsOfPoint): PublishedCodeSet {
  const { name, version, title, source, belongsTo = null } = set;
  const codes = referenceOf([set]).codes(name, effectiveAt ?? undefined);
  return {
    name,
    version,
    title,
    source,
    belongsTo,
    codes: codes.map(({ validFrom = null, validTo = null, replacedBy = null, ...each }) => ({
      code: each.code,
      title: each.title,
      belongsTo: each.belongsTo ?? null,
      validFrom,
      validTo,
      replacedBy,
    })),
  };
}
