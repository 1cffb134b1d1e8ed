import { env } from "@/lib/env";

export interface MailSettings {
  host: string;
  port: number;
  /** TLS from the first byte (port 465); otherwise STARTTLS. */
  secure: boolean;
  /** A mail server on this very machine may speak without TLS; any other must offer it. */
  requireTls: boolean;
  user: string | null;
  password: string | null;
  from: string;
}

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]", "::1"]);

/** How mails leave, from SMTP_URL or SMTP_HOST and its like; null: this installation sends none. */
export function mailSettings(): MailSettings | null {
  const { SMTP_URL, SMTP_HOST, SMTP_PORT, SMTP_USER, SMTP_PASSWORD, SMTP_FROM } = env();
  const from = SMTP_FROM ?? `Countersign <countersign@${new URL(env().COUNTERSIGN_URL).hostname}>`;
  if (SMTP_URL) {
    const url = new URL(SMTP_URL);
    const secure = url.protocol === "smtps:";
    const signIn = url.username
      ? { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
      : null;
    return {
      host: url.hostname.replace(/^\[|\]$/g, ""),
      port: Number(url.port) || (secure ? 465 : 587),
      secure,
      requireTls: !LOOPBACK.has(url.hostname),
      user: signIn?.user ?? null,
      password: signIn?.password ?? null,
      from,
    };
  }
  if (!SMTP_HOST) return null;
  const port = SMTP_PORT ?? 587;
  const user = SMTP_USER ?? null;
  const server = { host: SMTP_HOST, port, secure: port === 465, requireTls: !LOOPBACK.has(SMTP_HOST) };
  return { ...server, user, password: user ? (SMTP_PASSWORD ?? "") : null, from };
}
