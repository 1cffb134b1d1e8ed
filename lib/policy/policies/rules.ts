import type { VersionState } from "./terms";

export type Decision =
  | { allowed: true }
  | { allowed: false; code: "conflict" | "unmet" | "forbidden" | "invalid"; reason: string };

const YES: Decision = { allowed: true };
const no = (code: "conflict" | "unmet" | "forbidden" | "invalid", reason: string): Decision => ({
  allowed: false,
  code,
  reason,
});

/** A version as far as its way through the states goes. */
export interface Moving {
  state: VersionState;
  /** Everybody who wrote it or proposed it. */
  writerIds: readonly string[];
  proposedById: string | null;
}

const GONE: Record<Exclude<VersionState, "draft" | "proposed">, string> = {
  published: "This version is in force: begin a new draft from it.",
  superseded: "This version was superseded: begin a new draft from it, or roll back to it.",
  withdrawn: "This version was withdrawn: begin a new draft from it.",
  rejected: "This version was rejected: begin a new draft from it.",
};

/** Only a draft is written; what waits for its second person stays as that person reads it. */
export function decideEdit(version: Pick<Moving, "state">): Decision {
  if (version.state === "draft") return YES;
  if (version.state === "proposed") return no("conflict", "This version waits for a second person: withdraw it first.");
  return no("conflict", GONE[version.state]);
}

/** Without errors and with every test passing; a text that says nothing is no change but a retirement. */
export function decidePropose(
  version: Pick<Moving, "state">,
  checked: { sound: boolean; rules: number; failed: number },
): Decision {
  const writable = decideEdit(version);
  if (!writable.allowed) return writable;
  if (checked.rules === 0) {
    return no("unmet", "There is no rule in it yet. To end a policy that is in force, retire it.");
  }
  if (checked.sound) return YES;
  const failing = checked.failed === 1 ? "one test fails" : `${checked.failed} tests fail`;
  return no("unmet", checked.failed ? `Not while ${failing}.` : "Not while there are errors in the text.");
}

/** By a second person alone: never somebody who wrote it or proposed it (Z1). */
export function decidePublish(version: Moving, personId: string): Decision {
  if (version.state === "draft") return no("conflict", "This version was not proposed yet.");
  if (version.state !== "proposed") return no("conflict", GONE[version.state]);
  if (version.writerIds.includes(personId) || version.proposedById === personId) {
    return no("forbidden", "You had a hand in this version: a second person publishes it.");
  }
  return YES;
}

/** Whoever could publish it may reject it; who proposed it withdraws it instead. */
export function decideReject(version: Moving, personId: string): Decision {
  const decision = decidePublish(version, personId);
  if (decision.allowed || decision.code !== "forbidden") return decision;
  return no("forbidden", "You had a hand in this version: withdraw it instead.");
}

/** A draft by whoever may write; a proposal by those who had a hand in it, for others reject it with a reason. */
export function decideWithdraw(version: Moving, personId: string): Decision {
  if (version.state === "draft") return YES;
  if (version.state !== "proposed") return no("conflict", GONE[version.state]);
  if (version.writerIds.includes(personId) || version.proposedById === personId) return YES;
  return no("forbidden", "Somebody else proposed this: reject it with a reason instead.");
}

/** A policy as far as beginning something new goes. */
export interface Standing {
  published: number | null;
  open: { state: "draft" | "proposed" } | null;
}

/** One version is written or waits at a time. */
export function decideBegin(policy: Standing): Decision {
  if (!policy.open) return YES;
  return policy.open.state === "draft"
    ? no("conflict", "A draft of this policy exists already: finish or withdraw it first.")
    : no("conflict", "A proposal waits for its second person: it must be published, rejected or withdrawn first.");
}

export function decideRetire(policy: Standing): Decision {
  if (policy.published === null) return no("conflict", "This policy is not in force.");
  return decideBegin(policy);
}

/** To a version that was in force once. */
export function decideRollBack(
  policy: Standing,
  target: { number: number; state: VersionState; text: string },
): Decision {
  if (target.number === policy.published) return no("conflict", "This version is in force already.");
  if (target.state !== "superseded" && target.state !== "published") {
    return no("conflict", "Only a version that was in force once can come back: begin a new draft from this one.");
  }
  if (target.text === "") return no("conflict", "This version retired the policy: there is nothing to go back to.");
  return decideBegin(policy);
}

/** One line of a comparison; `before` and `after` are line numbers from 1, null where the line is not. */
export interface DiffLine {
  kind: "same" | "added" | "removed";
  text: string;
  before: number | null;
  after: number | null;
}

/** What differs between two texts, line by line, by their longest common run of lines. */
export function linesBetween(before: string, after: string): DiffLine[] {
  const old = linesOf(before);
  const now = linesOf(after);
  const common = commonLengths(old, now);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [left, right] = [old[i], now[j]];
    if (left !== undefined && left === right) {
      lines.push({ kind: "same", text: left, before: ++i, after: ++j });
    } else if (left !== undefined && (right === undefined || at(common, i + 1, j) >= at(common, i, j + 1))) {
      lines.push({ kind: "removed", text: left, before: ++i, after: null });
    } else {
      lines.push({ kind: "added", text: right ?? "", before: null, after: ++j });
    }
  }
  return lines;
}

/** The end of the last line begins no line of its own. */
function linesOf(text: string): string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

/** `lengths[i][j]`: how many lines the rests from `i` and from `j` have in common. */
function commonLengths(old: readonly string[], now: readonly string[]): number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i--) {
    const row = lengths[i] as number[];
    for (let j = now.length - 1; j >= 0; j--) {
      row[j] = old[i] === now[j] ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), row[j + 1] ?? 0);
    }
  }
  return lengths;
}

const at = (lengths: readonly (readonly number[])[], i: number, j: number) => lengths[i]?.[j] ?? 0;
