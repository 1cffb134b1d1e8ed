import { createHash, hash } from "node:crypto";
import type { Faults } from "@/lib/packs";
import { itemResult, STRICTNESS, type StageVote, stageResult } from "../../rules";
import { changeDigest, type SignedVote, signoffDigest } from "../../signoff-digest";
import type { CampaignPlan, ItemOutcome } from "../../terms";
import type { Manifest } from "../format";
import type { ItemRow, VoteRow } from "./rows";

interface HeldItem extends Pick<ItemRow, "stage" | "state" | "decision" | "tier"> {
  digest: Buffer;
  /** As it was at the launch, where it changed since. */
  launchDigest: Buffer | null;
}

interface Signed {
  personId: string;
  stage: number;
  /** Signed by itself, when it was corrected: the vote's own event says so. */
  corrects: boolean;
  votes: SignedVote[];
}

/** Keeps of items, votes and sign-offs what is compared across files, and compares it. */
export class Ledger {
  readonly #items: HeldItem[] = [];
  /** Current votes by item, and all revisions that wait for their event in the log. */
  readonly #votes = new Map<number, (StageVote & { stage: number })[]>();
  readonly #unlogged = new Map<string, string>();
  readonly #signed = new Map<string, Signed>();
  readonly #signoffs = new Map<string, string>();
  #lastVote: Pick<VoteRow, "number" | "stage" | "personId" | "revision" | "current"> | null = null;
  #firstAt = 0;
  #voteCount = 0;

  constructor(
    readonly plan: CampaignPlan,
    readonly faults: Faults,
  ) {}

  item(row: ItemRow): void {
    const expected = this.#items.length + 1;
    this.faults.must(row.number === expected, `items.jsonl: item ${row.number} stands where item ${expected} should`);
    const digest = hash("sha256", row.rightsText, "buffer");
    this.faults.must(digest.toString("hex") === row.digest, `item ${row.number}: its digest is not that of its rights`);
    const kind = kindIn(row.rightsText);
    this.faults.must(kind === row.kind, `item ${row.number}: its rights are not of its kind`);
    const { stage, state, decision, tier } = row;
    this.#items.push({ stage, state, decision, tier, digest, launchDigest: null });
  }

  vote(row: VoteRow): void {
    const { number, stage, personId, revision } = row;
    const what = `item ${number}: vote ${revision} of ${personId} in stage ${stage}`;
    this.#voteCount++;
    const last = this.#lastVote;
    const goesOn = last?.number === number && last.stage === stage && last.personId === personId;
    this.faults.must(this.#items[number - 1] !== undefined, `${what} is of an item that is not there`);
    this.faults.must(revision === (goesOn ? last.revision + 1 : 1), `${what} does not follow the one before`);
    this.faults.must(!(goesOn && last.current), `${what}: an earlier word of the same person still counts`);
    this.#lastVote = row;
    const at = Date.parse(row.at);
    if (!goesOn) this.#firstAt = at;
    const change = changeDigest(row.change);
    if (row.current) {
      const held = this.#votes.get(number) ?? [];
      held.push({ personId, stage, decision: row.decision, change, firstAt: this.#firstAt });
      this.#votes.set(number, held);
    }
    this.#unlogged.set(
      `${number}|${stage}|${personId}|${revision}`,
      `${row.decision}|${row.reason}|${row.digest}|${change}`,
    );
    if (row.signoffId) this.#sign(row, row.signoffId);
  }

  #sign(row: VoteRow, signoffId: string): void {
    const { number, stage, personId, decision, reason, text, change, digest } = row;
    const held = this.#signed.get(signoffId) ?? { personId, stage, corrects: row.correction, votes: [] };
    const same = held.personId === personId && held.stage === stage;
    this.faults.must(same, `item ${number}: a vote of ${personId} is in the sign-off of somebody else`);
    held.votes.push({ number, stage, decision, reason, text, change, digest, at: new Date(row.at) });
    this.#signed.set(signoffId, held);
  }

  signoff(row: { id: string; stage: number; personId: string; items: number; digest: string }): void {
    const held = this.#signed.get(row.id);
    this.#signed.delete(row.id);
    if (!held?.corrects) this.#signoffs.set(row.id, row.digest);
    const wrong = held ? wrongIn(held, row) : "no vote belongs to it";
    if (wrong) this.faults.add(`sign-off ${row.id}: ${wrong}`);
  }

  /** The log's word on a vote: it must be the vote that stands in the pack. */
  loggedVote(details: Record<string, unknown>, personId: string): void {
    const { number, stage, revision, decision, reason, digest, changeDigest: change } = details;
    const key = `${number}|${stage}|${personId}|${revision}`;
    const expected = this.#unlogged.get(key);
    this.#unlogged.delete(key);
    const what = `item ${number}: vote ${revision} of ${personId} in stage ${stage}`;
    if (expected === undefined) this.faults.add(`${what} is in the log and not among the votes`);
    else this.faults.must(expected === `${decision}|${reason}|${digest}|${change}`, `${what} is not what the log says`);
  }

  loggedSignoff({ signoffId, digest }: Record<string, unknown>): void {
    const known = this.#signoffs.get(String(signoffId));
    this.#signoffs.delete(String(signoffId));
    this.faults.must(known === digest, `sign-off ${signoffId}: the log has another digest of it`);
  }

  /** An event with a former digest says that a right changed after the launch: the first of them says what it was then. */
  loggedChange({ number, formerDigest }: Record<string, unknown>): void {
    const item = this.#items[Number(number) - 1];
    if (item && typeof formerDigest === "string") item.launchDigest ??= Buffer.from(formerDigest, "hex");
  }

  /** SHA-256 over the digests of all items as they were at the launch, in order of number. */
  snapshotDigest(): string {
    const sum = createHash("sha256");
    for (const { digest, launchDigest } of this.#items) sum.update(launchDigest ?? digest);
    return sum.digest("hex");
  }

  /** Whether the outcome that stands on an item is one that its votes can have led to. */
  checkDecisions(): void {
    for (const [at, item] of this.#items.entries()) this.#checkDecision(at + 1, item);
    for (const key of this.#unlogged.keys())
      this.faults.add(`the log has no event of the vote ${key.replaceAll("|", ", ")}`);
    for (const id of this.#signed.keys()) this.faults.add(`sign-off ${id} has votes and does not exist`);
    for (const id of this.#signoffs.keys()) this.faults.add(`the log has no event of the sign-off ${id}`);
  }

  #checkDecision(number: number, { state, decision, stage }: HeldItem): void {
    const answered = state === "decided" || state === "signed_off";
    this.faults.must(!answered || decision !== null, `item ${number} is decided, and nothing is decided of it`);
    const votes = this.#votes.get(number) ?? [];
    this.faults.must(!answered || votes.length > 0, `item ${number} is decided, and nobody decided it`);
    if (!decision || votes.length === 0) return;
    const results = this.plan.stages.map(({ strategy }, position) => {
      const here = votes.filter((vote) => vote.stage === position + 1);
      const voters = here.map(({ personId }) => personId);
      return here.length ? stageResult(strategy, here, { voters, over: true }) : null;
    });
    // What contradicts itself is settled by a person's task, not by the votes.
    if (results.includes("conflict")) return;
    const outcomes = results.map((result) => (result ? { outcome: result as ItemOutcome, change: null } : null));
    const said = itemResult(outcomes)?.outcome;
    if (!said || said === decision) return;
    const silent = results.slice(0, stage).includes(null);
    const stricter = STRICTNESS.indexOf(decision) > STRICTNESS.indexOf(said);
    this.faults.must(stricter && silent, `item ${number} is to ${decision}, and its votes say ${said}`);
  }

  outcomeOf(number: number): ItemOutcome | null {
    return this.#items[number - 1]?.decision ?? null;
  }

  /** Numbers of what is to be taken away or changed. */
  *withdrawn(): Generator<number> {
    for (const [at, { decision }] of this.#items.entries()) if (decision && decision !== "keep") yield at + 1;
  }

  checkCounts({ counts, campaign }: Pick<Manifest, "counts" | "campaign">): void {
    const states = tally(this.#items.map(({ state }) => state));
    const decisions = tally(this.#items.flatMap(({ decision }) => decision ?? []));
    this.faults.must(this.#items.length === counts.items, "the manifest counts other items than there are");
    this.faults.must(campaign.items === counts.items, "the campaign was launched with another number of items");
    this.faults.must(equal(states, counts.byState), "the manifest counts the states of items otherwise");
    this.faults.must(equal(decisions, counts.byDecision), "the manifest counts decisions otherwise");
    this.faults.must(this.#voteCount === counts.votes, "the manifest counts other votes than there are");
  }
}

function wrongIn(
  held: Signed,
  row: Pick<Signed, "personId" | "stage"> & { items: number; digest: string },
): string | null {
  if (held.personId !== row.personId || held.stage !== row.stage) return "its votes are somebody else's";
  if (held.votes.length !== row.items) return `says ${row.items} items, and there are ${held.votes.length}`;
  return signoffDigest(held.votes) === row.digest ? null : "its digest is not that of its votes";
}

export function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

export function equal(one: Record<string, number>, other: Record<string, number>): boolean {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}

function kindIn(rightsText: string): unknown {
  try {
    return (JSON.parse(rightsText) as { kind?: unknown } | null)?.kind;
  } catch {
    return null;
  }
}
