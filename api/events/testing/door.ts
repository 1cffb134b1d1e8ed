import http from "node:http";
import type { AddressInfo } from "node:net";
import pino from "pino";
import { afterAll, beforeAll } from "vitest";
import { closeDecisionPoint } from "@/lib/policy";
import { testLog } from "@/lib/testing/log";
import { keyFor, seedReported } from "@/lib/testing/reporting";
import { answer } from "../../router";

/** The machines' door of the calling test file, with an organisation and one agent behind it: call it at the top. */
export function testDoor() {
  const door = { url: "", key: "" };
  const server = http.createServer((request, response) => void answer(request, response, pino({ level: "silent" })));
  // The address stands before anything reads the settings: tokens are made out to it.
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    door.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    process.env.COUNTERSIGN_API_URL = door.url;
  });
  testLog();
  beforeAll(async () => {
    await seedReported();
    door.key = await keyFor();
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await closeDecisionPoint();
  });
  return door;
}
