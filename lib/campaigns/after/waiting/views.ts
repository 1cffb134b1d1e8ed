/** What of campaigns waits for one person. `name`: of the campaign. */
export type CampaignWaiting =
  /** Items that ask them, and until when. */
  | { kind: "campaign_review"; id: string; name: string; count: number; at: Date }
  /** They answered everything, and did not stand by it yet. */
  | { kind: "campaign_signoff"; id: string; name: string; count: number; at: Date }
  /** Reviews are over: somebody has to look at what the close would do. `at`: since when. */
  | { kind: "campaign_close"; id: string; name: string; at: Date }
  /** Somebody asked for the close: a second person confirms. */
  | { kind: "campaign_confirm"; id: string; name: string; at: Date }
  /** Nothing of it is under way any more: what is left is signed for, and the campaign is finished. `count`: what is left. */
  | { kind: "campaign_finish"; id: string; name: string; count: number; at: Date }
  /** Tasks of one campaign that have no owner: conflicts, nobody to ask. `at`: the first is due. */
  | { kind: "campaign_tasks"; id: string; name: string; count: number; at: Date }
  /** Tasks that are theirs, of whatever campaign. */
  | { kind: "campaign_own_tasks"; count: number; at: Date }
  /** Somebody asks to leave something out. */
  | { kind: "campaign_exclusions"; count: number; at: Date };
