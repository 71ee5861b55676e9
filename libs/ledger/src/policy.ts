import { parseVerifierKey, type VerifierKey } from './signing.ts';

export interface PolicyWitness {
  readonly name: string;
  readonly key: VerifierKey;
  /** Its submission prefix, where the policy says one. */
  readonly url?: string;
}

/** Whom somebody trusts to have signed and cosigned a checkpoint (C2SP tlog-policy). */
export interface Policy {
  readonly logs: readonly VerifierKey[];
  readonly witnesses: readonly PolicyWitness[];
  /** Whether these witnesses, by their names in the policy, are enough. */
  isEnough(cosigned: ReadonlySet<string>): boolean;
}

type Rule = (cosigned: ReadonlySet<string>) => boolean;

/** Reads a policy. TypeError, naming the line, where it is not well formed. */
export function parsePolicy(text: string): Policy {
  const reading = new Reading();
  text.split('\n').forEach((line, index) => {
    const words = line.split(/[ \t]+/).filter((word) => word !== '');
    if (words.length > 0 && words[0]?.startsWith('#') !== true) reading.take(words, index + 1);
  });
  return reading.policy();
}

class Reading {
  readonly #logs: VerifierKey[] = [];
  readonly #witnesses: PolicyWitness[] = [];
  readonly #rules = new Map<string, Rule>();
  readonly #members = new Set<string>();
  #quorum: Rule | undefined;

  readonly #lines = new Map<string, (words: readonly string[]) => void>([
    ['log', (words) => this.#log(words)],
    ['witness', (words) => this.#witness(words)],
    ['group', (words) => this.#group(words)],
    ['quorum', (words) => this.#setQuorum(words)],
  ]);

  take([kind = '', ...words]: readonly string[], line: number): void {
    try {
      const read = this.#lines.get(kind);
      if (read === undefined) throw new TypeError('not a line of a policy');
      read(words);
    } catch (error) {
      throw new TypeError(`policy, line ${line}: it cannot be used`, { cause: error });
    }
  }

  policy(): Policy {
    const isEnough = this.#quorum;
    if (isEnough === undefined) throw new TypeError('policy: there is no quorum');
    return { logs: this.#logs, witnesses: this.#witnesses, isEnough };
  }

  #setQuorum([name, ...more]: readonly string[]): void {
    if (this.#quorum !== undefined || more.length > 0) throw new TypeError('one quorum, of one name');
    this.#quorum = name === 'none' ? () => true : this.#rule(name);
  }

  #log([vkey = '']: readonly string[]): void {
    this.#logs.push(parseVerifierKey(vkey));
  }

  #witness([name = '', vkey = '', url]: readonly string[]): void {
    const key = parseVerifierKey(vkey);
    if (this.#witnesses.some((each) => each.key.vkey === vkey)) throw new TypeError('the key is there twice');
    this.#define(name, (cosigned) => cosigned.has(name));
    this.#witnesses.push({ name, key, ...(url !== undefined && { url }) });
  }

  #group([name = '', threshold = '', ...members]: readonly string[]): void {
    const rules = members.map((member) => this.#member(member));
    const least = { all: rules.length, any: 1 }[threshold] ?? Number(threshold);
    if (!Number.isInteger(least) || least < 1 || least > rules.length)
      throw new TypeError('no such threshold');
    this.#define(name, (cosigned) => rules.filter((rule) => rule(cosigned)).length >= least);
  }

  #member(name: string): Rule {
    if (this.#members.has(name)) throw new TypeError(`${name} is a member twice`);
    this.#members.add(name);
    return this.#rule(name);
  }

  #rule(name = ''): Rule {
    const rule = this.#rules.get(name);
    if (rule === undefined) throw new TypeError(`${name} is not defined before`);
    return rule;
  }

  #define(name: string, rule: Rule): void {
    if (name === '' || name === 'none' || this.#rules.has(name)) throw new TypeError('not a name to define');
    this.#rules.set(name, rule);
  }
}
