import { afterEach, describe, expect, it, test } from "vitest";
import type { MailSettings } from "../mail-settings";
import { renderMail } from "../mails/render";
import { headerOf, startMailServer, type TestMailServer } from "../testing/mail-server";
import { sendMail } from "./send-mail";

let server: TestMailServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const settings = (port: number, given: Partial<MailSettings> = {}): MailSettings => ({
  host: "127.0.0.1",
  port,
  secure: false,
  requireTls: false,
  user: null,
  password: null,
  from: "Countersign <console@countersign.example>",
  ...given,
});
const mail = {
  id: "dlv_1",
  to: { name: "Daniel", address: "daniel@a.example" },
  ...renderMail([{ kind: "test", content: { path: "/" } }], { timeZone: "UTC", url: "https://console.example" }),
};

describe("a mail server", () => {
  it("gets a mail that nobody answers automatically, sorted by its list, with the id of its delivery", async () => {
    server = await startMailServer();
    expect(await sendMail(settings(server.port), mail)).toEqual({ sent: true });
    const [got] = server.received;
    const header = (name: string) => headerOf(got?.source ?? "", name);
    expect(got).toMatchObject({ to: ["daniel@a.example"], from: "console@countersign.example" });
    expect(header("message-id")).toBe("<dlv_1@countersign.example>");
    expect(header("auto-submitted")).toBe("auto-generated");
    expect(header("list-id")).toContain("<notifications.countersign.example>");
    expect(header("content-type")).toContain("multipart/alternative");
    // TLS was offered, and is used wherever it is.
    expect(got?.secure).toBe(true);
  });

  it("is signed in to when it asks for it, and a wrong password is said, to be tried again", async () => {
    server = await startMailServer({
      authOptional: false,
      onAuth: ({ username, password }, _session, done) =>
        password === "right" ? done(null, { user: username }) : done(new Error("no")),
    });
    const as = (password: string) => settings(server?.port ?? 0, { user: "console", password });
    expect(await sendMail(as("right"), mail)).toEqual({ sent: true });
    expect(server.received[0]?.user).toBe("console");
    expect(await sendMail(as("wrong"), mail)).toMatchObject({ sent: false, permanent: false });
  });

  it("elsewhere gets nothing without TLS, nor with a certificate that nobody signed", async () => {
    server = await startMailServer({ hideSTARTTLS: true, disabledCommands: ["STARTTLS"] });
    const elsewhere = { requireTls: true };
    const open = await sendMail(settings(server.port, elsewhere), mail);
    expect(open).toMatchObject({ sent: false, permanent: false });
    const { received, stop } = server;
    await stop();
    server = await startMailServer();
    expect(await sendMail(settings(server.port, elsewhere), mail)).toMatchObject({ sent: false, permanent: false });
    expect([...received, ...server.received]).toEqual([]);
  });

  test.each([
    [550, true],
    [450, false],
  ])("that refuses an address with %i: for good is %s", async (responseCode, permanent) => {
    server = await startMailServer({
      onRcptTo: (_address, _session, done) =>
        done(Object.assign(new Error("secret words of the server"), { responseCode })),
    });
    const outcome = await sendMail(settings(server.port), mail);
    expect(outcome).toEqual({ sent: false, permanent, error: `the mail server refused the address (${responseCode})` });
  });

  it("that drops the connection in the middle has not taken it", async () => {
    server = await startMailServer({
      onData(stream, session) {
        stream.resume();
        stream.on("end", () => (session as unknown as { socket?: { destroy(): void } }).socket?.destroy());
        stream.on("end", () => server?.stop());
      },
      closeTimeout: 1,
    });
    expect(await sendMail(settings(server.port), mail)).toMatchObject({ sent: false, permanent: false });
  });

  it("that is not there is said so", async () => {
    server = await startMailServer();
    const { port, stop } = server;
    await stop();
    server = undefined;
    expect(await sendMail(settings(port), mail)).toEqual({
      sent: false,
      permanent: false,
      error: "the mail server cannot be reached",
    });
  });

  test.each([
    ["a line break", "Eve\r\nBcc: everybody@a.example"],
    ["a line feed", "Eve\nBcc: everybody@a.example"],
    ["an address", "Eve <eve@b.example>, everybody@a.example"],
    ["quotes", 'Eve", "everybody" <everybody@a.example'],
  ])("gets one header for one name with %s in it", async (_name, name) => {
    server = await startMailServer();
    const content = { path: "/approvals", name, tool: `${name}\r\n\r\n<script>` };
    const rendered = renderMail([{ kind: "approval_requested", content }], {
      timeZone: "UTC",
      url: "https://console.example",
    });
    const sent = await sendMail(settings(server.port), {
      ...mail,
      ...rendered,
      to: { name, address: "eve@a.example" },
    });
    expect(sent).toEqual({ sent: true });
    const [got] = server.received;
    expect(got?.to).toEqual(["eve@a.example"]);
    const heads = (got?.source.split("\r\n\r\n", 1)[0] ?? "").split("\r\n").filter((line) => !/^[ \t]/.test(line));
    expect(heads.filter((line) => /^bcc:/i.test(line))).toEqual([]);
    expect(heads.filter((line) => /^(to|subject):/i.test(line))).toHaveLength(2);
  });
});
