import type { Readers } from '#libs/read-models';
import type { Sight } from '../sight/sight.ts';
import type { FindEpisodes } from './frame.ts';

/**
 * Finds the episodes of a frame. What was sealed at its position is in no frame, whoever asks: its cases are not to be looked
 * at, and a count would tell of them. By the seals of that position, not of now, so that the frame can be made again.
 */
export function frameEpisodes({ oversight }: Readers, sight: Sight): FindEpisodes {
  return (filter, position) => {
    const sealed = sight.familiesSealedAt(position);
    return oversight.frame(filter, position).filter(({ family }) => !sealed.has(family));
  };
}
