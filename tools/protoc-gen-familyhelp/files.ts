import type { DescField, DescFile, DescMessage } from '@bufbuild/protobuf';
import { getComments } from '@bufbuild/protoplugin';

/** Of `familyhelp.flag.v2` it is `flag`. */
export function aggregateOf({ proto }: DescFile): string | undefined {
  const name = /^familyhelp\.(\w+)\.v\d+$/.exec(proto.package)?.[1];
  return name === 'options' ? undefined : name;
}

/** Of `familyhelp/family/v1/oversight_commands` it is `commands`: an aggregate that is large has several files. */
export function kindOf({ name }: DescFile): string | undefined {
  return /[/_](commands|events)$/.exec(name)?.[1];
}

export function versionOf({ proto }: DescFile): number {
  return Number(/\d+$/.exec(proto.package)?.[0]);
}

/** The comment above a message or a field, in one line. */
export function commentOf(of: DescMessage | DescField): string {
  return (getComments(of).leading ?? '').trim().replace(/\s+/g, ' ');
}
