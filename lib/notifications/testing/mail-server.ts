import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

interface Received {
  to: string[];
  from: string;
  source: string;
  secure: boolean;
  user: string | undefined;
}

export interface TestMailServer {
  port: number;
  received: Received[];
  stop: () => Promise<void>;
}

/** A real mail server on loopback that keeps what it is given. `given` makes it refuse, drop or demand. */
export async function startMailServer(given: SMTPServerOptions = {}, port = 0): Promise<TestMailServer> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { envelope, secure, user } = session;
        const to = envelope.rcptTo.map(({ address }) => address);
        const from = envelope.mailFrom ? envelope.mailFrom.address : "";
        const source = Buffer.concat(chunks).toString("utf8");
        received.push({ to, from, source, secure, user: user as string | undefined });
        done();
      });
    },
    ...given,
  });
  // Connections that a test breaks off are what it tests.
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.server.address() as AddressInfo;
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { port: address.port, received, stop };
}

/** A header of a mail as it came, unfolded. */
export function headerOf(source: string, name: string): string | undefined {
  const head = source.split("\r\n\r\n", 1)[0]?.replace(/\r\n[ \t]+/g, " ") ?? "";
  return new RegExp(`^${name}: (.*)$`, "im").exec(head)?.[1];
}

/** The parts of a mail, decoded. */
export function bodyOf(source: string): string {
  return source
    .split(/\r\n--[^\r]+\r\n/)
    .map(decoded)
    .join("\n");
}

function decoded(part: string): string {
  const [head = "", ...body] = part.split("\r\n\r\n");
  const text = body.join("\r\n\r\n");
  if (/encoding: base64/i.test(head)) return Buffer.from(text, "base64").toString("utf8");
  if (!/encoding: quoted-printable/i.test(head)) return text;
  const bytes = text
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
