import pino from "pino";

/** Fields that may carry a secret if somebody logs an object with them: struck out whatever the caller meant. */
const SECRET_FIELDS = ["authorization", "cookie", "password", "secret", "token", "set-cookie"];

/**
 * The operational log of one process (P3): one JSON line per entry on stdout, time in ISO 8601, never a body or a secret.
 * Operational, not evidence: what an auditor relies on is recorded by lib/audit.
 */
export function openLog(service: "console" | "api" | "worker"): pino.Logger {
  return pino({
    base: { service, pid: process.pid },
    // Not env(): a log must open even where the settings are wrong, to say so.
    level: process.env.COUNTERSIGN_LOG_LEVEL || "info",
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: SECRET_FIELDS.flatMap((field) => [`["${field}"]`, `*["${field}"]`]), censor: "[struck out]" },
  });
}

export type Log = pino.Logger;
