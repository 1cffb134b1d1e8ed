import { createHash, randomBytes } from "node:crypto";
import type { Context } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { isLinkOpen, SETUP_LINK_SECONDS } from "./rules";
import { type SetupInvitation, type SetupPurpose, tokenSchema } from "./schema";
import { findLink, insertLink, type LinkRow, withdrawLinks } from "./store";

/** A fresh link as the one person who may see it gets it: the token is stored hashed and never shown again. */
export interface IssuedLink {
  /** Path of the page, `/setup/<token>`. */
  path: string;
  expiresAt: Date;
}

/** Makes a one-time link inside the caller's transaction; a person's earlier links stop working. The caller records it. */
export async function issueLink(
  tx: Tx,
  ctx: Context,
  { purpose, personId }: { purpose: SetupPurpose; personId: string | null },
): Promise<IssuedLink> {
  if (personId) await withdrawLinks(tx, personId, ctx.now);
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(ctx.now.getTime() + SETUP_LINK_SECONDS * 1000);
  const id = newId("lnk", ctx.now);
  await insertLink(tx, { id, tokenHash: hashOf(token), purpose, personId, createdAt: ctx.now, expiresAt });
  return { path: `/setup/${token}`, expiresAt };
}

/**
 * The open link of this token.
 * @throws CountersignError `not_found`, the same for a wrong, a used and an expired one
 */
export async function requireSetupLink(ctx: Context, token: unknown): Promise<LinkRow> {
  const read = tokenSchema.safeParse(token);
  const link = read.success ? await findLink(hashOf(read.data)) : null;
  if (!link || !isLinkOpen(link, ctx.now) || link.person?.status === "deactivated") {
    throw new CountersignError("not_found", "This link was used, has expired or is not complete. Ask for a new one.");
  }
  return link;
}

/** What a link offers to whoever opens it; null when it offers nothing any more. */
export async function findSetup(ctx: Context, token: string): Promise<SetupInvitation | null> {
  const read = tokenSchema.safeParse(token);
  const link = read.success ? await findLink(hashOf(read.data)) : null;
  if (!link || !isLinkOpen(link, ctx.now) || link.person?.status === "deactivated") return null;
  return {
    purpose: link.purpose as SetupPurpose,
    personId: link.person?.id ?? null,
    name: link.person?.name ?? "",
    email: link.person?.email ?? "",
    expiresAt: link.expiresAt,
  };
}

function hashOf(token: string): Buffer {
  return createHash("sha256").update(token, "utf8").digest();
}
