import path from "node:path";

/**
 * The folder of everything this installation keeps beside its database: the embedded server's files, the secret, the signing key,
 * the roll-back guard. `COUNTERSIGN_DATA_DIR`, or `.data` in the current folder.
 */
export function dataDir(): string {
  return path.resolve(/* turbopackIgnore: true */ process.env.COUNTERSIGN_DATA_DIR || ".data");
}

export function signingKeyFile(): string {
  return path.join(dataDir(), "log-signing-key.pem");
}

/** The append-only marks that a database administrator cannot rewrite: see domain rule "guarding against roll-back". */
export function rollbackGuardFile(): string {
  return process.env.COUNTERSIGN_GUARD_FILE || path.join(dataDir(), "guard", "checkpoints.log");
}

/** The keys that sign access tokens: a folder that every process of the machines' door shares. */
export function tokenKeysDir(): string {
  return path.resolve(
    /* turbopackIgnore: true */ process.env.COUNTERSIGN_TOKEN_KEYS_DIR || path.join(dataDir(), "token-keys"),
  );
}
