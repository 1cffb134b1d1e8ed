/** What a right is about when holding it can take over an environment. General terms of access control, lower case. */
export const CONTROL_OBJECTS: readonly (readonly [RegExp, string])[] = [
  [
    /\brole (?:assignments?|definitions?|management|eligibilit\w+)\b|\b(?:assign|grant|attach|pass|assume)\w*\b.{0,40}\broles?\b|\brbac\b|\brole[- ]based access/,
    "roles",
  ],
  [
    /\b(?:manage|administer|grant|change|modify|control|set)\w*\b.{0,30}\b(?:access|permissions?|privileges?)\b|\bpermissions? (?:management|boundar\w+|grants?|policy|policies|on|for|to)\b|\baccess (?:packages?|polic\w+|control|grants?|management)\b/,
    "access",
  ],
  [
    /\b(?:resource|bucket|key|trust|identity|access|managed|inline|assume role|repository|topic|queue|resource-based|conditional access|authorization|authentication|authentication methods?|security) polic(?:y|ies)\b/,
    "policies that grant access",
  ],
  [
    /\bpolicy (?:document|version)s?\b|\b(?:attach|detach)\w* (?:an? |the )?(?:\w+ )?polic(?:y|ies)\b|\bresource-level polic|\bblock public access\b|\bpolic(?:y|ies)\b.{0,40}\b(?:embedded|permission|grant|access)\w*\b|\b(?:add|remove|revok|grant|put|set|batch|authori[sz]|modif)\w*\b.{0,30}\b(?:permissions?|acls?)\b|\b(?:attach|detach|put|delete|create|set) \w*\s?(?:user|group|role|resource|key|bucket|access|repository|registry|layer|function) polic(?:y|ies)\b/,
    "policies that grant access",
  ],
  [
    /\b(?:credentials?|creds|passwords?|passcodes?|secrets?|access keys?|private keys?|api keys?|ssh keys?|iam users?|login profiles?|client secrets?|shared access signatures?|delegation key|token signing)\b/,
    "credentials",
  ],
  [
    /\b(?:mfa|multi-?factor|two-?factor|auth(?:entication)? ?(?:methods?|contexts?|flows?|properties|extensions?|extensibility|certificate)|sign[- ]?in|passkeys?|fido)\b/,
    "how people sign in",
  ],
  [
    /\b(?:identity providers?|federat\w+|trust(?:ed)?(?: \w+){0,2} (?:configuration|relationship|anchor|domain|store|certificate)s?|saml|oidc|oauth|single sign-on|certificate authorit\w+|certification authority|public key infrastructure|trust)\b/,
    "trust",
  ],
  [
    /\b(?:service principals?|app(?:lication)? registrations?|enterprise apps?|managed identit\w+|user assigned identity|agent identit\w+|applications?\b(?=.{0,80}\b(?:secret|owner|service principal)))/,
    "identities of applications",
  ],
  [
    /\b(?:organi[sz]ation['’]s directory|directory (?:information|objects?|roles?|writers?)|on-?prem\w* (?:directory )?sync\w*|(?:directory )?synchroni[sz]ation (?:service|rules?|information)|cross-tenant|(?<!custom )domain names? (?:in|of)|domain properties|custom security attributes?|lifecycle workflows?)\b/,
    "the directory",
  ],
  [
    /\b(?:user profiles?|users['’]? accounts?|user accounts?|propert\w+ (?:of|for) (?:all |other )?(?:external )?users?|groups?['’]? (?:\w+ )?propert\w+)\b/,
    "people and groups",
  ],
  [
    /\bdevice management\b|\bmanaged[- ]device (?:configuration|settings)|\bdevice (?:compliance|shell|configuration) (?:scripts?|polic\w+)|\bsecurity (?:actions?|events?|incidents?|configuration|settings|information)\b|\bthreat (?:indicators?|submissions?)\b|\brisk prevention\b/,
    "devices or defences",
  ],
  [
    /\bagent (?:identit\w+|instances?|registrations?|registry|cards?|card manifests?|collections?)\b/,
    "identities of agents",
  ],
  [
    /\bgroup ?members?(?:hips?)?\b|\bmembership\b.{0,40}\bgroups?\b|\busers? (?:to|from|in) (?:the |a )?(?:specified )?(?:\w+ )?groups?\b|\bgroups?\b.{0,30}\bmemberships?\b/,
    "membership of groups",
  ],
  [
    /\b(?:privileged|entitlements?|elevat\w+|impersonat\w+|break[- ]?glass|consents?|consent requests?|(?<!email )(?<!source )identit(?:y|ies) (?:of|for|management|governance)|manage identities|user accounts?|enable disable account|revoke sessions?)\b/,
    "privileges",
  ],
];

/** Taking a credential out is as good as being given it, though nothing changes. */
export const TAKES_CREDENTIALS =
  /\b(?:get|retriev\w*|obtain\w*|read\w*|list\w*|generat\w*|download\w*|issu\w*|return\w*|assum\w*|recover\w*)\b.{0,60}\b(?:credentials?|passwords?|secrets?(?: values?| contents?)?|session tokens?|security tokens?|authorization tokens?|access tokens?|access keys?|api keys?|key ?pairs?|recovery keys?|unlock ?code|private keys?|admin credential|keys)\b|\b(?:assume role|federation token|session token|password data)\b|\blogin as administrator\b/;

/** "… of keys", "key names only", "public key": no credential after all. */
export const NO_CREDENTIALS =
  /\b(?:without (?:their |the )?(?:values?|secrets?|keys?)|public keys?|tag keys?|partition keys?|metadata of|list of keys? names?|key polic\w+|last used|password polic\w+|rotation status|key usage|basic|authentication methods?|idempotency|(?:sort|primary|foreign|routing) keys?)\b/;

/** A role or right over everything. */
export const OVER_ALL =
  /\bglobal admin\w*|\bfull (?:access|control)\b.{0,40}\ball resources\b|\ball aspects\b.{0,60}\b(?:identity|directory|user|group|workflow|security|app registration|permission)\w*|\ball resources\b.{0,40}\bassign roles\b|\bmanage all aspects of users\b|\bsuper ?admin\w*/;

/** Clauses that say what a right does not give. */
export const EXCEPTIONS =
  /(?:,? but (?:not|does not|do not|can['’]?t|cannot)\b[^.;]*|\b(?:does not|do not|doesn['’]t|can['’]?t|cannot|can not|not intended|without|excluding)\b[^.;]*|\b(?:(?:has|have|having|with|to which|where) (?:\w+ ){0,3}(?:access|permissions?|rights?)(?: to)?|on behalf of[^.;]*|signed[- ]in users?)\b)/gi;

/** How a right is introduced, before it says what it gives. */
export const INTRODUCTIONS =
  /^(?:grants? (?:permission|access|rights?) to|allows? (?:(?:the |an? )?(?:app|application|client|user|service|caller) )?to|allows? (?:for )?|lets? you|can|users with rights? to|users? (?:in|assigned) (?:to )?this role (?:can|are)|provides? (?:permission|full access|access) to|enables?|perform|customer has|role for|limited access to|permits?|gives?)\s+/i;

/** Words for what the holder of a role does; they decide where the description says nothing. */
export const ROLE_NOUNS: Readonly<Record<string, "read" | "write" | "destructive">> = {
  reader: "read",
  viewer: "read",
  auditor: "read",
  observer: "read",
  guest: "read",
  receiver: "read",
  contributor: "destructive",
  owner: "destructive",
  administrator: "destructive",
  admin: "destructive",
  manager: "destructive",
  operator: "destructive",
  officer: "destructive",
  editor: "destructive",
  purger: "destructive",
  writer: "destructive",
  author: "write",
  publisher: "write",
  sender: "write",
  creator: "write",
  purchaser: "write",
  approver: "destructive",
};
