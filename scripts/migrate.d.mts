/** True when every migration in the folder is recorded as finished. */
export function isMigrated(url: string): Promise<boolean>;
/** Applies what is missing and returns the names applied. */
export function deploy(url: string): Promise<string[]>;
/** The names of the migrations in the folder, in the order they are applied. */
export function migrationNames(): string[];
