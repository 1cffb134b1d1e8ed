import { type Log, openLog } from "./log";

let opened: Log | undefined;

/** The operational log of the console process, opened at first use. */
export function consoleLog(): Log {
  opened ??= openLog("console");
  return opened;
}
