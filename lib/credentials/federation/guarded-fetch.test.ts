import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { isPublicAddress } from "@/lib/outbound";
import { fetchJson, hostsOf } from "./guarded-fetch";

let hits = 0;
const server = http.createServer((_, response) => {
  hits += 1;
  response.end('{"ok":true}');
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
});

describe("SSRF: an address that somebody registered leads nowhere inside", () => {
  it.each([
    ["8.8.8.8", true],
    ["2606:4700:4700::1111", true],
    ["127.0.0.1", false],
    ["0.0.0.0", false],
    ["10.1.2.3", false],
    ["100.64.0.1", false],
    ["169.254.169.254", false],
    ["172.31.255.255", false],
    ["192.168.1.1", false],
    ["198.18.0.1", false],
    ["224.0.0.1", false],
    ["255.255.255.255", false],
    ["::1", false],
    ["::", false],
    ["::ffff:127.0.0.1", false],
    ["::ffff:8.8.8.8", false],
    ["64:ff9b::7f00:1", false],
    ["fe80::1", false],
    ["fc00::1", false],
    ["ff02::1", false],
    ["2002:7f00:1::", false],
    ["2001::1", false],
    ["2001:db8::1", false],
    ["localhost", false],
  ])("%s is public: %s", (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });

  test.each([
    ["http", () => `http://127.0.0.1:${port}/`],
    ["a loopback address", () => "https://127.0.0.1/"],
    ["a name of this machine", () => "https://localhost/"],
    ["a number for an address", () => "https://2130706433/"],
    ["metadata of a cloud", () => "https://169.254.169.254/latest"],
    ["a mapped address", () => "https://[::ffff:127.0.0.1]/"],
    ["another port", () => `https://example.test:${port}/`],
    ["a user in the address", () => "https://somebody@example.test/"],
    ["a file", () => "file:///etc/passwd"],
    ["no address", () => "nonsense"],
  ])("%s is refused before anything is asked", async (_name, address) => {
    const before = hits;
    await expect(fetchJson(address(), new Set())).rejects.toMatchObject({ code: "unavailable" });
    expect(hits).toBe(before);
  });

  test("a host that the operator named is asked, and only that one", async () => {
    expect(await fetchJson(`http://127.0.0.1:${port}/`, hostsOf(`127.0.0.1:${port}`))).toEqual({ ok: true });
    expect(await fetchJson(`http://127.0.0.1:${port}/`, hostsOf(" 127.0.0.1 , other"))).toEqual({ ok: true });
    await expect(fetchJson(`http://127.0.0.1:${port}/`, hostsOf("127.0.0.1:1"))).rejects.toMatchObject({
      code: "unavailable",
    });
  });
});
