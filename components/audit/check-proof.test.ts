import { generateKeyPairSync } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { proofOf, sequenceOnce } from "@/lib/audit";
import { contextAs } from "@/lib/testing/contexts";
import { recordSome, testLog } from "@/lib/testing/log";
import { cosign } from "@/lib/transparency";
import { checkProof, type Proof, witnessesIn } from "./check-proof";

testLog();

const auditor = contextAs("auditor", { id: "per_auditor" });
let events: string[];

beforeAll(async () => {
  events = await recordSome(700);
  await sequenceOnce();
});

const outcome = async (proof: Proof) => (await checkProof(proof)).map((step) => step.passed);

describe("L2 a proof checked in the browser, with the browser's own cryptography", () => {
  it("stands for the first, the last and any event between", async () => {
    for (const id of [events[0], events[255], events[256], events[511], events.at(-1)]) {
      expect(await outcome(await proofOf(auditor, id ?? ""))).toEqual([true, true, true, true]);
    }
  });

  it("fails for a changed leaf, a changed place, a changed path, a changed root and a foreign event", async () => {
    const proof: Proof = await proofOf(auditor, events[300] ?? "");
    const leaf = btoa(atob(proof.leaf).replace("team.created", "team.removed"));
    expect(await outcome({ ...proof, leaf })).toEqual([true, false, true, true]);
    expect(await outcome({ ...proof, index: proof.index + 1 })).toEqual([true, false, true, true]);
    expect(await outcome({ ...proof, proof: proof.proof.slice(1) })).toEqual([true, false, true, true]);
    expect(await outcome({ ...proof, checkpoint: proof.checkpoint.replace("\n701\n", "\n700\n") })).toEqual([
      true,
      expect.any(Boolean),
      false,
      true,
    ]);
    expect(await outcome({ ...proof, eventId: events[301] ?? "" })).toEqual([false, true, true, true]);
  });

  it("fails for a text that was changed, and needs none", async () => {
    const proof: Proof = await proofOf(auditor, events[300] ?? "");
    const [name] = proof.beside ?? [];
    expect(name).toMatchObject({ field: "name", value: '"Payments 300"' });
    const beside = [{ field: "name", salt: name?.salt ?? "", value: '"Payments 301"' }];
    expect((await checkProof({ ...proof, beside })).at(-1)).toMatchObject({ passed: false, said: /name/ });
    expect(await outcome({ ...proof, beside: [] })).toEqual([true, true, true]);
  });

  it("names the witnesses that cosigned the checkpoint, and stands with their lines", async () => {
    const proof: Proof = await proofOf(auditor, events[300] ?? "");
    expect(witnessesIn(proof)).toEqual([]);
    const at = new Date("2026-11-21T12:00:00.000Z");
    const text = proof.checkpoint.slice(0, proof.checkpoint.indexOf("\n\n") + 1);
    const line = cosign(text, "witness.example/one", generateKeyPairSync("ed25519").privateKey, at);
    const checkpoint = `${proof.checkpoint}${line}\n\u2014 stranger AAAA\n`;
    expect(witnessesIn({ ...proof, checkpoint })).toEqual([{ name: "witness.example/one", at }]);
    expect(await outcome({ ...proof, checkpoint })).toEqual([true, true, true, true]);
  });
});
