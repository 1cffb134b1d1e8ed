import { hash } from "node:crypto";
import type { z } from "zod";
import { canonicalBytes } from "@/lib/audit";
import { type Faults, proofRow, proofTrouble } from "@/lib/packs";
import { openingFaults, type ProofBundle } from "@/lib/transparency";
import type { CampaignPlan } from "../../terms";
import { isKeyEvent, type Manifest, type PackFile } from "../format";
import { equal, Ledger, tally } from "./ledger";
import * as rows from "./rows";

const ENDED_WELL: readonly string[] = ["verified", "done", "undone", "withdrawn"];

/** Reads the lines of a pack's files, in the order in which they stand, and compares them with each other. */
export class PackCheck {
  readonly #ledger: Ledger;
  readonly #remediated = new Map<number, string>();
  readonly #excepted = new Set<number>();
  /** Leaves of events that must be proved one by one. */
  readonly #unproved = new Map<string, string>();
  readonly #types = new Set<string>();
  #launch: Record<string, unknown> | null = null;

  constructor(
    readonly manifest: Manifest,
    readonly keys: readonly string[],
    readonly faults: Faults,
  ) {
    this.#ledger = new Ledger(manifest.campaign.plan as CampaignPlan, faults);
  }

  /** What is done with each line of this file; null: nothing beyond its digest. */
  readerOf(file: PackFile): ((line: string) => void) | null {
    if (file === "report.pdf") return null;
    const readers: Partial<Record<PackFile, (line: string) => void>> = {
      "items.jsonl": this.#each(file, rows.itemRow, (row) => this.#ledger.item(row)),
      "votes.jsonl": this.#each(file, rows.voteRow, (row) => this.#ledger.vote(row)),
      "signoffs.jsonl": this.#each(file, rows.signoffRow, (row) => this.#ledger.signoff(row)),
      "remediation.jsonl": this.#each(file, rows.remediationRow, (row) => this.#remediation(row)),
      "exceptions.jsonl": this.#each(file, rows.exceptionRow, (row) => void this.#excepted.add(row.number)),
      "events.jsonl": this.#each(file, rows.eventRow, (row) => this.#event(row)),
      "proofs.jsonl": this.#each(file, proofRow, (row) => this.#proof(row)),
    };
    return readers[file] ?? this.#each(file, rows.anyRow, () => {});
  }

  #each<S extends z.ZodType>(file: string, schema: S, take: (row: z.output<S>) => void): (line: string) => void {
    let at = 0;
    return (line) => {
      at++;
      const read = schema.safeParse(jsonOf(line));
      if (read.success) take(read.data);
      else
        this.faults.add(
          `${file}, line ${at}: ${read.error.issues[0]?.path.join(".") || "it"} is not as the format says`,
        );
    };
  }

  #remediation({ number, state, probes }: z.infer<typeof rows.remediationRow>): void {
    this.faults.must(!this.#remediated.has(number), `item ${number} is remediated twice`);
    this.#remediated.set(number, state);
    const allowed = state === "verified" && probesIn(probes).some((probe) => probe.after === "allow");
    this.faults.must(!allowed, `item ${number} is called verified, and its probe was still let through`);
  }

  #event({ id, leaf, beside }: z.infer<typeof rows.eventRow>): void {
    const read = rows.leafShape.safeParse(jsonOf(leaf));
    if (!read.success || read.data.id !== id) {
      this.faults.add(`event ${id}: its leaf is that of another event`);
      return;
    }
    const { type, target, actor, details } = read.data;
    const isOurs = target.kind === "campaign" && target.id === this.manifest.campaign.id;
    this.faults.must(isOurs, `event ${id} is of another campaign`);
    for (const fault of openingFaults(Buffer.from(leaf, "utf8"), beside)) this.faults.add(`event ${id}: ${fault}`);
    this.#types.add(type);
    if (isKeyEvent({ type, details })) this.#unproved.set(id, leaf);
    if (type === "campaign.launched") this.#launch = details;
    else if (type === "campaign.voted") this.#ledger.loggedVote(details, actor.id);
    else if (type === "campaign.signed_off") this.#ledger.loggedSignoff(details);
    else this.#ledger.loggedChange(details);
  }

  #proof(bundle: ProofBundle): void {
    const leaf = this.#unproved.get(bundle.eventId);
    this.#unproved.delete(bundle.eventId);
    const same = leaf !== undefined && Buffer.from(bundle.leaf, "base64").toString("utf8") === leaf;
    this.faults.must(same, `the proof of the event ${bundle.eventId} is of no event that needs one`);
    const trouble = proofTrouble(bundle, this.keys);
    if (trouble) this.faults.add(`the proof of the event ${bundle.eventId}: ${trouble}`);
  }

  /** What can be said only when everything was read. */
  finish(): void {
    const { manifest, faults } = this;
    this.#ledger.checkCounts(manifest);
    this.#ledger.checkDecisions();
    const remediation = tally([...this.#remediated.values()]);
    faults.must(equal(remediation, manifest.counts.remediation), "the manifest counts remediations otherwise");
    faults.must(
      this.#excepted.size === manifest.counts.exceptions,
      "the manifest counts other exceptions than there are",
    );
    for (const id of this.#unproved.keys()) faults.add(`the event ${id} is not proved`);
    this.#checkSnapshot();
    this.#checkWithdrawn();
  }

  #checkSnapshot(): void {
    const { campaign } = this.manifest;
    this.faults.must(
      this.#ledger.snapshotDigest() === campaign.snapshotDigest,
      "the items are not those of the snapshot that the campaign was launched with",
    );
    const said = this.#launch?.snapshotDigest;
    this.faults.must(said !== undefined, "the log has no event of the launch");
    this.faults.must(said === campaign.snapshotDigest, "the log has another digest of the snapshot");
    const plan = hash("sha256", canonicalBytes(campaign.plan), "hex");
    this.faults.must(this.#launch?.planDigest === plan, "the plan is not the one that the campaign was launched with");
  }

  /** Of a campaign that is closed: everything that was withdrawn is verified, or somebody signed for it. */
  #checkWithdrawn(): void {
    const { state } = this.manifest.campaign;
    if (state !== "closed" && state !== "closed_with_exceptions") return;
    for (const number of this.#ledger.withdrawn()) {
      const ended = ENDED_WELL.includes(this.#remediated.get(number) ?? "");
      const excepted = state === "closed_with_exceptions" && this.#excepted.has(number);
      this.faults.must(ended || excepted, `item ${number} was withdrawn: it is neither verified nor excepted`);
    }
  }
}

function probesIn(probes: unknown): { after?: unknown }[] {
  return Array.isArray(probes) ? probes.filter((probe) => typeof probe === "object" && probe !== null) : [];
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
