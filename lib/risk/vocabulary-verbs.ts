/**
 * The verbs the classifier knows, by what they do to what exists. To correct a rating for good, move or add a word here.
 * General words of the language only: never the name of a tool, a product or a supplier.
 * `*` marks a word that is as often a noun ("query", "release"), `~` one that mostly is ("file", "status"): where grammar
 * leaves a doubt they count for less.
 */
export const VERB_KINDS = [
  "read",
  "compute",
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
    ping* poll* present preview* print* provide query* read recall receive* report~ retrieve return* reveal
    review* sample* scan* scrape search see show status~ surface tail* tell trace* track~ traverse view* watch*
    whoami
  `,
  /** Works on what it was given and hands back the result. */
  compute: `
    aggregate* analyse analyze annotate* assess benchmark~ build* calculate capture* classify compare compile*
    compute convert correlate decode demo* diff* draft* echo* encode estimate evaluate* forecast~ generate*
    guide~ hash~ highlight* hint infer interpret introduce lint* normalise normalize optimise optimize
    outline~ parse plan~ plot* predict profile~ prove rank~ reason* recognise recognize recommend render* rerank
    score~ screenshot* simplify simulate sleep* solve suggest summarise summarize synthesize test~ think*
    tokenize transcribe translate validate visualise visualize wait*
  `,
  /** Adds something new beside what exists. */
  add: `
    ack acknowledge* add advertise allocate append associate attach backup* bid* bind* book* bookmark* bootstrap
    broadcast buy call* charge* checkin checkout* claim* clone* comment~ commit* compose* connect* contribute
    copy* create define deliver deposit* dial dispatch* donate duplicate email~ enqueue enrol enroll ensure
    establish extend favorite* file~ finalise finalize follow* fork* forward* import* index~ ingest init
    initialise initialize insert install* invite issue~ join label~ launch* like* link* log~ mail~ memorize
    message~ mint* mount* nominate note~ notify open* order~ pay* pin~ place* populate post* propose provision
    publish* purchase push* queue~ raise rebuild* record~ redeem register remember replicate reply* rerun resend
    reserve respond* retry* save* scaffold* schedule~ seed* send setup share* sign* spawn stage* star~ store*
    submit subscribe tag~ transmit upload* vote* withdraw*
  `,
  /** Alters or replaces what exists. */
  change: `
    accept* activate adjust* align* allow* alter* amend* anonymize apply* approve* archive* arrange assign*
    authorise authorize ban* block* bump* change* close* combine* complete* configure correct* customize
    deactivate decline* decrease decrement demote deny* deploy* deprecate* deregister detach disable
    disassociate disconnect dismiss* dissociate downgrade edit* enable exclude expire fix* grant* hide*
    impersonate impose include increase increment isolate* leave* lock* mark* mask* merge* migrate moderate
    modify move* mute* override* overwrite patch* pause* promote* protect put* quarantine* reactivate reassign
    rebase* redact redo* refactor refine* reformat regenerate reindex reject* rekey relabel relocate rename
    renew* reopen reorder replace* resize restore* resume* retag revert* rewrite* rollback rotate* scale* set*
    silence* snooze* sort* split* suspend* swap* switch* sync* synchronise synchronize toggle* transfer*
    transition* unarchive unassign unban unblock* undeprecate undo* unfollow unhide unlabel unlink unlock*
    unmute unpin unprotect unpublish unregister unset unshare unstar unsubscribe untag update upgrade* upsert
    write*
  `,
  /** Removes, ends or empties what exists. */
  destroy: `
    abort* cancel* clean* cleanup clear* deauthorise deauthorize decommission del delete deprovision destroy
    detonate discard downsize drain* drop* eject empty* erase evict expunge failover* flush* force* invalidate
    kill* nuke obliterate prune* purge* reboot* reclaim* refund* reimage remove reset* restart* revoke rm shred*
    shutdown squash* teardown terminate* trash* truncate uninstall unmount unprovision vacuum* void* wipe*
  `,
  /** Makes something else act. */
  run: `
    act* automate begin chain* delegate eval exec execute fire* initiate interact invoke orchestrate perform*
    process~ replay* run* start* trigger*
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
export const IN_NAMES: Readonly<Record<string, VerbKind>> = { return: "change" };

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
