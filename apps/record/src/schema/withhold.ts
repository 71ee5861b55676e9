import {
  defaultFieldResolver,
  getNamedType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import type { DataClass } from '#libs/contracts';
import { heldBackOf } from '../reading/held-back.ts';
import { rootKey } from '../reading/root-key.ts';
import { fieldClasses, type FieldClass } from './field-class.ts';

/** Which classes of personal data each root field of the operation was granted. */
export interface Grants {
  readonly grants: Map<string, ReadonlySet<DataClass>>;
}

type Field = GraphQLField<unknown, Grants>;

interface RedactionShown {
  readonly pointer: string;
  readonly reason: string;
}

/** The class a field says it is of; undefined where it says none. */
export function classOf(field: Pick<Field, 'extensions'>): FieldClass | undefined {
  return fieldClasses.find((each) => each === field.extensions['class']);
}

/** The class of a field that tells of a person in one class; undefined for the others. */
export function personalClassOf(field: Pick<Field, 'extensions'>): DataClass | undefined {
  const named = classOf(field);
  return named === 'process' || named === 'masked' ? undefined : named;
}

/** Whether a field tells more of somebody than that they are there, and who helps. */
export function isDetail(field: Pick<Field, 'extensions'>): boolean {
  return field.extensions['detail'] === true;
}

/** Every object type of the schema but the roots, which open records and hold no data themselves. */
export function answerTypes(schema: GraphQLSchema): GraphQLObjectType<unknown, Grants>[] {
  const roots: unknown[] = [schema.getQueryType(), schema.getMutationType()];
  return Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType<unknown, Grants> =>
      isObjectType(type) && !type.name.startsWith('__') && !roots.includes(type),
  );
}

/**
 * Withholds every personal field whose class the root field it stands under was not granted, and in a list every detail of
 * whom is restricted. Throws, so that nothing starts, where a field says no class or a personal one could not be null.
 */
export function withhold(schema: GraphQLSchema): GraphQLSchema {
  for (const type of answerTypes(schema)) {
    for (const field of Object.values(type.getFields())) withholdField(type, field);
  }
  return schema;
}

function withholdField(type: GraphQLObjectType<unknown, Grants>, field: Field): void {
  const place = `${type.name}.${field.name}`;
  if (classOf(field) === undefined) throw new TypeError(`${place} does not say its class`);
  const ofClass = personalClassOf(field);
  if (ofClass !== undefined) {
    if (isNonNullType(field.type)) throw new TypeError(`${place} could not be withheld`);
    field.resolve = unlessWithheld(ofClass, field.resolve ?? defaultFieldResolver);
  }
  if (isDetail(field)) field.resolve = unlessHeldBack(field.resolve ?? defaultFieldResolver);
  if (getNamedType(field.type).name === 'Redaction') {
    field.resolve = (source: unknown, _, context, info) => [
      ...foundIn(source, info.fieldName),
      ...restrictedIn(type, source),
      ...redactionsOf(type, source, { context, info }),
    ];
  }
}

function unlessWithheld(
  ofClass: DataClass,
  resolve: GraphQLFieldResolver<unknown, Grants>,
): GraphQLFieldResolver<unknown, Grants> {
  return (source, args: Record<string, unknown>, context, info) =>
    isGranted(ofClass, context, info) ? resolve(source, args, context, info) : null;
}

function unlessHeldBack(
  resolve: GraphQLFieldResolver<unknown, Grants>,
): GraphQLFieldResolver<unknown, Grants> {
  return (source, args: Record<string, unknown>, context, info) =>
    heldBackOf(source) === undefined ? resolve(source, args, context, info) : null;
}

function isGranted(ofClass: DataClass, { grants }: Grants, { path }: GraphQLResolveInfo): boolean {
  return grants.get(rootKey(path))?.has(ofClass) === true;
}

/** What its view withheld of it already. */
function foundIn(source: unknown, name: string): readonly unknown[] {
  const found = memberOf(source, name);
  return Array.isArray(found) ? found : [];
}

/** Of what tells of somebody who is restricted: that it does, and the details that are recorded. */
function restrictedIn(type: GraphQLObjectType<unknown, Grants>, source: unknown): RedactionShown[] {
  const held = heldBackOf(source);
  if (held === undefined) return [];
  const details = Object.values(type.getFields())
    .filter((field) => isDetail(field) && holdsSomething(memberOf(source, field.name)))
    .map(({ name }) => `/${name}`);
  return [...(held === 'WHOLE' ? [''] : []), ...details].map((pointer) => ({
    pointer,
    reason: 'RESTRICTED',
  }));
}

/** The other fields of a value that are recorded and not shown. */
function redactionsOf(
  type: GraphQLObjectType<unknown, Grants>,
  source: unknown,
  { context, info }: { context: Grants; info: GraphQLResolveInfo },
): RedactionShown[] {
  const isHeld = heldBackOf(source) !== undefined;
  return Object.values(type.getFields())
    .filter((field) => {
      const ofClass = personalClassOf(field);
      return (
        ofClass !== undefined &&
        !(isHeld && isDetail(field)) &&
        holdsSomething(memberOf(source, field.name)) &&
        !isGranted(ofClass, context, info)
      );
    })
    .map(({ name }) => ({ pointer: `/${name}`, reason: 'WITHHELD' }));
}

function memberOf(source: unknown, name: string): unknown {
  return isObject(source) ? source[name] : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function holdsSomething(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null;
}
