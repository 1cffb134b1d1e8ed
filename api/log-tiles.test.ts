import fs from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { proofOf, sequenceOnce } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { sql } from "@/lib/db";
import type { Log } from "@/lib/http/log";
import { rollbackGuardFile } from "@/lib/paths";
import { pastTheWalls, recordSome, testLog } from "@/lib/testing/log";
import { openCheckpoint, parseVerifier, publishedLog, readHttp, verifyLog, verifyProof } from "@/lib/transparency";
import { runVerify } from "../scripts/verify";
import { answer } from "./router";

testLog();

const log = { info() {}, error() {} } as unknown as Log;
const server = createServer((request, response) => void answer(request, response, log));
let base = "";
let ids: string[] = [];
const get = (file: string) => fetch(`${base}/${file}`);
const folder = fs.mkdtempSync(path.join(tmpdir(), "countersign-verify-"));

beforeAll(async () => {
  ids = await recordSome(700);
  await sequenceOnce();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/log`;
});
afterAll(() => {
  server.close();
  fs.rmSync(folder, { recursive: true });
});

/** Exit code and everything printed. */
async function verify(...args: string[]): Promise<{ code: number; told: string }> {
  const lines: string[] = [];
  const spies = (["log", "error"] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((line: string) => void lines.push(line)),
  );
  const code = await runVerify(args);
  for (const spy of spies) spy.mockRestore();
  return { code, told: lines.join("\n") };
}

describe("L2 the public log", () => {
  it("serves a checkpoint that its key signed, never cached, and tiles cached for ever", async () => {
    const [checkpoint, vkey] = await Promise.all([get("checkpoint"), get("vkey")]);
    expect(checkpoint.headers.get("cache-control")).toBe("no-cache");
    const verifier = parseVerifier(await vkey.text());
    expect(openCheckpoint(await checkpoint.text(), verifier).size).toBe(701);
    const tile = await get("tile/0/000");
    expect(tile.headers.get("cache-control")).toContain("immutable");
    expect((await tile.arrayBuffer()).byteLength).toBe(256 * 32);
    expect((await (await get("tile/0/002.p/189")).arrayBuffer()).byteLength).toBe(189 * 32);
    expect((await (await get("tile/1/000.p/2")).arrayBuffer()).byteLength).toBe(2 * 32);
  });

  it.each([
    "tile/0/003",
    "tile/0/002",
    "tile/0/002.p/190",
    "tile/0/0",
    "tile/0/x000/000",
    "tile/64/000",
    "tile/0/000.p/256",
    "tile/entries/002.p/0",
    "epochs/2/checkpoint",
    "proof/evt_00000000000000000000000000",
    "%2e%2e/secret",
  ])("has nothing at %s", async (file) => {
    expect((await get(file)).status).toBe(404);
  });

  it("answers an outage with 503, not with 404", async () => {
    await sql().query("alter table log_epochs rename to log_epochs_away");
    const { status } = await get("checkpoint");
    await sql().query("alter table log_epochs_away rename to log_epochs");
    expect(status).toBeGreaterThanOrEqual(500);
  });

  it("proves each event to whoever has the key, and no forged one", async () => {
    const bundle = await proofOf(systemContext("test"), ids[400] as string);
    const verifier = parseVerifier(bundle.vkey);
    const { beside = [], ...published } = bundle;
    expect(await (await get(`proof/${ids[400]}`)).json()).toEqual(published);
    expect(verifyProof(bundle, verifier)).toEqual([]);
    expect(verifyProof(published, verifier)).toEqual([]);
    const leaf = Buffer.from(Buffer.from(bundle.leaf, "base64").toString().replace("team.created", "team.removed"));
    expect(verifyProof({ ...bundle, leaf: leaf.toString("base64") }, verifier)).toEqual([
      "leaf 401 does not lead to the signed root of 701 leaves",
    ]);
    expect(verifyProof({ ...bundle, index: 400 }, verifier)).toHaveLength(1);
    expect(verifyProof({ ...bundle, eventId: ids[0] as string }, verifier)).toHaveLength(1);
    expect(beside).toMatchObject([{ field: "name", value: '"Payments 400"' }]);
    const renamed = beside.map((one) => ({ ...one, value: '"Payroll"' }));
    expect(verifyProof({ ...bundle, beside: renamed }, verifier)).toEqual([
      "the leaf does not commit to the name that is shown with it",
    ]);
    await expect(proofOf(systemContext("test"), "evt_unknown")).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("L2 the verifier", () => {
  it("finds the published log sound, saves it, and finds it sound offline with the pinned key", async () => {
    const key = (await (await get("vkey")).text()).trim();
    const saved = path.join(folder, "saved");
    const online = await verify(base, "--key", key, "--save", saved, "--guard", rollbackGuardFile());
    expect(online).toMatchObject({ code: 0 });
    expect(online.told).toContain("Leaves 0 to 700 are anchored by the guard's mark");
    expect(await verify(saved, "--key", key)).toMatchObject({ code: 0 });
    const proof = path.join(folder, "proof.json");
    fs.writeFileSync(proof, await (await get(`proof/${ids[3]}`)).text());
    expect(await verify(proof, "--key", key)).toMatchObject({ code: 0 });
  });

  it("names the leaf, the tile, the cut and the foreign key in what it is given", async () => {
    const saved = path.join(folder, "saved");
    const tampered = (name: string, file: string, change: (bytes: Buffer) => Buffer) => {
      const copy = path.join(folder, name);
      fs.cpSync(saved, copy, { recursive: true });
      fs.writeFileSync(path.join(copy, file), change(fs.readFileSync(path.join(copy, file))));
      return verify(copy);
    };
    const flip = (at: number) => (bytes: Buffer) => {
      bytes[at] = (bytes[at] as number) ^ 1;
      return bytes;
    };
    expect(await tampered("leaf", "tile/entries/001", flip(40))).toMatchObject({ code: 1, told: /leaf 256 changed/ });
    expect(await tampered("tile", "tile/0/001", flip(40))).toMatchObject({ code: 1, told: /tile\/0\/001 changed/ });
    expect(await tampered("level", "tile/1/000.p/2", flip(3))).toMatchObject({
      code: 1,
      told: /tile\/1\/000.p\/2 changed/,
    });
    const cut = await tampered("cut", "tile/entries/002.p/189", (bytes) => bytes.subarray(0, bytes.length - 9));
    expect(cut).toMatchObject({ code: 1, told: /leaf 512 is missing/ });
    const shrunk = (bytes: Buffer) => Buffer.from(bytes.toString().replace("\n701\n", "\n700\n"));
    expect(await tampered("note", "checkpoint", shrunk)).toMatchObject({ code: 1, told: /signature .* is not good/ });
    expect(await verify("--no-such-option")).toMatchObject({ code: 64 });
    expect(await verify(path.join(folder, "nothing"))).toMatchObject({ code: 69 });
  });

  it("finds a log that is not the continuation of an earlier checkpoint", async () => {
    const earlier = path.join(folder, "earlier");
    fs.writeFileSync(earlier, await (await get("checkpoint")).text());
    await recordSome(5);
    await sequenceOnce();
    expect(await verify(base, "--since", earlier)).toMatchObject({ code: 0, told: /anchored by the checkpoint/ });
    // The database as it was before: the verifier needs no guard to see it, only the checkpoint it kept.
    fs.writeFileSync(earlier, await (await get("checkpoint")).text());
    const state = await sql().query("select size, root, note from log_checkpoints order by size desc offset 1 limit 1");
    await pastTheWalls((client) => client.query("update log_state set published_size = $1", [state.rows[0].size]));
    expect(await verify(base, "--since", earlier)).toMatchObject({ code: 1, told: /rolled back/ });
  });

  it("sees a changed row through the public log alone", async () => {
    await sequenceOnce();
    await sql().query("alter table audit_events drop constraint audit_events_leaf_hash");
    await pastTheWalls((client) =>
      client.query(
        `update audit_events set leaf = convert_to(replace(convert_from(leaf, 'utf8'), 'team.created', 'team.removed'), 'utf8')
          where id = $1`,
        [ids[16]],
      ),
    );
    const verifier = parseVerifier(await (await get("vkey")).text());
    const { faults } = await verifyLog(publishedLog(readHttp(base)), verifier);
    expect(faults).toEqual(["leaf 17 changed"]);
  });
});
