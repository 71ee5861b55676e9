export interface CosigningSettings {
  /** A policy (C2SP tlog-policy) that names the witnesses, with their addresses; asked for anew each time. */
  readonly policyFile: string;
  /** Where the last cosigned checkpoint is kept outside the data folder too. */
  readonly anchor?: string | undefined;
}
