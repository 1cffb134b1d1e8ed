import nodemailer from "nodemailer";
import type { MailSettings } from "../mail-settings";
import type { RenderedMail } from "../mails/render";

const MOST_MS = 40_000;

export interface OutgoingMail extends RenderedMail {
  /** Of the delivery: a mail that is sent again is the same mail to whoever reads it. */
  id: string;
  to: { name: string; address: string };
  attachments?: readonly { filename: string; contentType: string; content: Buffer }[];
}

/** How sending ended. `permanent`: the server will never take it, and trying again is no use. */
export type Outcome = { sent: true } | { sent: false; error: string; permanent: boolean };

/**
 * Hands one mail to the mail server: over TLS unless that is this very machine. Answers are not wanted, automatic ones least of all
 * (RFC 3834); programs sort it by its List-Id (RFC 2919).
 */
export async function sendMail(settings: MailSettings, mail: OutgoingMail): Promise<Outcome> {
  const { host, port, secure, requireTls, user, password, from } = settings;
  const transport = nodemailer.createTransport({
    host,
    port,
    secure,
    requireTLS: requireTls && !secure,
    // A mail server on this machine has no certificate that anybody signed.
    tls: { rejectUnauthorized: requireTls },
    ...(user === null ? {} : { auth: { user, pass: password ?? "" } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = domainOf(from);
  const late = AbortSignal.timeout(MOST_MS);
  late.addEventListener("abort", () => transport.close(), { once: true });
  try {
    await transport.sendMail({
      from,
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      ...(mail.attachments ? { attachments: [...mail.attachments] } : {}),
      messageId: `<${mail.id}@${domain}>`,
      headers: {
        "List-Id": `Countersign <notifications.${domain}>`,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
      },
    });
    return { sent: true };
  } catch (error) {
    return failureOf(error);
  } finally {
    transport.close();
  }
}

function domainOf(from: string): string {
  return /@([A-Za-z0-9.-]+)>?\s*$/.exec(from)?.[1] ?? "countersign.invalid";
}

interface SmtpError {
  code?: string;
  responseCode?: number;
}

const REASONS: Record<string, string> = {
  EAUTH: "the mail server refused the user name or password",
  ETLS: "the mail server offers no TLS",
  EENVELOPE: "the mail server refused the address",
  EMESSAGE: "the mail server refused the message",
  ECONNECTION: "the mail server cannot be reached",
  ESOCKET: "the mail server cannot be reached",
  EDNS: "the name of the mail server cannot be resolved",
  ETIMEDOUT: "the mail server did not answer in time",
};

/** What the log says of it: never what the server wrote, which may repeat names and secrets. */
function failureOf(error: unknown): Outcome {
  const { code = "", responseCode } = error as SmtpError;
  const reason = REASONS[code] ?? "the mail server broke off";
  const permanent = code === "EENVELOPE" && responseCode !== undefined && responseCode >= 550;
  return { sent: false, error: responseCode ? `${reason} (${responseCode})` : reason, permanent };
}
