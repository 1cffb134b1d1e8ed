/** The words provenance goes by, all general: what people ask for, what they ask it of, and how a text gives orders. */

const list = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

export const DEEDS = ["send", "pay", "delete", "create", "change", "grant", "run", "visit"] as const;
export type Deed = (typeof DEEDS)[number];

/** Verbs in their base form, by what is done. One verb may do several things: money is sent as mail is. */
export const VERBS: Readonly<Record<Deed, ReadonlySet<string>>> = {
  send: list(`send email mail message text post publish reply respond answer forward notify tell inform write invite contact
    share announce submit comment tweet ping remind broadcast deliver report return call dm cc introduce thank greet pass
    apologize congratulate alert relay invoice react request ship say let ask deliver dispatch mention`),
  pay: list(`pay transfer send refund buy purchase order book reserve donate deposit withdraw invest wire reimburse settle tip
    subscribe checkout trade sell bid remit repay compensate spend charge topup rent exchange convert redeem renew make place split chip hire stake repurchase`),
  delete:
    list(`delete remove cancel clear erase purge drop discard revoke unsubscribe uninstall terminate empty wipe clean
    archive trash close kick ban destroy unfollow expunge detach withdraw forget kill dismiss`),
  create:
    list(`create add make schedule set setup book reserve register append insert write save put generate upload open plan
    arrange draft start record log note prepare include submit compose build copy duplicate import attach block enter mark
    bookmark organize fill sign apply file store keep request ship place put block pick track plan create`),
  change:
    list(`update change modify edit reschedule move adjust set rename replace correct fix increase decrease reset switch
    turn enable disable control manage operate mark assign convert amend rotate swap exchange return postpone extend shift reorganize
    rewrite revise alter raise lower reduce activate deactivate lock unlock configure toggle merge open close start stop
    upgrade downgrade transfer label star pin sort clean restore undo apply sync connect disconnect dim arm disarm add remove
    append complete resolve redirect rebook bring take put pick hand place navigate go block unblock prioritize confirm accept decline reject handle save rearrange`),
  grant:
    list(`share grant give invite add allow permit unlock assign promote authorize authorise enable admit approve open
    update change set reset revoke remove restrict rotate`),
  run: list(`run execute deploy start restart launch install build compile test stop kill reboot trigger invoke evaluate scale
    provision calculate compute script`),
  visit:
    list(`visit open browse read check summarize summarise access fetch look see view download go navigate load scrape
    crawl follow click get find search research google explore extract analyze analyse review`),
};

/** Verbs that say nothing but that something is done: whoever asks so leaves open what. */
export const DELEGATING =
  /\b(?:do|perform|execute|complete|carry out|follow|handle|finish|take care of|work through|process|implement|act on|go through)\b(?:\s+(?!following)\S+){0,5}?\s+(?:actions?|instructions?|tasks?|to-?dos?|todos?|steps?|requests?|items?|orders|directions|errands|chores|everything|whatever|what)\b(?!\s+(?:in the order|below|one by one))|\b(?:as|what) (?:it|they|he|she|the \w+) (?:says?|asks?|instructs?|tells?|requests?|describes?)\b|\b(?:asked|asks|wants|told|requested) (?:me|us|you|for)?\b.{0,120}\b(?:can|could|would|will|please) (?:you )?(?:do|handle|help|take care)/;

/** Nouns that belong together: a request that speaks of one may mean a tool that is named by another. */
export const OBJECTS: Readonly<Record<string, ReadonlySet<string>>> = {
  mail: list("email mail inbox letter newsletter draft attachment outbox reply recipient correspondence"),
  message: list(
    "message dm channel chat thread post comment reply conversation text sms tweet notification announcement note reaction group",
  ),
  event:
    list(`event calendar meeting appointment invitation invite lunch dinner breakfast call reminder participant attendee slot
    agenda session class trip schedule party interview visit conference alarm reunion birthday`),
  file: list(`file document doc docx pdf xlsx csv txt folder drive directory report spreadsheet presentation note list sheet paper
    draft transcript attachment minute summary log archive image photo picture video`),
  money:
    list(`money payment transaction transfer bill invoice refund rent amount fund price fee difference subscription salary
    cost deposit balance debt standing dollar euro pound usd eur gbp tip share bank account wage loan donation coin crypto stock
    wallet cash bitcoin trade withdrawal bet tax premium mortgage reimbursement`),
  secret: list(
    "password passcode passphrase pin secret token key credential mfa 2fa otp login authentication certificate",
  ),
  profile: list(
    "profile info information detail name address phone street city preference setting data personal bio contact account record",
  ),
  person:
    list(`user member contact employee customer participant attendee guest team group colleague friend person people everyone
    someone client recipient patient student tenant staff candidate follower owner him her them workspace`),
  stay: list(`hotel room restaurant table flight seat ticket car ride accommodation stay reservation booking apartment rental train
    taxi airbnb hostel trip place travel itinerary cab vehicle venue`),
  web: list(
    "web webpage website page site link url article blog post internet online http browser domain homepage news forum wiki",
  ),
  code: list(`code script command program shell repository repo branch build container server job pipeline function terminal query
    deployment service process instance cluster package python bash sql database table machine system`),
  order: list(
    "order product item cart purchase return exchange shipment package delivery address parcel basket label pickup",
  ),
  device:
    list(`device light lamp door lock thermostat camera alarm breaker heater sensor switch speaker robot vehicle car printer
    temperature signal appliance oven garage window`),
  task: list("task todo ticket issue bug card project reminder milestone story assignment chore board list"),
  rule: list(
    "permission access right role rule policy firewall sharing privilege visibility share reader writer editor viewer",
  ),
};

/** Words before a verb's form that show it to be a noun there ("their share", "the order", "an email from"). */
export const BEFORE_NOUNS =
  list(`a an the my your his her its our their this that these those of in from for by with on at about
  last next recent each every any some no latest first new old which whose into per another unread same other more most all both
  two three previous important security`);

/** Words before "to reset my password" that make it a description, not a wish. */
export const BEFORE_PURPOSES = list(
  "link way how where when what whether code page button able ability instruction option supposed who have had need's going used able",
);

export const NEGATIONS = list(
  "not don't dont never without avoid no cannot can't cant won't shouldn't mustn't didn't neither nor",
);

/** A text that speaks to the reader as to a machine, or sets itself above what was asked before. */
export const COMMANDING: readonly RegExp[] = [
  // "Ignore all previous instructions", however it is spelt after the first words.
  /\b(?:ignore|disregard|forget|override|bypass|abandon|discard|skip) (?:(?:all|any|every|each|of|your|the|my|these|those|whatever|everything|other) ){0,4}(?:previous|prior|earlier|above|former|preceding|original|initial|system|safety|existing|current|instructions?|prompts?|guidelines|you were told)\b/,
  /\bbefore you (?:can |may |could |are able to |are allowed to )?(?:solve|complete|continue|proceed|begin|start|finish|answer|respond|execute|help|do (?:anything|that|this|the|your|it))\b/,
  /\b(?:you are|you're|to you,?|dear|attention,?|hey|hello|hi|note to|message (?:to|for)|reading this,?|as) (?:an? |the |any |all |every )?(?:ai|a\.i\.|artificial intelligence|language model|large language model|llm|assistant|agent|model|chatbot|bot|copilot)\b/,
  /\b(?:ai|language) (?:models?|assistants?|agents?|systems?) (?:developed|made|built|created|trained|must|should|shall|please|that reads?|reading|processing|who reads?)\b|\b(?:message|note|instructions?|orders?|notice) (?:from .{1,40} )?(?:to|for) you,/,
  /<\/?\s*(?:information|system|instructions?|important|admin|assistant|prompt|command|developer|override)\b[^<>]{0,40}>|\[\/?(?:inst|system|admin|assistant|important)\]|<\|[^|]{1,30}\|>|#{2,} ?(?:system|instructions?|assistant|important)\b/,
  /\b(?:system|developer) (?:prompt|message|override|instruction|command)s?\b|(?:^|\n|[.!?"'>\]] ?)(?:system|assistant) ?: /,
  /\bimportant ?!{2,}|!{3,} ?important|\b(?:important|new|updated|hidden|mandatory|following|these) (?:instructions? (?:from|to you|for you|override|supersede|replace|take)|directives?)\b/,
  /\b(?:use|call|invoke|execute|trigger) (?:the |your )?(?:(?:following|available|provided) )?(?:tools?|functions?) [`'"\w]|\bwith the (?:following )?(?:arguments|parameters)\b/,
  /\b(?:the|your) (?:original|initial|user'?s?|real|actual|true|primary) (?:task|prompt|instructions?|goal|objective|mission)\b|\b(?:task|instructions?|request) (?:that )?(?:i|the user) (?:gave|assigned)\b|\byour (?:new|next|only|main) (?:task|goal|objective|instructions?|mission|priority)\b/,
  /\bdo the following(?: \w+){0,3} (?:first|instead|immediately|now|before)\b|\b(?:strictly|immediately) (?:adhere|follow|obey|comply|execute|perform)\b|\b(?:follow|obey|adhere to|comply with) (?:these|this|the following|my|all) (?:instructions?|orders?|commands?|directives?)\b/,
  /\b(?:do not|don't|never|without) (?:tell(?:ing)?|mention(?:ing)?|inform(?:ing)?|reveal(?:ing)?|notify(?:ing)?|show(?:ing)?|alert(?:ing)?|disclos(?:e|ing)) (?:this |it |any of this |anything )?(?:to )?(?:the |your )?(?:user|human|owner|operator)\b/,
  /\b(?:you are|you're|act as|pretend to be|from now on|switch to) (?:now |an? )?(?:in )?(?:\w+ ){0,2}(?:mode|assistant|ai|dan)\b|\byou must (?:immediately|now|first|instead|stop)\b/,
];
