import { ValidateBy, type ValidationOptions } from 'class-validator';
import { shapeFault } from './shapes.ts';

/** class-validator decorator: the field's value has a shape of options.proto. The message is the fault, never a value. */
export function Shape(shape: string, options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'shape',
      validator: {
        validate: (value) => shapeFault(shape, value) === undefined,
        defaultMessage: (args) => faultOf(shape, args?.value),
      },
    },
    options,
  );
}

function faultOf(shape: string, value: unknown): string {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.map((each) => shapeFault(shape, each)).find((fault) => fault !== undefined) ?? 'PATTERN';
}
