/** Words that give a tool a capability, in general words of the language. */
const set = (words: string) => new Set(words.split(/\s+/).filter(Boolean));

export const ACTIONS = {
  delete: set(
    `delete remove destroy drop purge erase wipe clear truncate uninstall discard prune trash empty rm del shred expunge
     obliterate deprovision decommission teardown reclaim vacuum`,
  ),
  pay: set("pay refund charge purchase buy donate bid deposit withdraw redeem"),
  communicate: set("email mail message notify reply invite broadcast comment call dial respond announce"),
  send: set("send post add create forward submit deliver dispatch share"),
  publish: set("publish unpublish release announce broadcast"),
  permit: set(
    `grant revoke authorize authorise deauthorize deauthorise impersonate ban unban allow deny enroll unenroll approve
     share unshare invite rekey`,
  ),
  infrastructure: set(
    `deploy provision deprovision unprovision scale reboot drain failover reimage mount unmount migrate rollback
     upgrade downgrade decommission teardown`,
  ),
  export: set("export dump backup"),
  browse: set("navigate browse crawl scrape goto open fetch visit load read extract search"),
  /** What "run" and "start" have for an object when something executes. */
  runnable: set(
    `code command commands script scripts shell process processes job jobs workflow workflows pipeline build task tasks
     program function macro query sql notebook container test tests action actions automation playbook runbook tool`,
  ),
} as const;
