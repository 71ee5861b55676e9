import { Extensions, Field, type FieldOptions, type ReturnTypeFunc } from '@nestjs/graphql';
import type { DataClass } from '#libs/contracts';

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

/** A field whose parts its view withheld by their classes. */
export function Masked(type: ReturnTypeFunc, options: FieldOptions = {}): Decorator {
  return classed('masked', type, options);
}

function classed(ofClass: FieldClass, type: ReturnTypeFunc, options: FieldOptions): Decorator {
  return (target: object, key: string | symbol, descriptor?: PropertyDescriptor): void => {
    Field(type, options)(target, key, descriptor ?? {});
    Extensions({ class: ofClass })(target, key, descriptor ?? {});
  };
}
