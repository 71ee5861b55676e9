/** How the last panel that has a request or an episode on its agenda is with it. */
export interface PanelItemFact {
  readonly panel: string;
  /** The sending of the request that it was tabled for. */
  readonly sending: number | null;
  readonly state: 'TABLED' | 'DEFERRED' | 'DECIDED' | 'WITHDRAWN';
  /** The item's last in the panel's stream. */
  readonly revision: number;
  /** The agency of its decision, and what that answered. */
  readonly agency: string | null;
  readonly allocation: 'OFFERED' | 'ACCEPTED' | 'DECLINED' | null;
  /** Who ever declared an interest in it, or in its family, before any panel; absent where nobody did. */
  readonly conflicted?: readonly string[];
}
