import { Rejected } from '#libs/contracts';

/** null: the key was destroyed. */
export type Answers = ReadonlyMap<string, Uint8Array | null | undefined>;

interface Asked {
  readonly subjects: readonly string[];
  readonly resolve: (keys: ReadonlyMap<string, Uint8Array>) => void;
  readonly reject: (reason: unknown) => void;
}

/** Callers of one turn of the event loop ask for keys together; each is answered for its own subjects. */
export class AskedTogether {
  readonly #answer: (subjects: ReadonlySet<string>) => Promise<Answers>;
  #asked: Asked[] = [];

  constructor(answer: (subjects: ReadonlySet<string>) => Promise<Answers>) {
    this.#answer = answer;
  }

  /** The keys; `Rejected` SUBJECT_ERASED where one of the subjects has none any more. */
  ask(subjects: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    return new Promise((resolve, reject) => {
      if (this.#asked.push({ subjects, resolve, reject }) === 1) setImmediate(() => void this.#answerAll());
    });
  }

  async #answerAll(): Promise<void> {
    const asked = this.#asked;
    this.#asked = [];
    try {
      const keys = await this.#answer(new Set(asked.flatMap((each) => each.subjects)));
      for (const each of asked) answerOne(each, keys);
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}

function answerOne(asked: Asked, keys: Answers): void {
  const answer = new Map<string, Uint8Array>();
  for (const subject of asked.subjects) {
    const key = keys.get(subject);
    if (!key) return asked.reject(new Rejected('SUBJECT_ERASED', { subject }));
    answer.set(subject, key);
  }
  asked.resolve(answer);
}
