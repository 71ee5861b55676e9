import type { CommandOf } from '#libs/contracts';

/** What an organisation that has ended still holds: open episodes, and workers, as far as they are at work. */
export interface LeftBehind {
  readonly episodes: readonly { readonly family: string; readonly episode: string }[];
  readonly workers: readonly {
    readonly worker: string;
    readonly role: string;
    readonly activeTo: string | null;
  }[];
}

export type Succeeding = CommandOf<'ChangeAccountableAgency'> | CommandOf<'MoveWorker'>;

/**
 * I10: what the successor of an organisation takes over, the open episodes first, so that none is without an owner while
 * the workers follow. Who has left already stays where the record has them.
 */
export function succession(successor: string, { episodes, workers }: LeftBehind): Succeeding[] {
  return [
    ...episodes.map((held): Succeeding => ({
      type: 'ChangeAccountableAgency',
      data: { ...held, to: successor },
    })),
    ...workers
      .filter(({ activeTo }) => activeTo === null)
      .map(({ worker, role }): Succeeding => ({
        type: 'MoveWorker',
        data: { worker, agency: successor, role },
      })),
  ];
}
