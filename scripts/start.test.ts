import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, describe, expect, inject, test } from "vitest";
import { freePort, stopOrphanedPostgres } from "./postgres.mjs";

// Each test starts the supervisor as `npm start` does; what is tested here comes before anything is built.
const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "countersign-start-"));
  cleanUps.push(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function start(variables: Record<string, string>): Promise<ChildProcess> {
  const [port, apiPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, ["scripts/run/main.ts"], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      COUNTERSIGN_DATA_DIR: temporaryFolder(),
      PORT: String(port),
      API_PORT: String(apiPort),
      ...variables,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  cleanUps.push(() => child.kill("SIGKILL"));
  return child;
}

/** What a refused start leaves: its exit code and what it said. */
async function refusedStart(variables: Record<string, string>): Promise<{ code: number; said: string }> {
  const child = await start(variables);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  const [code] = await once(child, "close");
  return { code, said };
}

async function listening(answer: (socket: net.Socket) => void): Promise<number> {
  const server = net.createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanUps.push(() => server.close());
  return (server.address() as net.AddressInfo).port;
}

const SECRET = "q3Zt8LmX0vKc5RbY7nHd2WfJ6sPg4TeA";
const oneSentence = (beginning: string) => new RegExp(`^${beginning}[^\\n]*\\.\\n$`);

describe("P1 a start that cannot succeed says why in one sentence", () => {
  test("port taken", async () => {
    const port = await listening((socket) => socket.destroy());
    const { code, said } = await refusedStart({ PORT: String(port) });
    expect(code).toBe(1);
    expect(said).toMatch(oneSentence(`Port ${port} is in use by another program: .* set PORT `));
  });

  test("database unreachable", async () => {
    const DATABASE_URL = `postgresql://u:hidden@127.0.0.1:${await freePort()}/countersign`;
    const { code, said } = await refusedStart({ DATABASE_URL, COUNTERSIGN_SECRET: SECRET });
    expect(code).toBe(1);
    expect(said).toMatch(oneSentence("The database server 127.0.0.1:\\d+ cannot be reached \\(ECONNREFUSED\\)"));
    expect(said).not.toContain("hidden");
  });

  test("wrong password, unknown database", async () => {
    const url = new URL(inject("adminUrl"));
    url.pathname = "/nowhere";
    const unknown = await refusedStart({ DATABASE_URL: url.href, COUNTERSIGN_SECRET: SECRET });
    expect(unknown).toMatchObject({ code: 1, said: expect.stringMatching(oneSentence(".* has no such database")) });
    url.password = "wrong";
    const wrong = await refusedStart({ DATABASE_URL: url.href, COUNTERSIGN_SECRET: SECRET });
    expect(wrong).toMatchObject({
      code: 1,
      said: expect.stringMatching(oneSentence(".* refused the user or the pass")),
    });
  });

  test("server too old", async () => {
    const port = await listening((socket) => answerAsServer(socket, "140011"));
    const DATABASE_URL = `postgresql://u:pw@127.0.0.1:${port}/countersign`;
    const { code, said } = await refusedStart({ DATABASE_URL, COUNTERSIGN_SECRET: SECRET });
    expect(code).toBe(1);
    expect(said).toMatch(oneSentence("The database server of DATABASE_URL is PostgreSQL 14: .* 15 or newer"));
  });

  test("a user without rights", async () => {
    const admin = new pg.Client(inject("adminUrl"));
    await admin.connect();
    cleanUps.push(() => admin.end());
    await admin.query("create role powerless login password 'pw'");
    cleanUps.push(() => admin.query("drop role powerless"));
    const url = new URL(inject("adminUrl"));
    Object.assign(url, { username: "powerless", password: "pw" });
    const { code, said } = await refusedStart({ DATABASE_URL: url.href, COUNTERSIGN_SECRET: SECRET });
    expect(code).toBe(1);
    expect(said).toMatch(
      oneSentence("The user powerless may not create tables in the database postgres: .* OWNER TO "),
    );
  });

  test("secret missing, before anything is touched", async () => {
    const folder = path.join(temporaryFolder(), "not-made");
    const DATABASE_URL = "postgresql://u:pw@127.0.0.1:1/countersign";
    const { code, said } = await refusedStart({ DATABASE_URL, COUNTERSIGN_DATA_DIR: folder });
    expect(code).toBe(1);
    expect(said).toMatch(/^COUNTERSIGN_SECRET is missing[^\n]*\n$/);
    expect(fs.existsSync(folder)).toBe(false);
  });
});

/** The first half of a run, in a process of its own: the folder held and the database up, before there is anything to build. */
const FIRST_HALF = `
  import { holdDataFolder, prepareDataFolder } from "./scripts/run/data-folder.ts";
  import { startEmbedded } from "./scripts/run/database.ts";
  const folder = process.env.COUNTERSIGN_DATA_DIR;
  prepareDataFolder(folder);
  await holdDataFolder(folder);
  console.log((await startEmbedded(folder, () => {})).databaseUrl);
  setInterval(() => {}, 1000);
`;

async function halfStart(folder: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", FIRST_HALF], {
    env: { PATH: process.env.PATH, NODE_ENV: "production", COUNTERSIGN_DATA_DIR: folder },
    stdio: ["ignore", "pipe", "inherit"],
  });
  cleanUps.push(() => child.kill("SIGKILL"));
  const [line] = await once(child.stdout.setEncoding("utf8"), "data");
  return { child, url: line.trim() };
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe("P1 the data folder", () => {
  test("is held by one run; after kill -9 the next run finds everything that was committed", async () => {
    const folder = temporaryFolder();
    cleanUps.push(() => stopOrphanedPostgres(path.join(folder, "postgres")));
    const first = await halfStart(folder);
    await query(first.url, "create table kept as select 'committed' as word");

    const second = await refusedStart({ COUNTERSIGN_DATA_DIR: folder });
    expect(second).toMatchObject({ code: 1, said: expect.stringMatching(oneSentence("The data folder .* is in use")) });

    first.child.kill("SIGKILL");
    await once(first.child, "close");
    // The server outlives its supervisor: the danger is a second one on the same files.
    expect(await query(first.url, "select word from kept")).toEqual([{ word: "committed" }]);

    const third = await halfStart(folder);
    expect(third.url).not.toBe(first.url);
    expect(await query(third.url, "select word from kept")).toEqual([{ word: "committed" }]);
    await expect(query(first.url, "select 1")).rejects.toThrow("ECONNREFUSED");
  });

  test("a pid file that names somebody else's process is no reason to end that process", async () => {
    const folder = temporaryFolder();
    const stranger = spawn("sleep", ["60"]);
    cleanUps.push(() => stranger.kill("SIGKILL"));
    fs.writeFileSync(path.join(folder, "postmaster.pid"), `${stranger.pid}\n`);
    expect(await stopOrphanedPostgres(folder)).toBe(false);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  });
});

/** Just enough of PostgreSQL's protocol to let a client in and to answer every query with one row of one text column. */
function answerAsServer(socket: net.Socket, value: string): void {
  const message = (type: string, body: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(body.length + 4);
    return Buffer.concat([Buffer.from(type), length, body]);
  };
  const idle = message("Z", Buffer.from("I"));
  // One column called "number", of type text.
  const description = Buffer.concat([Buffer.from([0, 1]), Buffer.from("number\0"), Buffer.alloc(6), Buffer.alloc(12)]);
  description.writeInt32BE(25, 2 + 7 + 6);
  const text = Buffer.from(value);
  const row = Buffer.concat([Buffer.from([0, 1, 0, 0, 0, text.length]), text]);
  socket.on("error", () => {});
  socket.on("data", (chunk) => {
    const isQuery = chunk[0] === "Q".charCodeAt(0);
    const answer = isQuery
      ? [message("T", description), message("D", row), message("C", Buffer.from("SELECT 1\0")), idle]
      : [message("R", Buffer.alloc(4)), idle];
    socket.write(Buffer.concat(answer));
  });
}
