import { copyStore } from '#libs/service';
import { counter } from '../counter.ts';
import { callerPath } from '../graphql.ts';
import { answer } from '../output.ts';
import { ownSettings } from '../own-settings.ts';

export interface CopyOptions {
  readonly from: string;
  readonly to: string;
  readonly access?: boolean;
}

/** Copies a log from one store into another; cut short, it is to be asked for again as it was. */
export async function copy({ from, to, access }: CopyOptions, json: boolean): Promise<void> {
  const { show, stop } = counter();
  try {
    const order = { from: asTheCallerMeant(from), to: asTheCallerMeant(to), access, progress: show };
    const done = await copyStore(ownSettings(), order);
    const { events, copied, appends, root, perSecond } = done;
    stop();
    answer(json, { ok: true, ...done }, () =>
      [
        `${events} events stand in both, ${copied} of them copied now in ${appends} appends, ${perSecond} events a second.`,
        `Root: ${root}`,
      ].join('\n'),
    );
  } finally {
    stop();
  }
}

const FOLDER = /^sqlite:(.+)$/;

function asTheCallerMeant(place: string): string {
  const [, folder] = FOLDER.exec(place) ?? [];
  return folder === undefined ? place : `sqlite:${callerPath(folder)}`;
}
