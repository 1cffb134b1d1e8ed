import dns from "node:dns/promises";
import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { CountersignError } from "@/lib/errors";
import { isPublicAddress } from "./addresses";

const MOST_BYTES = 256 * 1024;
const MOST_MS = 5_000;

/**
 * Reads a JSON document from an address that somebody registered, without letting them send us anywhere else (SSRF): https
 * only, the name resolved once and the connection made to exactly that address, no address inside our own network, no
 * redirects, bounded in size and time.
 * @param internalHosts host names, with the port where it is not the usual one, that may be inside and may speak http
 * @throws CountersignError `unavailable` with what to do; never what was answered
 */
export async function fetchJson(address: string, internalHosts: ReadonlySet<string>): Promise<unknown> {
  const url = URL.parse(address);
  if (!url || url.username || url.password || url.hash) throw failed(address, "it is not a plain address");
  const inside = internalHosts.has(url.host) || internalHosts.has(url.hostname);
  if (url.protocol !== "https:" && !(inside && url.protocol === "http:")) throw failed(address, "it is not https");
  if (!inside && url.port !== "") throw failed(address, "its port is not 443");
  const pinned = await resolve(url, inside);
  const body = await read(url, pinned).catch((error: unknown) => {
    throw error instanceof CountersignError ? error : failed(address, "it cannot be reached");
  });
  try {
    return JSON.parse(body);
  } catch {
    throw failed(address, "it did not answer with JSON");
  }
}

/** The setting COUNTERSIGN_INTERNAL_HOSTS as a set: comma separated, `host` or `host:port`. */
export function hostsOf(setting: string): ReadonlySet<string> {
  return new Set(
    setting
      .split(",")
      .map((host) => host.trim().toLowerCase())
      .filter((host) => host !== ""),
  );
}

async function resolve(url: URL, inside: boolean): Promise<{ address: string; family: number }> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const found = isIP(host)
    ? [{ address: host, family: isIP(host) }]
    : await dns.lookup(host, { all: true, verbatim: true }).catch(() => []);
  const [first] = found;
  if (!first) throw failed(url.href, "its name cannot be resolved");
  // One private address among public ones is refused as well: which of them is used would be the attacker's to choose.
  if (!inside && !found.every(({ address }) => isPublicAddress(address))) {
    throw failed(url.href, "it is inside a private network, and its host is not in COUNTERSIGN_INTERNAL_HOSTS");
  }
  return first;
}

function read(url: URL, pinned: { address: string; family: number }): Promise<string> {
  const lookup: LookupFunction = (_, options, callback) => {
    if (options.all) callback(null, [pinned]);
    else callback(null, pinned.address, pinned.family);
  };
  const { promise, resolve: done, reject } = Promise.withResolvers<string>();
  const client = url.protocol === "https:" ? https : http;
  const signal = AbortSignal.timeout(MOST_MS);
  const request = client.get(
    url,
    { lookup, signal, agent: false, headers: { accept: "application/json" } },
    (response) => {
      if (response.statusCode !== 200) {
        response.destroy();
        reject(failed(url.href, `it answered ${response.statusCode ?? "nothing"} (redirects are not followed)`));
        return;
      }
      const chunks: Buffer[] = [];
      let length = 0;
      response.on("data", (chunk: Buffer) => {
        length += chunk.length;
        chunks.push(chunk);
        if (length > MOST_BYTES) response.destroy(failed(url.href, "its answer is too long"));
      });
      response.on("end", () => done(Buffer.concat(chunks).toString("utf8")));
      response.on("error", reject);
    },
  );
  request.on("error", reject);
  return promise;
}

function failed(address: string, why: string): CountersignError {
  const shown = (URL.parse(address)?.host ?? "the address").slice(0, 200);
  return new CountersignError("unavailable", `The keys of the issuer cannot be read from ${shown}: ${why}.`);
}
