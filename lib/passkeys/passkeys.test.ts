import { beforeAll, describe, expect, it } from "vitest";
import { type Context, contextFor } from "@/lib/context";
import { inSqlTransaction, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { SoftwareAuthenticator } from "@/lib/testing/authenticator";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import {
  beginEnrolment,
  beginSigning,
  finishEnrolment,
  listPasskeys,
  removePasskey,
  revokePasskey,
  verifyEvidence,
  verifySigning,
} from "./index";

testDatabase();

const reason = "The telephone was stolen";
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

async function person(name: string): Promise<string> {
  const id = newId("per");
  await sql().query("insert into people (id, name, email) values ($1, $2, $1 || '@firm.example')", [id, name]);
  return id;
}

/** The person, signed in so many minutes ago. */
async function signedIn(id: string, minutes = 1): Promise<Context> {
  const sessionId = newId("ses");
  await sql().query(
    `insert into console_sessions (id, person_id, method, created_at, expires_at) values ($1, $2, 'password', $3, now() + interval '8 hours')`,
    [sessionId, id, minutesAgo(minutes)],
  );
  return contextFor({ kind: "user", id, sessionId, grants: [] });
}

async function enrolled(ctx: Context, name = "Laptop"): Promise<SoftwareAuthenticator> {
  const key = new SoftwareAuthenticator();
  await finishEnrolment(ctx, { response: key.create(await beginEnrolment(ctx)), name });
  return key;
}

async function signing(ctx: Context, given: { assertion: unknown; subject: string; challenge: Uint8Array }) {
  return await inSqlTransaction((tx) => verifySigning(tx, ctx, given));
}

async function eventsAbout(personId: string): Promise<{ type: string; details: Record<string, unknown> }[]> {
  const { rows } = await sql().query("select type, details from audit_events where target_id = $1 order by id", [
    personId,
  ]);
  return rows;
}

let dana: Context;
let key: SoftwareAuthenticator;
beforeAll(async () => {
  dana = await signedIn(await person("Dana"));
  key = await enrolled(dana);
});

describe("A8 enrolment of a passkey", () => {
  it("keeps the key, records it, and tells its owner", async () => {
    const [row] = await listPasskeys(dana);
    expect(row).toMatchObject({ id: key.credentialId, name: "Laptop", deviceType: "singleDevice", lastUsedAt: null });
    const events = await eventsAbout(dana.actor.id);
    expect(events.map(({ type }) => type)).toContain("passkey.enrolled");
    const told = await sql().query("select kind from notices where person_id = $1", [dana.actor.id]);
    expect(told.rows).toEqual([{ kind: "passkey_enrolled" }]);
  });

  it("is refused ten minutes after the sign-in, and to a session that ended", async () => {
    const late = await signedIn(dana.actor.id, 10);
    await expect(beginEnrolment(late)).rejects.toMatchObject({ code: "forbidden" });
    const gone = contextFor({ kind: "user", id: dana.actor.id, sessionId: newId("ses"), grants: [] });
    await expect(beginEnrolment(gone)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it.each([
    ["another origin", { origin: "https://countersign.example.net" }],
    ["another relying party", { rpId: "example.net" }],
    ["a frame of another site", { crossOrigin: true }],
    ["nobody verified", { userVerified: false }],
  ])("is refused for %s", async (_, lies) => {
    const options = await beginEnrolment(dana);
    const response = new SoftwareAuthenticator().create(options, lies);
    await expect(finishEnrolment(dana, { response, name: "X" })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is refused for another person's ceremony, and for one used already", async () => {
    const eve = await signedIn(await person("Eve"));
    const options = await beginEnrolment(dana);
    const response = new SoftwareAuthenticator().create(options);
    await expect(finishEnrolment(eve, { response, name: "X" })).rejects.toMatchObject({ code: "forbidden" });
    await finishEnrolment(dana, { response, name: "Second" });
    const again = new SoftwareAuthenticator().create(options);
    await expect(finishEnrolment(dana, { response: again, name: "X" })).rejects.toMatchObject({ code: "forbidden" });
    await removePasskey(dana, { id: response.id });
  });

  it("stops at ten keys, also when two are enrolled at once", async () => {
    const many = await signedIn(await person("Mona"));
    for (let n = 0; n < 9; n++) await enrolled(many, `Key ${n}`);
    const [one, two] = [await beginEnrolment(many), await beginEnrolment(many)];
    const tried = await Promise.allSettled(
      [one, two].map((options) =>
        finishEnrolment(many, { response: new SoftwareAuthenticator().create(options), name: "X" }),
      ),
    );
    expect(tried.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await listPasskeys(many)).toHaveLength(10);
  });
});

describe("A8 what a passkey signs", () => {
  const subject = "approval:apr_1:approve:abc";
  const fresh = () => new Uint8Array(Buffer.from(crypto.getRandomValues(new Uint8Array(32))));

  it("gives evidence that an outsider can check, once", async () => {
    const challenge = fresh();
    const assertion = key.get(await beginSigning(dana, { subject, challenge }));
    const { credentialId, evidence } = await signing(dana, { assertion, subject, challenge });
    expect(credentialId).toBe(key.credentialId);
    expect(verifyEvidence(evidence, challenge)).toBe(true);
    expect(verifyEvidence(evidence, fresh())).toBe(false);
    expect(verifyEvidence({ ...evidence, rpId: "example.net" }, challenge)).toBe(false);
    expect(verifyEvidence({ ...evidence, clientDataJSON: "e30" }, challenge)).toBe(false);
    const other = new SoftwareAuthenticator();
    const foreign = other.get({ challenge: Buffer.from(challenge).toString("base64url") });
    expect(verifyEvidence({ ...evidence, signature: foreign.response.signature }, challenge)).toBe(false);
    await expect(signing(dana, { assertion, subject, challenge })).rejects.toMatchObject({ code: "forbidden" });
  });

  it.each([
    ["wrong_site", "another origin", { origin: "https://countersign.example.net" }],
    ["wrong_site", "another relying party", { rpId: "example.net" }],
    ["wrong_site", "a frame of another site", { crossOrigin: true }],
    ["not_verified", "nobody verified", { userVerified: false }],
    ["bad_signature", "a tampered signature", { tampered: true }],
    ["counter_back", "a counter gone back", { counter: 1 }],
  ])("is refused and recorded as %s for %s", async (why, _, lies) => {
    const challenge = fresh();
    const assertion = key.get(await beginSigning(dana, { subject, challenge }), { counter: 100, ...lies });
    await expect(signing(dana, { assertion, subject, challenge })).rejects.toMatchObject({ code: "forbidden" });
    const last = (await eventsAbout(dana.actor.id)).at(-1);
    expect(last).toMatchObject({ type: "passkey.refused", details: { why, subject } });
  });

  it("is refused for another subject, another person, another challenge and after its time", async () => {
    const challenge = fresh();
    const options = await beginSigning(dana, { subject, challenge });
    const assertion = key.get(options, { counter: 200 });
    const denial = { assertion, subject: subject.replace("approve", "deny"), challenge };
    await expect(signing(dana, denial)).rejects.toMatchObject({ code: "forbidden" });
    const eve = await signedIn(await person("Eve"));
    await enrolled(eve);
    await expect(signing(eve, { assertion, subject, challenge })).rejects.toMatchObject({ code: "forbidden" });
    await expect(signing(dana, { assertion, subject, challenge: fresh() })).rejects.toMatchObject({
      code: "forbidden",
    });
    await sql().query("update passkey_challenges set expires_at = clock_timestamp() where person_id = $1", [
      dana.actor.id,
    ]);
    await expect(signing(dana, { assertion, subject, challenge })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is refused with a key of somebody else's, whoever began it", async () => {
    const eve = await signedIn(await person("Eve"));
    await enrolled(eve);
    const challenge = fresh();
    const assertion = key.get(await beginSigning(eve, { subject, challenge }), { counter: 300 });
    await expect(signing(eve, { assertion, subject, challenge })).rejects.toMatchObject({ code: "forbidden" });
    expect((await eventsAbout(eve.actor.id)).at(-1)).toMatchObject({ details: { why: "unknown_key" } });
  });

  it("counts once when the same assertion arrives twice at the same instant", async () => {
    const challenge = fresh();
    const assertion = key.get(await beginSigning(dana, { subject, challenge }), { counter: 400 });
    const tried = await Promise.allSettled([1, 2, 3].map(() => signing(dana, { assertion, subject, challenge })));
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("cannot be begun without a key", async () => {
    const none = await signedIn(await person("Nora"));
    await expect(beginSigning(none, { subject, challenge: fresh() })).rejects.toMatchObject({ code: "unmet" });
  });
});

describe("O6 the end of a passkey", () => {
  const subject = "approval:apr_2:approve:abc";

  it("comes from its owner alone, or from an administrator with a reason, and is final", async () => {
    const owner = await signedIn(await person("Olaf"));
    const lost = await enrolled(owner);
    const challenge = new Uint8Array(32).fill(7);
    const options = await beginSigning(owner, { subject, challenge });
    const other = await signedIn(await person("Eve"));
    await expect(removePasskey(other, { id: lost.credentialId })).rejects.toMatchObject({ code: "not_found" });
    await expect(listPasskeys(other, owner.actor.id)).rejects.toMatchObject({ code: "not_found" });
    const reviewer = contextAs("reviewer", { id: "per_reviewer" });
    await expect(revokePasskey(reviewer, { id: lost.credentialId, reason })).rejects.toMatchObject({
      code: "forbidden",
    });
    const admin = contextAs("admin", { id: "per_admin" });
    expect(await listPasskeys(admin, owner.actor.id)).toHaveLength(1);
    const tried = await Promise.allSettled([
      revokePasskey(admin, { id: lost.credentialId, reason }),
      revokePasskey(admin, { id: lost.credentialId, reason }),
    ]);
    expect(tried.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(signing(owner, { assertion: lost.get(options), subject, challenge })).rejects.toMatchObject({
      code: "forbidden",
    });
    const events = await eventsAbout(owner.actor.id);
    expect(events.map(({ type, details }) => [type, details.why]).sort()).toEqual([
      ["passkey.enrolled", undefined],
      ["passkey.refused", "revoked_key"],
      ["passkey.revoked", undefined],
    ]);
    await enrolled(owner, "Its successor");
    expect(await listPasskeys(owner)).toMatchObject([{ name: "Its successor" }]);
  });
});
