// The machines' door: one plain Node process beside the console, so that page rendering never delays a machine.
import { once } from "node:events";
import http from "node:http";
import { closeApprovalsFeed } from "@/lib/approvals";
import { closeDatabase } from "@/lib/db";
import { env } from "@/lib/env";
import { openLog } from "@/lib/http/log";
import { closeDecisionPoint } from "@/lib/policy";
import { reportReady, untilStopped } from "@/lib/process";
import { pointOf } from "./authzen";
import { answer } from "./router";

const STOP_GRACE_MS = 5_000;
const LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 2_000,
} as const;
const MAX_CONNECTIONS = 2_000;

const stopping = untilStopped();
const log = openLog("api");
const { API_PORT: port, COUNTERSIGN_HOST: host } = env();

const server = http.createServer(LIMITS, (request, response) => void answer(request, response, log));
server.maxConnections = MAX_CONNECTIONS;
server.listen(port, host);
await once(server, "listening");
log.info({ host, port }, "listening");
reportReady();
// Everything is read before the first call, which would wait for it otherwise; where the database is away, that call tries again.
pointOf(log).then(
  () => log.info("deciding"),
  (error: unknown) => log.error({ err: error }, "nothing can be decided yet"),
);

if (!stopping.aborted) await once(stopping, "abort");
log.info("stopping");
const closed = once(server, "close");
server.close();
// Whoever waits for a person is answered how it stands, and asks again elsewhere.
await closeApprovalsFeed();
// Requests under way get five seconds; what still runs then is cut.
const impatience = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS);
await closed;
clearTimeout(impatience);
await closeDecisionPoint();
await closeDatabase();
