import { Extensions, Field, type FieldOptions, type ReturnTypeFunc } from '@nestjs/graphql';
import type { DataClass } from '#libs/contracts';
import { wordsOf } from './words.ts';

/**
 * What a field of an answer tells: of the work and about nobody (`process`); of a person, in one of the six classes;
 * or several things that its view has withheld one by one already (`masked`).
 */
export const fieldClasses = [
  'process',
  'masked',
  'general',
  'address',
  'health',
  'police',
  'third-party',
  'special',
] as const satisfies readonly (DataClass | 'process' | 'masked')[];

export type FieldClass = (typeof fieldClasses)[number];

type Options = Omit<FieldOptions, 'nullable'>;
type Decorator = PropertyDecorator & MethodDecorator;

/** A field about the work. */
export function Process(type: ReturnTypeFunc, options: FieldOptions = {}): Decorator {
  return classed('process', type, options);
}

/** A field that tells of a person: null to whoever may not read its class. */
export function Personal(ofClass: DataClass, type: ReturnTypeFunc, options: Options = {}): Decorator {
  return classed(ofClass, type, { ...options, nullable: true });
}

/**
 * A field about the work by which a list tells more of somebody than that they are there, and who helps: null where what is
 * held of them is restricted.
 */
export function Detail(type: ReturnTypeFunc, options: Options = {}): Decorator {
  return classed('process', type, { ...options, nullable: true }, { detail: true });
}

/** What somebody who works with a person is called: a name, and no detail of whom they work with. */
export function WorkerName(options: Options = {}): Decorator {
  return classed('general', () => String, { ...options, nullable: true }, { detail: false });
}

/** A field whose parts its view withheld by their classes. */
export function Masked(type: ReturnTypeFunc, options: FieldOptions = {}): Decorator {
  return classed('masked', type, options);
}

function classed(
  ofClass: FieldClass,
  type: ReturnTypeFunc,
  options: FieldOptions,
  { detail } = { detail: ofClass !== 'process' },
): Decorator {
  return (target: object, key: string | symbol, descriptor?: PropertyDescriptor): void => {
    Field(type, { ...wordsOf(key), ...options })(target, key, descriptor ?? {});
    Extensions({ class: ofClass, detail })(target, key, descriptor ?? {});
  };
}
