import { uuidv5 } from '#libs/contracts';

/** The namespace of what is imported; each store makes its own of it, so that no id can be guessed from a reference. */
const IMPORT = '6f0d6d0e-4a3c-4f6b-9a55-1f2c6f6a7e21';

/** Ids under the store's own key: the same name and number always give the same one. */
export type Mint = (name: string, n: number) => string;

/** The ids of imported requests, by their senders' references. */
export function importIds(mint: Mint): (ref: string) => RequestIds {
  const namespace = uuidv5(IMPORT, mint(IMPORT, 0));
  return (ref) => new RequestIds(uuidv5(namespace, ref), mint);
}

/** The ids that follow from a request's command, and from a place in its form: the same in every run. */
export class RequestIds {
  readonly commandId: string;
  readonly stream: string;
  readonly family: string;
  readonly parent: string;
  readonly #mint: Mint;

  constructor(commandId: string, mint: Mint) {
    this.#mint = mint;
    this.commandId = commandId;
    this.stream = `request-${mint(commandId, 0)}`;
    this.family = `family-${this.made('family')}`;
    this.parent = this.made('parent');
  }

  child(at: number): string {
    return this.made(`child ${at}`);
  }

  /** The id of the command of one step that follows from the request. */
  step(name: string): string {
    return uuidv5(this.commandId, name);
  }

  /** The id part of the stream that a step starts. */
  made(step: string): string {
    return this.#mint(this.step(step), 0);
  }
}
