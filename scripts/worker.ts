// The worker: numbers the committed audit events, signs checkpoints and audits the log, apart from anything that serves requests.
// Any number may run: the sequencer is fenced, one leads and the others stand by.
import { assertDurableServer, startSequencer } from "@/lib/audit";
import { closeDatabase } from "@/lib/db";
import { openLog } from "@/lib/http/log";
import { reportReady, untilStopped } from "@/lib/process";

const stopping = untilStopped();
const log = openLog("worker");

try {
  await assertDurableServer();
  reportReady();
  log.info("started");
  await startSequencer({
    signal: stopping,
    onProblem: (error) => log.error({ err: error }, "the sequencer met a problem and goes on"),
  });
  log.info("stopped");
} catch (error) {
  log.fatal({ err: error }, "the worker cannot run");
  process.exitCode = 1;
}
await closeDatabase();
