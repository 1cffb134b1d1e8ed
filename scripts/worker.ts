// The worker: numbers the committed audit events, signs checkpoints and audits the log, apart from anything that serves requests.
// Any number may run: the sequencer is fenced, one leads and the others stand by.
import { startSequencer } from "@/lib/audit";
import { closeDatabase } from "@/lib/db";
import { openLog } from "@/lib/http/log";
import { reportReady, untilStopped } from "@/lib/process";

const stopping = untilStopped();
const log = openLog("worker");

reportReady();
log.info("started");
await startSequencer({ signal: stopping });
log.info("stopped");
await closeDatabase();
