/** Null: the account this process runs as. */
export type Account = { uid: number; gid: number } | null;
export function accountFor(dataDir: string): Account;
export function canEnter(account: Account, folder: string): boolean;
