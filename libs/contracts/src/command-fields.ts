export interface CommandDescription {
  readonly aggregate: string;
  /** The field that names the stream the command is about; absent where it starts one. */
  readonly about?: string;
  /** No person sends it. */
  readonly internal: boolean;
  /** Where codes stand, and of which code set; `*` stands for every element of a list. */
  readonly codes: readonly { readonly path: readonly string[]; readonly code: string }[];
}
