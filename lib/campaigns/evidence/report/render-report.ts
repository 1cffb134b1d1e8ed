import type { Content } from "pdfmake/interfaces";
import { count, figures, heading, inFours, instant, literal, note, pairs, QUIET, renderPdf } from "@/lib/packs";
import {
  CAMPAIGN_KIND_LABELS,
  CAMPAIGN_STATE_LABELS,
  type CampaignKind,
  type CampaignPlan,
  type CampaignState,
} from "../../terms";
import type { ReportFacts } from "./facts";
import * as sections from "./sections";
import { scopeLines, seatName, stageLines } from "./words";

/** The report for people, as PDF. The same facts give the same bytes. */
export function renderReport(facts: ReportFacts & { packId: string }): Promise<Buffer> {
  const { campaign, asOf, packId } = facts;
  const title = `Recertification: ${literal(campaign.name)}`;
  return renderPdf({
    title,
    at: asOf,
    foot: `${packId}, as of ${instant(asOf)}`,
    content: [
      ...front(facts, title),
      ...sections.decisionsByTier(facts),
      ...sections.decisionsByReviewer(facts),
      ...sections.removals(facts),
      ...sections.silence(facts),
      ...sections.exclusions(facts),
      ...sections.exceptions(facts),
      ...sections.measures(facts),
      ...sections.signatures(facts),
      ...checking(packId),
    ],
  });
}

function front(facts: ReportFacts, title: string): Content[] {
  const { campaign, counts, names, asOf } = facts;
  const plan = campaign.plan as CampaignPlan;
  const person = (id: string | null) => (id ? seatName(id, names) : "-");
  const withdrawn = ["revoke", "reduce", "suspend", "transfer"].reduce(
    (sum, key) => sum + (counts.byDecision[key] ?? 0),
    0,
  );
  const state = CAMPAIGN_STATE_LABELS[campaign.state as CampaignState] ?? campaign.state;
  return [
    { text: "Countersign evidence", color: QUIET, fontSize: 9 },
    { text: title, style: "title", margin: [0, 2, 0, 2] },
    { text: `${state}, as it stood on ${instant(asOf)}`, color: QUIET, margin: [0, 0, 0, 6] },
    figures([
      { value: count(counts.items), label: "rights in scope" },
      { value: count(counts.byDecision.keep ?? 0), label: "kept" },
      { value: count(withdrawn), label: "withdrawn or changed" },
      { value: count(facts.silent.total), label: "without an answer" },
      { value: count(counts.byState.excluded ?? 0), label: "left out" },
      { value: count(counts.signoffs), label: "sign-offs" },
    ]),
    heading("The campaign"),
    pairs([
      [
        "Campaign",
        `${campaign.id} (${(CAMPAIGN_KIND_LABELS[campaign.kind as CampaignKind] ?? campaign.kind).toLowerCase()})`,
      ],
      [
        "Launched",
        `${instant(campaign.launchedAt)}${campaign.launchedById ? ` by ${person(campaign.launchedById)}` : ""}`,
      ],
      ["Decided until", instant(campaign.dueAt)],
      ["Reviews over", instant(campaign.decidedAt)],
      [
        "Close asked by",
        `${person(campaign.closeAskedById)}${campaign.closeAskedAt ? `, ${instant(campaign.closeAskedAt)}` : ""}`,
      ],
      [
        "Close confirmed by",
        `${person(campaign.confirmedById)}${campaign.confirmedAt ? `, ${instant(campaign.confirmedAt)}` : ""}`,
      ],
      ["Ended", `${instant(campaign.endedAt)}${campaign.stateReason ? `: ${literal(campaign.stateReason)}` : ""}`],
      ["Asked as a last resort", person(campaign.fallbackId)],
      ["Snapshot, SHA-256", inFours(campaign.snapshotDigest)],
    ]),
    heading("Scope and stages"),
    pairs([...scopeLines(plan, names), ...stageLines(plan)]),
  ];
}

function checking(packId: string): Content[] {
  return [
    heading("How to check this report"),
    note(
      "This report is for reading. What proves it are the files beside it: manifest.json names every file with its SHA-256, anchor.json " +
        "shows that the audit log signed the manifest's digest, and proofs.jsonl does the same for the launch, each sign-off and the close.",
    ),
    {
      text: "npm run -s countersign -- verify PACK.zip --key VKEY",
      fontSize: 9,
      bold: true,
      margin: [0, 2, 0, 4],
    },
    note(
      "It needs no network, no database and no account. VKEY is the log's public key: take it by a way that you trust, not from this pack. " +
        "A pack that was changed by a single bit is refused. It shows who said what of which right, and that this was not changed later; it " +
        `does not show that what people said was wise. Pack ${packId}.`,
    ),
  ];
}
