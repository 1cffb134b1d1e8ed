import http from "node:http";
import type { AddressInfo } from "node:net";
import { SignJWT } from "jose";
import { newId } from "@/lib/ids";
import { keyPair, type Pair } from "@/lib/testing/instances";

/** A workload issuer on a free port: discovery, keys, and tokens as a platform hands them to its workloads. */
export interface Issuer {
  url: string;
  keys: Pair[];
  /** How often its keys were fetched. */
  fetched: () => number;
  /** What its addresses answer with instead, by path. */
  instead: Map<string, (response: http.ServerResponse) => void>;
  token: (
    sub: string,
    aud: string | string[],
    over?: Record<string, unknown>,
    header?: Record<string, unknown>,
  ) => Promise<string>;
  close: () => void;
}

export async function openIssuer(): Promise<Issuer> {
  const keys = [await keyPair("RS256")];
  const instead: Issuer["instead"] = new Map();
  let fetched = 0;
  const server = http.createServer((request, response) => {
    const path = request.url ?? "";
    if (path === "/keys") fetched += 1;
    const other = instead.get(path);
    if (other) return other(response);
    const documents: Record<string, unknown> = {
      "/.well-known/openid-configuration": { issuer: url, jwks_uri: `${url}/keys` },
      "/keys": { keys: keys.map(({ jwk, alg, thumbprint }) => ({ ...jwk, alg, kid: thumbprint, use: "sig" })) },
    };
    response.writeHead(documents[path] ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(documents[path] ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    keys,
    fetched: () => fetched,
    instead,
    token: (sub, aud, over = {}, header = {}) => {
      const [key] = keys.slice(-1);
      if (!key) throw new Error("no key");
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ iss: url, sub, aud, iat: now, exp: now + 3_600, jti: newId("req"), ...over })
        .setProtectedHeader({ alg: key.alg, kid: key.thumbprint, ...header })
        .sign(key.privateKey);
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
