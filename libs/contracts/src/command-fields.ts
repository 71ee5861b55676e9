/** What one field of a command takes. */
export interface CommandField {
  readonly name: string;
  readonly list: boolean;
  readonly optional: boolean;
  /** A shape of options.proto, or `boolean`, `integer`, `group`. */
  readonly shape: string;
  /** Of a group. */
  readonly fields?: readonly CommandField[];
}

export interface CommandDescription {
  readonly aggregate: string;
  /** The field that names the stream the command is about; absent where it starts one. */
  readonly about?: string;
  /** No person sends it. */
  readonly internal: boolean;
  readonly fields: readonly CommandField[];
  /** Where codes stand, and of which code set; `*` stands for every element of a list. */
  readonly codes: readonly { readonly path: readonly string[]; readonly code: string }[];
}
