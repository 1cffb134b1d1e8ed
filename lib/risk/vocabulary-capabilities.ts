/** Words that give a tool a capability, in general words of the language. */
const set = (words: string) => new Set(words.split(/\s+/).filter(Boolean));

export const ACTIONS = {
  delete: set(
    `delete remove destroy drop purge erase wipe clear truncate uninstall discard prune trash empty rm del shred expunge
     obliterate deprovision decommission teardown reclaim vacuum`,
  ),
  pay: set("pay refund purchase buy donate"),
  /** These move money only where money is in sight: a complaint is withdrawn as well, and a key issued. */
  payOfMoney: set(
    "charge bid deposit withdraw redeem transfer credit debit issue release settle disburse remit reimburse",
  ),
  communicate: set("email mail message notify reply invite broadcast comment call dial respond announce"),
  send: set("send post add create forward submit deliver dispatch share"),
  publish: set("publish unpublish release announce broadcast"),
  permit: set(
    `grant revoke authorize authorise deauthorize deauthorise impersonate ban unban allow deny enroll unenroll approve
     share unshare rekey`,
  ),
  /** Who is put into one of these, or invited to it, gains what its members may do. */
  join: set("add assign remove invite"),
  circle: set("group role membership team organization organisation workspace project repository tenant directory"),
  member: set("user users member members person people principal account accounts collaborator employee guest"),
  infrastructure: set(
    `deploy provision deprovision unprovision scale reboot drain failover reimage mount unmount migrate rollback
     upgrade downgrade decommission teardown isolate`,
  ),
  export: set("export dump backup"),
  browse: set("navigate browse crawl scrape goto open fetch visit load read extract search"),
  /** What "run" and "start" have for an object when something executes. */
  runnable: set(
    `code command commands script scripts shell process processes job jobs workflow workflows pipeline build task tasks
     program function macro query sql notebook container test tests action actions automation playbook runbook tool`,
  ),
} as const;
