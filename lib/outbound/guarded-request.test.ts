import http from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import type { GuardedRequest } from "./guarded-request";
import { guardedRequest, hostsOf } from "./index";

const asked: { url: string | undefined; method: string | undefined; body: string }[] = [];
const server = http.createServer((request, response) => {
  text(request).then(
    (body) => answer(request, response, body),
    () => {}, // whoever asked waits no longer
  );
});
function answer(request: http.IncomingMessage, response: http.ServerResponse, body: string): void {
  asked.push({ url: request.url, method: request.method, body });
  if (request.url === "/redirect") response.writeHead(302, { location: "/elsewhere" }).end();
  else if (request.url === "/silent") return;
  else if (request.url === "/long") response.end("x".repeat(100_000));
  else response.end("ok");
}
let host = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const post = (address: string, given: Partial<GuardedRequest> = {}) =>
  guardedRequest({
    address,
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"a":"å"}',
    internalHosts: hostsOf(host),
    mostMs: 5_000,
    mostBytes: 1_024,
    overlong: "cut",
    ...given,
  });

describe("SSRF: what is sent to an address that somebody registered goes nowhere else", () => {
  test.each([
    ["http", () => `http://${host}/`, "it is not https"],
    ["a loopback address", () => "https://127.0.0.1/", "it is inside a private network"],
    ["a name of this machine", () => "https://localhost/", "it is inside a private network"],
    ["a number for an address", () => "https://2130706433/", "it is inside a private network"],
    ["metadata of a cloud", () => "https://169.254.169.254/latest", "it is inside a private network"],
    ["a mapped address", () => "https://[::ffff:10.0.0.1]/", "it is inside a private network"],
    ["a private address of IPv6", () => "https://[fd00::1]/", "it is inside a private network"],
    ["another port", () => "https://example.test:8443/", "its port is not 443"],
    ["a user in the address", () => "https://somebody@example.test/", "it is not a plain address"],
    ["a file", () => "file:///etc/passwd", "it is not https"],
    ["no address", () => "nonsense", "it is not a plain address"],
  ])("%s is refused before anything is sent", async (_name, address, why) => {
    const before = asked.length;
    await expect(post(address(), { internalHosts: new Set() })).rejects.toThrow(why);
    expect(asked).toHaveLength(before);
  });

  it("goes to a host that the operator named, with its body", async () => {
    expect(await post(`http://${host}/hook`)).toEqual({ status: 200, body: "ok" });
    expect(asked.at(-1)).toEqual({ url: "/hook", method: "POST", body: '{"a":"å"}' });
  });

  it("follows no redirect", async () => {
    expect(await post(`http://${host}/redirect`)).toMatchObject({ status: 302 });
    expect(asked.at(-1)?.url).toBe("/redirect");
  });

  it("reads no more of an answer than it may, or refuses it", async () => {
    const { status, body } = await post(`http://${host}/long`);
    expect([status, body.length]).toEqual([200, 1_024]);
    await expect(post(`http://${host}/long`, { overlong: "refuse" })).rejects.toThrow("its answer is too long");
  });

  it("waits no longer than it may", async () => {
    await expect(post(`http://${host}/silent`, { mostMs: 50 })).rejects.toThrow(
      "it did not answer within 0.05 seconds",
    );
  });
});
