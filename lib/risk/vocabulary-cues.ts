/**
 * Phrases, parameters and nouns the classifier looks for, in general words. A regular expression is read against one
 * sentence or name in lower case; the id of a cue is the key of its points in weights.ts.
 */

/** Statements of a description about what the tool does, wherever they stand. */
export const PHRASES: Record<string, RegExp> = {
  "says.read-only":
    /\bread[- ]only\b(?! (?:mode|replica|user|role|flag|by default))|\bnon-?destructive\b|\bwithout (?:modifying|changing|altering|affecting|executing|applying)\b|\b(?:does|do|will|can) ?(?:not|never|n['’]t) (?:actually )?(?:modify|change|alter|write|mutate|persist|execute|apply)\b|\bno changes (?:are|will be) made\b/,
  "says.irreversible":
    /\birreversibl\w+|\bpermanent(?:ly)?\b|\b(?:cannot|can ?not|can['’]t|could not) be (?:undone|reversed|recovered|restored|resumed|reverted)\b|\bdata loss\b(?! prevention)|\b(?:will|may|can) be lost\b|\bdangerous\b/,
  "says.destructive": /(?<!non-)(?<!not )\bdestructive(?:ly)?\b|\bdestroys?\b/,
  "says.replaces":
    /\boverwrit\w+|\breplac(?:e[sd]?|ing)\b|\bdiscard\w*|\bif (?:the |an? |it )?(?:\w+ ){0,4}(?:already )?exists?,? (?:it |this )?(?:will |is |are )?(?:be )?(?:updat|overwr|replac|modif)\w*|\bcreate[sd]? or (?:update|replace|overwrite)|\bupsert/,
  "says.caution":
    /\bwith caution\b|\bjudiciously\b|\bask the user (?:first|before|to confirm|for confirmation)|\bexplicit (?:user )?(?:confirm|approv|permission|consent)|\bnever run autonomously\b|\bbe careful\b|\bside[- ]effects?\b|\brequires? (?:user )?(?:confirmation|approval)\b|\bunsafe\b/,
  "says.mutates":
    /\bwrite operation\b|\bmodif(?:y|ies|ying) (?:the |your |existing )|\bmutat(?:es?|ing|ion)\b|\btakes effect\b|\bapplied immediately\b/,
  "says.creates-missing":
    /\b(?:creat\w+|initiali[sz]\w+) (?:\w+ ){0,4}(?:if|when) (?:\w+ ){0,4}(?:missing|absent|not (?:already |yet )?(?:exist|present|found)\w*|(?:does|do|did)(?: not|n['’]t) (?:already |yet )?exist)|\bif (?:\w+ ){0,5}(?:missing|absent|not found|not (?:already |yet )?exist\w*|(?:does|do)n['’]t (?:already |yet )?exist|exists?),? (?:\w+ ){0,4}(?:creates?|created|added|generated)\b/,
  "says.hidden-work":
    /\bwaits? for (?:\w+ ){1,4}to (?:complete|finish|end)\b|\b(?:starts?|queues?|enqueues?|triggers?|kicks? off|launch(?:es)?|schedules?|submits?|spawns?) (?:an? |the )?(?:\w+ ){0,3}(?:jobs?|tasks?|runs?|analys[ei]s|investigations?|scans?|sessions?|builds?|crawls?|process|workflows?)\b/,
  "says.keeps":
    /\b(?:saves?|stores?|persists?|writes?|downloads?|exports?) (?:\w+ ){0,5}(?:to|in|into|on|as|under) (?:an? |the |your )?(?:\w+ ){0,2}(?:files?|disk|filesystem|folder|directory|path|database|memory|storage|workspace|history)\b|\b(?:output|destination|target) (?:file|path|directory|folder)\b|\b(?:generates?|creates?|produces?) (?:an? |the )?(?:\w+ ){0,2}(?:file|archive|pdf|document|image|video)\b/,
  "says.marks":
    /\b(?:and|also|then|automatically|will) (?:\w+ly )?(?:marks?|notif(?:y|ies)|acknowledges?|resets?|clears?|removes?|deletes?|increments?|charges|sends|posts|emails) (?:the|a|an|it|them|its|all|any|each|every)\b/,
  "says.existing": /\b(?:an?|the) (?:pre-?)?existing\b|\bin[- ]place\b|\bcurrently running\b|\brunning\b/,
  "says.returns": /^(?:returns?|outputs?|responds? with|the result|result)\b/,
  "says.any-request": /\b(?:http|api|rest|graphql) (?:request|call)s?\b|\bany (?:\w+ ){0,2}(?:api|endpoint)\b/,
  "says.sql": /\bsql\b|\bcypher\b|\bddl\b|\bdml\b/,
  "says.select-only": /\bselect\b(?:-only| (?:statement|quer))|\bread[- ]only (?:sql|quer)|\bonly select\b/,
  "says.code":
    /\barbitrary (?:\w+ )?(?:code|command|script|javascript|sql|python)|\b(?:shell|bash|terminal|cli|console|system) (?:command|script|session|process)|\b(?:javascript|python|code) (?:snippet|function|expression|code|script)|\brun (?:code|commands?|scripts?)\b|\bexecut\w+ (?:\w+ ){0,3}(?:code|commands?|scripts?|javascript|python)\b/,
};

/** Names of parameters, as words. */
export const PARAMETERS: Record<string, RegExp> = {
  "takes.paging":
    /^(?:limit|page|cursor|offset|per ?page|page ?(?:size|number|token)|max ?results|sort(?: by)?|order ?by|direction|after|before|count|top|skip|start ?(?:time|date)|end ?(?:time|date)|since|until|from|to|time ?range|fields|include \w+|verbose|depth)$/,
  "takes.query": /^(?:q|query|search(?: \w+)?|filters?|\w+ filter|keywords?|pattern|term|regex|where|group by)$/,
  "takes.content":
    /^(?:body|content|contents|text|message|payload|value|values|comment|note|html|markdown|subject|attachments?|edits|patch|changes|properties|attributes|metadata|settings|config|labels|tags|assignees?|new \w+|\w+ (?:body|content|text|payload))$/,
  "takes.code":
    /^(?:sql|code|script|command|cmd|commands|statement|statements|function|expression|shell|program|args)$/,
  "takes.confirmation":
    /^(?:force|confirm|confirmed|confirmation|dry ?run|overwrite|recursive|purge|cascade|permanently?|grace period(?: seconds)?)$/,
  "takes.recipient": /^(?:recipients?|to ?(?:email|address)?|cc|bcc|channel(?: id)?|phone(?: number)?)$/,
  "takes.output":
    /^(?:(?:output|save|destination|dest|target|export|download|local|local ?file) ?(?:file|path|dir|directory|folder|file ?path|file ?name|to|as)|save|outfile|out)$/,
  "takes.money": /^(?:amount|currency|price|quantity|payment(?: \w+)?)$/,
};

/** Nouns of what a tool acts on, in the singular. They decide capabilities, and some of them how much harm adding does. */
export const OBJECTS: Record<string, string> = {
  money: `payment refund payout charge transfer fund money invoice subscription order trade purchase balance wallet billing bid coupon bank donation`,
  access: `permission role access policy acl grant privilege membership member invitation invite admin administrator owner
    collaborator scope consent sso saml mfa 2fa authentication authorization auth identity federation trust tenant account
    protection whitelist allowlist firewall`,
  secret: `secret credential password token key apikey certificate passphrase vault ssh`,
  agent: `agent assistant bot model chatbot`,
  record: `data row record document item file entry object blob message annotation cell page note comment task issue`,
  infrastructure: `server cluster instance vm machine pod container deployment network subnet vpc dns firewall gateway router loadbalancer balancer database filesystem disk volume bucket infrastructure replica replicaset daemonset statefulset ingress pipeline registry`,
  people: `email mail message sms chat channel conversation dm thread comment reply notification meeting invitation recipient inbox post announcement newsletter`,
  public: `post article page site website blog release listing video story`,
  outside: `url web webpage website internet page link html feed rss news inbox email mail message browser site review
    forum`,
};
