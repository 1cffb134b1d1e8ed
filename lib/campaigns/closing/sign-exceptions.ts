import { createHash } from "node:crypto";
import { z } from "zod";
import { canonicalBytes, recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { beginSigning, type Evidence, verifySigning } from "@/lib/passkeys";
import { drawRandom } from "@/lib/random";
import { requireCampaign } from "../guard";
import { selectOpen, writeExceptions } from "./finishing/store";
import {
  type Exceptions,
  type ExceptionsInput,
  exceptionsSchema,
  type SignExceptionsInput,
  signExceptionsSchema,
} from "./schema";

const STATEMENT = "countersign/exceptions/v1";
const LONGEST_MS = 366 * 86_400_000;
const MOST = 10_000;

/** The signature under a list of exceptions as it is kept: whoever has it and the list can check it without us. */
interface ExceptionsEvidence extends Evidence {
  statement: typeof STATEMENT;
  nonce: string;
  digest: string;
}

/** SHA-256, hex, over the list in order of number (RFC 8785): `[{number, reason, controls, until}]`. */
function exceptionsDigest(exceptions: Exceptions["exceptions"]): string {
  const rows = exceptions
    .map(({ number, reason, controls, until }) => ({ number, reason, controls, until: until.toISOString() }))
    .sort((a, b) => a.number - b.number);
  return createHash("sha256").update(canonicalBytes(rows)).digest("hex");
}

/** SHA-256 over `countersign/exceptions/v1`, the campaign, the digest and the nonce (base64url), with one NUL between each two. */
function exceptionsChallenge(signed: { campaignId: string; digest: string; nonce: string }): Uint8Array {
  const parts = [STATEMENT, signed.campaignId, signed.digest, signed.nonce];
  return new Uint8Array(createHash("sha256").update(parts.join("\0"), "utf8").digest());
}

const subjectOf = ({ campaignId, digest }: { campaignId: string; digest: string }) =>
  `exceptions:${campaignId}:${digest}`;

/**
 * Begins the caller's signature under exactly these exceptions: the options for the browser, and the nonce that comes back with the
 * assertion. Signs nothing.
 * @throws CountersignError `forbidden`, `invalid`; `unmet` when the caller has no passkey
 */
export async function beginExceptionsSigning(ctx: Context, input: ExceptionsInput) {
  const { campaignId, exceptions } = parseInput(exceptionsSchema, input);
  await inSqlTransaction((tx) => requireSignable(tx, ctx, { campaignId, exceptions }));
  const digest = exceptionsDigest(exceptions);
  const nonce = drawRandom(32).toString("base64url");
  const signed = { campaignId, digest };
  const options = await beginSigning(ctx, {
    subject: subjectOf(signed),
    challenge: exceptionsChallenge({ ...signed, nonce }),
  });
  return { nonce, options };
}

const assertionSchema = z.strictObject({
  nonce: z.string().regex(/^[A-Za-z0-9_-]{43}$/, { error: "This is not what this console asked to be signed." }),
  response: z.unknown(),
});

/**
 * Signs, with a passkey, that these items stay as they are although the campaign asked otherwise (C6): each for a reason, with the
 * controls that stand instead, until an end.
 * @throws CountersignError `forbidden` (recorded) also for a signature that does not hold, `unmet` without one, `invalid`
 */
export async function signExceptions(ctx: Context, input: SignExceptionsInput): Promise<{ signed: number }> {
  const { campaignId, exceptions, assertion } = parseInput(signExceptionsSchema, input);
  return refusingOnRecord(ctx, { verb: "campaigns.sign", resource: campaignId }, () =>
    inSqlTransaction(async (tx) => {
      await requireSignable(tx, ctx, { campaignId, exceptions });
      if (assertion === undefined || assertion === null) {
        throw new CountersignError("unmet", "Exceptions are signed with a passkey: sign the list and send it again.");
      }
      const { nonce, response } = parseInput(assertionSchema, assertion);
      const signed = { campaignId, digest: exceptionsDigest(exceptions) };
      const challenge = exceptionsChallenge({ ...signed, nonce });
      const proof = await verifySigning(tx, ctx, { assertion: response, subject: subjectOf(signed), challenge });
      const evidence: ExceptionsEvidence = { ...proof.evidence, statement: STATEMENT, nonce, digest: signed.digest };
      await writeExceptions(tx, { campaignId, byId: ctx.actor.id, evidence, exceptions });
      const evidenceDigest = createHash("sha256").update(canonicalBytes(evidence)).digest("hex");
      const details = { items: exceptions.length, digest: signed.digest, evidenceDigest };
      await recordEvent(tx, ctx, { type: "campaign.exceptions_signed", targetId: campaignId, details });
      return { signed: exceptions.length };
    }),
  );
}

async function requireSignable(tx: SqlTx, ctx: Context, { campaignId, exceptions }: Exceptions): Promise<void> {
  const campaign = await requireCampaign(tx, ctx, { id: campaignId, verb: "campaigns.sign", held: true });
  if (campaign.state !== "verifying" && campaign.state !== "remediating") {
    throw new CountersignError("conflict", "Exceptions are signed for what is left once the close was confirmed.");
  }
  const open = new Set((await selectOpen(tx, campaignId, MOST)).map(({ number }) => number));
  const issues = exceptions.flatMap(({ number, until }, place) => {
    const ahead = until.getTime() - campaign.readAt.getTime();
    if (ahead <= 0) return [{ path: `exceptions.${place}.until`, message: "It would end before it begins." }];
    if (ahead > LONGEST_MS)
      return [{ path: `exceptions.${place}.until`, message: "An exception lasts a year at most." }];
    return open.has(number) ? [] : [{ path: `exceptions.${place}`, message: `Item ${number} needs no exception.` }];
  });
  if (new Set(exceptions.map(({ number }) => number)).size < exceptions.length) {
    issues.push({ path: "exceptions", message: "Name each item once." });
  }
  if (issues.length) throw new CountersignError("invalid", "These exceptions cannot be signed as they stand.", issues);
}
