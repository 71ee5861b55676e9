import { ENTRY, type EntryAnswer } from '../entry.graphql.ts';

/** What a replay asks of the record. */
export const STORY = /* GraphQL */ `
  query Replay(
    $family: ID!
    $asOf: AsOf
    $purpose: Purpose!
    $order: TimelineOrder
    $after: Token
    $first: Int!
  ) {
    family(reference: $family, asOf: $asOf, purpose: $purpose) {
      reference
      asOf {
        position
        knownAt
        effectiveAt
      }
      members {
        person
        name
        role
      }
      episode {
        id
        status
        agency
        agencyName
        keyworker
        keyworkerName
        children {
          child
          level
          statutoryStatus
        }
      }
    }
    familyTimeline(
      family: $family
      asOf: $asOf
      purpose: $purpose
      order: $order
      first: $first
      after: $after
    ) {
      nodes {
        ...entry
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }

  ${ENTRY}
`;

export interface Story {
  readonly family: StoryFamily;
  readonly events: readonly EntryAnswer[];
}

export interface StoryFamily {
  readonly reference: string;
  readonly asOf: {
    readonly position: string;
    readonly knownAt: string | null;
    readonly effectiveAt: string | null;
  };
  readonly members: readonly {
    readonly person: string;
    readonly name: string | null;
    readonly role: string | null;
  }[];
  readonly episode: StoryEpisode | null;
}

export interface StoryEpisode {
  readonly id: string;
  readonly status: string;
  readonly agency: string | null;
  readonly agencyName: string | null;
  readonly keyworker: string | null;
  readonly keyworkerName: string | null;
  readonly children: readonly StoryChild[];
}

export interface StoryChild {
  readonly child: string;
  readonly level: string | null;
  readonly statutoryStatus: string;
}

export interface StoryPage {
  readonly family: StoryFamily;
  readonly familyTimeline: {
    readonly nodes: readonly EntryAnswer[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}
