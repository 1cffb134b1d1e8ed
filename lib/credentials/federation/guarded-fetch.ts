import { CountersignError } from "@/lib/errors";
import { guardedRequest, Unreachable } from "@/lib/outbound";

export { hostsOf } from "@/lib/outbound";

const BOUNDS = { mostBytes: 256 * 1024, mostMs: 5_000, overlong: "refuse" } as const;

/**
 * Reads the JSON document of an issuer from an address that somebody registered; lib/outbound says where that may lead.
 * @param internalHosts host names, with the port where it is not the usual one, that may be inside and may speak http
 * @throws CountersignError `unavailable` with what to do; never what was answered
 */
export async function fetchJson(address: string, internalHosts: ReadonlySet<string>): Promise<unknown> {
  const headers = { accept: "application/json" };
  const { status, body } = await guardedRequest({ ...BOUNDS, address, method: "GET", headers, internalHosts }).catch(
    (error: unknown) => {
      throw error instanceof Unreachable ? failed(address, error.message) : error;
    },
  );
  if (status !== 200) throw failed(address, `it answered ${status || "nothing"} (redirects are not followed)`);
  try {
    return JSON.parse(body);
  } catch {
    throw failed(address, "it did not answer with JSON");
  }
}

function failed(address: string, why: string): CountersignError {
  const shown = (URL.parse(address)?.host ?? "the address").slice(0, 200);
  return new CountersignError("unavailable", `The keys of the issuer cannot be read from ${shown}: ${why}.`);
}
