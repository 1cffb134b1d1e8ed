import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callerOf, proxiesInFront } from "./caller";
import { appendPeers } from "./peers";

const addressIn = (forwarded: string | null, proxies: number) =>
  callerOf(new Headers(forwarded === null ? {} : { "x-forwarded-for": forwarded }), proxies).address;

describe("O6 the address that limits and records use", () => {
  it.each([
    ["the peer, where nothing stands in front", "203.0.113.9", 0, "203.0.113.9"],
    ["the peer, whatever the client claims before it", "10.0.0.1, 198.51.100.7, 203.0.113.9", 0, "203.0.113.9"],
    ["what our proxy wrote, before its own address", "6.6.6.6, 203.0.113.9, 127.0.0.1", 1, "203.0.113.9"],
    ["what the first of two proxies wrote", "6.6.6.6, 203.0.113.9, 10.0.0.2, 127.0.0.1", 2, "203.0.113.9"],
    ["the peer that came past the proxy", "127.0.0.1", 1, "127.0.0.1"],
    ["an IPv4 address inside IPv6 as itself", "::ffff:203.0.113.9", 0, "203.0.113.9"],
    ["nothing that is no address", "' or 1=1", 0, "unknown"],
    ["nothing where nothing is said", null, 0, "unknown"],
  ])("is %s", (_what, forwarded, proxies, address) => {
    expect(addressIn(forwarded, proxies)).toBe(address);
  });

  it.each([
    ["127.0.0.1", "http://localhost:3000", undefined, 0],
    ["127.0.0.1", "https://countersign.example.com", undefined, 1],
    ["::1", "https://countersign.example.com", undefined, 1],
    ["0.0.0.0", "https://countersign.example.com", undefined, 0],
    ["0.0.0.0", "https://countersign.example.com", 2, 2],
    ["127.0.0.1", "https://countersign.example.com", 0, 0],
  ])("listening on %s for people at %s with %s stated, counts %i proxies", (host, url, stated, proxies) => {
    const settings = { COUNTERSIGN_HOST: host, COUNTERSIGN_URL: url, COUNTERSIGN_PROXIES: stated };
    expect(proxiesInFront(settings)).toBe(proxies);
  });
});

describe("O6 the peer of a request", () => {
  const seen: (string | string[] | undefined)[] = [];
  const server = http.createServer((request, response) => {
    seen.push(request.headers["x-forwarded-for"]);
    response.end();
  });
  beforeAll(async () => {
    appendPeers();
    // A server that is started twice in one process still tells of each peer once.
    appendPeers();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => void server.close());

  it("stands last in X-Forwarded-For, whatever the request says of itself", async () => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await fetch(url);
    await fetch(url, { headers: { "x-forwarded-for": "203.0.113.77" } });
    expect(seen).toEqual(["127.0.0.1", "203.0.113.77, 127.0.0.1"]);
  });
});
