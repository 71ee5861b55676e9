import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Process } from '../schema/field-class.ts';
import { Position } from '../schema/scalars.ts';
import { DisclosureStateEnum } from './disclosures.types.ts';

@ObjectType({ description: 'A disclosure in the register: nothing of it is personal.' })
export class RegisteredDisclosure {
  @Process(() => ID, {
    description: 'The disclosure’s id (`disclosure-…`): what orders and other queries call it.',
  })
  id!: string;

  @Process(() => ID)
  family!: string;

  @Process(() => ID, {
    nullable: true,
    description: 'The agency that it is for (`organisation-…`); null where it is for a person.',
  })
  agency!: string | null;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;

  @Process(() => Position, {
    description: 'The place in the log of the event by which it was asked for, or decided.',
  })
  since!: number;

  @Process(() => DisclosureStateEnum, { description: 'How far it was by then.' })
  state!: keyof typeof DisclosureStateEnum;

  @Process(() => Boolean, { description: 'Whether a manager decided otherwise.' })
  overridden!: boolean;

  @Process(() => Boolean, { description: 'Whether whoever was told said that they received it.' })
  acknowledged!: boolean;

  @Process(() => Boolean, { description: 'Whether an error in it was notified.' })
  inError!: boolean;
}

@ObjectType({ description: 'Every disclosure, in the order in which it was asked for or decided.' })
export class DisclosureConnection extends ConnectionOf(RegisteredDisclosure, 'RegisteredDisclosure') {}

@ArgsType()
export class DisclosureRegisterArgs extends AskedForPage {
  @Field(() => ID, { nullable: true, description: 'Only those for this agency: the id of an agency.' })
  agency?: string | null;

  @Field(() => DisclosureStateEnum, { nullable: true, description: 'Only those in this state.' })
  state?: keyof typeof DisclosureStateEnum | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those that a manager decided otherwise; where it is false, only the others.',
  })
  overridden?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those of which an error was notified; where it is false, only the others.',
  })
  inError?: boolean | null;
}
