import fs from "node:fs";

/** Processor time is told by Linux in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/** Processor time of a process and all it ever started, in seconds: what a busy machine cannot distort as it does a rate. */
export function processorSeconds(pid: number): number {
  const children = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").map(Number).filter(Boolean);
  return [pid, ...children].reduce((sum, one) => sum + ticksOf(one, one === pid), 0) / TICKS_PER_SECOND;
}

/** A child that ended between two looks is counted with its parent, which reaped it. */
function ticksOf(pid: number, withReaped: boolean): number {
  const file = `/proc/${pid}/stat`;
  if (!fs.existsSync(file)) return 0;
  const stat = fs.readFileSync(file, "utf8");
  // After the name, which may hold anything: state is field 3; utime, stime, cutime and cstime are 14 to 17.
  const times = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, withReaped ? 15 : 13);
  return times.reduce((sum, ticks) => sum + Number(ticks), 0);
}

/** Microseconds of processor time per event, by who spent them. */
export interface Spent {
  postgres: number;
  console: number;
  worker: number;
}

/** Measures `work`, which returns how many events it recorded, including the time until `settled` resolves. */
export async function spending(
  pids: { postgres: number; worker: number },
  work: () => Promise<number>,
  settled: () => Promise<void>,
): Promise<Spent> {
  const look = () => [processorSeconds(pids.postgres), process.cpuUsage(), processorSeconds(pids.worker)] as const;
  const [postgres, own, worker] = look();
  const events = await work();
  await settled();
  const [postgresAfter, , workerAfter] = look();
  const { user, system } = process.cpuUsage(own);
  return {
    postgres: ((postgresAfter - postgres) * 1_000_000) / events,
    console: (user + system) / events,
    worker: ((workerAfter - worker) * 1_000_000) / events,
  };
}

/** As it stands beside a rate. */
export function spentText({ postgres, console, worker }: Spent): string {
  const parts = `PostgreSQL ${Math.round(postgres)}, console ${Math.round(console)}, worker ${Math.round(worker)}`;
  return `${Math.round(postgres + console + worker)} µs of processor an event (${parts})`;
}
