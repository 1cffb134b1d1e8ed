import dns from "node:dns/promises";
import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress } from "./addresses";

export interface GuardedRequest {
  address: string;
  method: "GET" | "POST";
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** Host names, with the port where it is not the usual one, that may be inside and may speak http. */
  internalHosts: ReadonlySet<string>;
  /** For all of it: finding the address, asking, reading. */
  mostMs: number;
  mostBytes: number;
  /** What to do with an answer that is longer: refuse it, or read no further. */
  overlong: "refuse" | "cut";
}

export interface GuardedAnswer {
  status: number;
  body: string;
}

/** Why an address was not asked, or did not answer: "it is not https". Says nothing of what was answered. */
export class Unreachable extends Error {
  constructor(why: string) {
    super(why);
    this.name = "Unreachable";
  }
}

/**
 * Asks an address that somebody registered, without letting them send us anywhere else (SSRF): https only, the name resolved once
 * and the connection made to exactly that address, no address inside our own network, no redirects, bounded in size and time.
 * @throws Unreachable for whatever kept us from an answer; an answer of any status is an answer
 */
export async function guardedRequest(request: GuardedRequest): Promise<GuardedAnswer> {
  const { address, internalHosts, mostMs } = request;
  const url = URL.parse(address);
  if (!url || url.username || url.password || url.hash) throw new Unreachable("it is not a plain address");
  const inside = internalHosts.has(url.host) || internalHosts.has(url.hostname);
  if (url.protocol !== "https:" && !(inside && url.protocol === "http:")) throw new Unreachable("it is not https");
  if (!inside && url.port !== "") throw new Unreachable("its port is not 443");
  const signal = AbortSignal.timeout(mostMs);
  try {
    const pinned = await Promise.race([resolve(url, inside), untilAborted(signal)]);
    return await ask({ url, pinned, signal, request });
  } catch (error) {
    if (error instanceof Unreachable) throw error;
    throw new Unreachable(
      signal.aborted ? `it did not answer within ${mostMs / 1_000} seconds` : "it cannot be reached",
    );
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

interface Pinned {
  address: string;
  family: number;
}

async function resolve(url: URL, inside: boolean): Promise<Pinned> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const found = isIP(host)
    ? [{ address: host, family: isIP(host) }]
    : await dns.lookup(host, { all: true, verbatim: true }).catch(() => []);
  const [first] = found;
  if (!first) throw new Unreachable("its name cannot be resolved");
  // One private address among public ones is refused as well: which of them is used would be the attacker's to choose.
  if (!inside && !found.every(({ address }) => isPublicAddress(address))) {
    throw new Unreachable("it is inside a private network, and its host is not in COUNTERSIGN_INTERNAL_HOSTS");
  }
  return first;
}

function untilAborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  // The race may be over when it comes.
  promise.catch(() => {});
  return promise;
}

interface Asked {
  url: URL;
  pinned: Pinned;
  signal: AbortSignal;
  request: GuardedRequest;
}

function ask({ url, pinned, signal, request }: Asked): Promise<GuardedAnswer> {
  const { method, headers, body = "", mostBytes, overlong } = request;
  const lookup: LookupFunction = (_, options, callback) => {
    if (options.all) callback(null, [pinned]);
    else callback(null, pinned.address, pinned.family);
  };
  const { promise, resolve: done, reject } = Promise.withResolvers<GuardedAnswer>();
  const client = url.protocol === "https:" ? https : http;
  const length = method === "POST" ? { "content-length": String(Buffer.byteLength(body)) } : {};
  const sent = client.request(
    url,
    { method, lookup, signal, agent: false, headers: { ...headers, ...length } },
    (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const answer = () =>
        done({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).subarray(0, mostBytes).toString("utf8") });
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size <= mostBytes) return;
        if (overlong === "refuse") reject(new Unreachable("its answer is too long"));
        else answer();
        response.destroy();
      });
      response.on("end", answer);
      response.on("error", reject);
    },
  );
  sent.on("error", reject);
  sent.end(body);
  return promise;
}
