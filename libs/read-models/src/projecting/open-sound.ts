import type { Journal } from '#libs/event-store';
import { isDamage } from '../database.ts';
import { Model } from './model.ts';
import type { Projection } from '../projection.ts';

interface Place {
  /** The file in use; undefined where there is none. */
  readonly file: string | undefined;
  readonly journal: Pick<Journal, 'readAfter'>;
}

/** The model in the file, where that is whole and of this log: it knows the id of the event at its position. */
export function openSound(projection: Projection, { file, journal }: Place): Model | undefined {
  if (file === undefined) return undefined;
  let model: Model | undefined;
  try {
    model = Model.open(projection, file);
    const [event] = journal.readAfter(model.position - 1, 1);
    if (model.event === '' || event?.id === model.event) return model;
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  model?.close();
  return undefined;
}
