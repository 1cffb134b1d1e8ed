/**
 * The verbs the classifier knows, by what they do to what exists. To correct a rating for good, move or add a word here.
 * General words of the language only: never the name of a tool, a product or a supplier.
 * `*` marks a word that is as often a noun ("query", "release"), `~` one that mostly is ("file", "status"): where grammar
 * leaves a doubt they count for less.
 */
export const VERB_KINDS = [
  "read",
  "compute",
  "make",
  "add",
  "change",
  "destroy",
  "run",
  "operate",
  "control",
  "manage",
] as const;
export type VerbKind = (typeof VERB_KINDS)[number];

export const VERB_LISTS: Record<VerbKind, string> = {
  /** Looks at what is there. */
  read: `
    access* answer* ask* audit* autocomplete browse* check* collect consult count* crawl* describe detect
    determine diagnose discover display* download* dump* enumerate examine explain explore export* expose
    extract* fetch filter* find gather geocode get grep head~ help* history~ identify info~ inspect introspect
    investigate know learn list load* locate look lookup* lookup match* measure* monitor* observe obtain peek
    ping* poll* present preview* print* provide query* read recall receive* retrieve return* reveal
    review* sample* scan* scrape search see show status~ surface tail* tell trace* track~ traverse view* watch*
    whoami
  `,
  /** Works on what it was given and hands back the result. */
  compute: `
    aggregate* analyse analyze annotate* assess calculate classify compare compute convert correlate decode demo*
    diff* echo* encode estimate forecast~ guide~ hash~ highlight* hint infer interpret introduce lint* normalise
    normalize optimise optimize outline~ parse plan~ plot* predict prove rank~ reason* recognise recognize recommend
    rerank score~ screenshot* simplify simulate sleep* solve suggest summarise summarize think* tokenize translate
    validate visualise visualize wait*
  `,
  /** Brings something about that may stay or may only be shown: the caution of the start value and the description decide. */
  make: `
    benchmark~ build* capture* compile compress crop decrypt draft* encrypt evaluate* generate* prepare produce* profile~
    render* report~ synthesise synthesize test~ train* transcode transcribe transform* trim*
  `,
  /** Adds something new beside what exists. */
  add: `
    ack acknowledge* add advertise allocate announce* append associate attach authenticate award* backup* bid* bind*
    book* bookmark* bootstrap broadcast buy call* charge* checkin checkout* claim* clone* comment~
    commit* compose* connect* contribute copy* create deduct define deliver deposit* dial dispatch* donate duplicate
    email~ embed enqueue enrol enroll ensure establish extend favorite* file~ finalise finalize follow*
    fork* forward* import* index~ inform ingest init initialise initialize insert install* invite
    issue~ join label~ launch* lend like* link* log~ login mail~ memorize message~ mint* mirror* mount* nominate
    note~ notify nudge onboard open* order~ pay* persist pin~ place* populate post* propose provision publish*
    purchase push* queue~ raise rebuild* reconnect record~ redeem redeliver register reinstall remember replicate
    reply* repost requeue rerun reseed resend reserve respond* retry* save* scaffold* schedule~ seed* send setup
    share* sign* signup spawn stage* star~ stash* store* submit subscribe supply* tag~ transmit unzip upload* vote*
    withdraw*
  `,
  /** Alters or replaces what exists. */
  change: `
    accept* activate adjust* advance* align* allow* alter* amend* anonymize apply* approve* archive* arrange assign*
    attest authorise authorize ban* block* bump* change* close* combine* complete* configure consume correct*
    customize cutover deactivate debit decline* decrease decrement demote deny* deploy* deprecate* deregister detach
    disable disassociate disconnect dismiss* dissociate downgrade edit* elevate enable enforce exchange~ escalate
    exclude expire fix* flag~ freeze grant* hide* impersonate impose include increase increment isolate* leave*
    lock* mark* mask* merge* migrate moderate modify move* mutate mute* offboard override* overwrite patch*
    pause* promote* protect put* quarantine* reactivate rearrange reassign rebase* recalculate reconcile reconfigure
    recover recreate redact redeploy redirect* redo* redrive reduce refactor refine* reformat regenerate reindex
    reinstate reject* rekey relabel release~ relocate remap remediate rename renew* reopen reorder repair* replace*
    reprocess reroute reschedule resize restore* resume* resync retag reverse* revert* revise rewrite* rollback
    rotate* scale* secure~ set* shift~ shorten shrink silence* snooze* sort* split* substitute* supersede suspend*
    swap* switch* sync* synchronise synchronize throttle* toggle* transfer* transition* tune tweak unarchive
    unassign unban unblock* undelete undeprecate undo* unfollow unfreeze unhide unlabel unlink unlock* unmark unmute
    unpin unprotect unpublish unquarantine unregister unset unshare unsnooze unstar unsubscribe untag untrash update
    upgrade* upsert write*
  `,
  /** Removes, ends or empties what exists. */
  destroy: `
    abort* cancel* clean* cleanup clear* compact~ deauthorise deauthorize decommission del delete
    deprovision destroy detonate discard dispose downsize drain* drop* eject empty* erase evict expel expunge
    failover* flush* force* forget halt interrupt* invalidate kick kill* logout nuke obliterate prune* purge*
    reboot* reclaim* refund* reimage remove reset* restart* retire revoke rm sever shred* shutdown signout squash*
    sweep* teardown terminate* trash* truncate uninstall unmount unprovision vacate vacuum* void* wipe*
  `,
  /** Makes something else act. */
  run: `
    act* automate begin chain* continue converse delegate eval exec execute fire* initiate interact invoke
    orchestrate perform* proceed process~ replay* retrain run* start* trigger* wake
  `,
  /** Works the controls of a screen. */
  operate: `
    click drag* drive* emulate fill* focus* goto handle* hover* inject* mouse* navigate paste* press* refresh*
    reload* scroll* select* steer swipe* tap* type*
  `,
  /** Starts, holds or ends what runs. */
  control: `
    end* exit* hold* quit* stop* yield*
  `,
  /** Says nothing yet: the description decides. */
  manage: `
    administer confirm control* do* format* maintain make* manage manipulate operate* request~ resolve* support*
    use* verify work*
  `,
};

/** Verbs that mean something else in a name than in a description: `return_item` brings back, "Returns items" shows. */
export const IN_NAMES: Readonly<Record<string, VerbKind>> = {
  return: "change",
  access: "make",
  answer: "make",
  ask: "make",
  expose: "make",
  load: "make",
  present: "make",
  provide: "make",
  receive: "make",
  tell: "make",
  track: "make",
  watch: "make",
};

/** Verbs of two words that do something else than the first alone: "check out" is no checking, "turn off" no turning. */
export const PARTICLE_VERBS: Readonly<Record<string, VerbKind>> = {
  "back up": "add",
  "bring down": "destroy",
  "bring up": "run",
  "check in": "add",
  "check out": "add",
  "clean up": "destroy",
  "fill in": "operate",
  "fill out": "operate",
  "hand over": "change",
  "kick off": "run",
  "log in": "add",
  "log out": "destroy",
  "opt in": "change",
  "opt out": "change",
  "roll back": "change",
  "set up": "add",
  "shut down": "destroy",
  "sign in": "add",
  "sign out": "destroy",
  "sign up": "add",
  "spin down": "destroy",
  "spin up": "add",
  "take down": "destroy",
  "take over": "change",
  "tear down": "destroy",
  "turn off": "change",
  "turn on": "change",
};

/** In a name these stand before the verb and change nothing about it. */
export const NAME_MODIFIERS = new Set(
  "bulk batch mass multi multiple force safe safely quick async sync try please my all admin partially new self un auto really fast internal beta v1 v2 v3 api tool the a an to or and then".split(
    " ",
  ),
);

/**
 * When a name ends in one of these, a doubtful word before it is part of a noun: "deploy_status", "update_history".
 */
export const VIEW_NOUNS = new Set(
  `status history info information detail details log logs stats statistics summary metric metrics count counts result
  results output outputs schema schemas version versions type types option options example examples doc docs
  documentation guide guides help list listing listings preview plan overview usage health state report reports
  availability capability capabilities metadata name names id ids url urls error errors progress timeline activity trend
  trends quota quotas price prices pricing cost costs definition definitions practice practices spec specs reference
  catalog lineage diff tree analysis insight insights recommendation recommendations eligibility
  messages requests events items query queries search lookup scan audit`
    .split(/\s+/)
    .filter(Boolean),
);
