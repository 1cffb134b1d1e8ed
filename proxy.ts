import { type NextRequest, NextResponse } from "next/server";
import { PATH_HEADER } from "@/lib/auth/paths";

const EVENTS = "/api/approvals/stream";

/**
 * Headers and nothing else. Who may do what is decided in the verbs: without this file every refusal stays a refusal,
 * only the browser's own defences are missing.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const forwarded = new Headers(request.headers);
  forwarded.set("x-nonce", nonce);
  forwarded.set("content-security-policy", policy);
  forwarded.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers: forwarded } });
  for (const [name, value] of Object.entries(headersFor(policy))) response.headers.set(name, value);
  // An answer that never ends is not packed together either: each of its events arrives when it is written.
  if (request.nextUrl.pathname === EVENTS) response.headers.set("cache-control", "no-store, no-transform");
  return response;
}

function contentSecurityPolicy(nonce: string): string {
  // The development server compiles with eval and talks over a web socket; neither is in the built console.
  const dev = process.env.NODE_ENV === "development";
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    // Positions of popups and the toaster's sheet are inline styles; no nonce reaches a style attribute.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join("; ");
}

function headersFor(policy: string): Record<string, string> {
  return {
    "content-security-policy": policy,
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy":
      "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=(), publickey-credentials-get=(self), publickey-credentials-create=(self)",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    ...(process.env.COUNTERSIGN_URL?.startsWith("https:")
      ? { "strict-transport-security": "max-age=31536000; includeSubDomains" }
      : {}),
  };
}

// Built files carry a digest in their name and may be stored; everything else is somebody's own answer.
export const config = { matcher: ["/((?!_next/static/).*)"] };
