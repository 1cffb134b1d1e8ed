// `npm start` is npm, a shell and this process. A signal to npm ends the shell and is not passed on, and kill -9 leaves both
// of us behind: whoever started the product by npm expects it to end with npm.
import fs from "node:fs";

const LOOK_EVERY_MS = 250;

/** Calls `onEnd` once when the npm that started this process has ended; never when it was not started by npm. */
export function whenLauncherEnds(onEnd) {
  if (!process.env.npm_lifecycle_event) return;
  const launcher = launchers();
  const timer = setInterval(() => {
    if (launchers() === launcher) return;
    clearInterval(timer);
    onEnd();
  }, LOOK_EVERY_MS);
  timer.unref();
}

/** The process numbers between us and npm: a parent that ends is replaced by another number. */
function launchers() {
  const parent = process.ppid;
  const entry = procEntry(parent);
  // Behind a shell stands npm; without one npm is the parent, and who started npm may come and go.
  return entry && /^(sh|dash|bash|ash|busybox)$/.test(entry.name) ? `${parent} ${entry.parent}` : `${parent}`;
}

function procEntry(pid) {
  try {
    const [, name, parent] = /^\d+ \((.*)\) \S+ (\d+)/s.exec(fs.readFileSync(`/proc/${pid}/stat`, "utf8"));
    return { name, parent };
  } catch {
    return null; // not Linux, or just ended
  }
}
