import { ArgsType, Field, ObjectType } from '@nestjs/graphql';
import { Process } from '../schema/field-class.ts';
import { enumOf, Position } from '../schema/scalars.ts';

export type LogName = 'RECORD' | 'ACCESS';

const LogEnum = enumOf(
  'Log',
  {
    RECORD: 'The record: what happened.',
    ACCESS: 'The access log: who looked.',
  } satisfies Record<LogName, string>,
  'The record’s log, or the access log.',
);

const SIZE = 'Over how many events: as many as the last checkpoint has, where left out.';

@ArgsType()
export class CheckpointArgs {
  @Field(() => LogEnum, { defaultValue: 'RECORD', description: 'Which log: the record’s, where left out.' })
  log!: LogName;
}

@ArgsType()
export class InclusionProofArgs extends CheckpointArgs {
  @Field(() => Position, { description: 'The place of the event in that log.' })
  position!: number;

  @Field(() => Position, { nullable: true, description: SIZE })
  size?: number | null;
}

@ArgsType()
export class ConsistencyProofArgs extends CheckpointArgs {
  @Field(() => Position, { description: 'The number of events of an earlier checkpoint.' })
  from!: number;

  @Field(() => Position, { nullable: true, description: SIZE })
  size?: number | null;
}

@ObjectType({ isAbstract: true })
abstract class LogHead {
  @Process(() => String, { description: 'The log’s name.' })
  origin!: string;

  @Process(() => Position, { description: 'The number of events that the root is over.' })
  size!: number;

  @Process(() => String, { description: 'The root of the tree over those events, in base64.' })
  root!: string;

  @Process(() => String, { description: 'The last checkpoint that was signed: a C2SP signed note.' })
  checkpoint!: string;
}

@ObjectType({ description: 'The head of a log’s Merkle tree (RFC 6962), as the log signed it last.' })
export class LogCheckpoint extends LogHead {
  @Process(() => String, {
    nullable: true,
    description: 'The last checkpoint that witnesses cosigned; null where none is.',
  })
  cosigned!: string | null;
}

@ObjectType({ description: 'Shows that an event is in the log (RFC 6962, 2.1.1).' })
export class InclusionProof extends LogHead {
  @Process(() => Position, { description: 'The place of the event in that log.' })
  position!: number;

  @Process(() => String, { description: 'SHA-256 of the byte 0x00 and the stored document, in base64.' })
  leafHash!: string;

  @Process(() => [String], { description: 'The hashes beside the path from the leaf up, in base64.' })
  hashes!: readonly string[];
}

@ObjectType({ description: 'Shows that the log only grew since it had `from` events (RFC 6962, 2.1.2).' })
export class ConsistencyProof extends LogHead {
  @Process(() => Position, { description: 'The number of events that the log had before.' })
  from!: number;

  @Process(() => String, { description: 'The root of the tree over the first `from` events, in base64.' })
  fromRoot!: string;

  @Process(() => [String], { description: 'The hashes that lead from the one root to the other, in base64.' })
  hashes!: readonly string[];
}
