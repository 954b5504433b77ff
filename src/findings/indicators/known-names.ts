/*
 * Names that look like domains and are none, and domains that are nobody's indicator. Data only; every list is matched in lower case.
 */

/**
 * Top-level domains that are far more often the ending of a file or of a unit: `README.md`, `main.rs`, `foo.sh`, `multi-user.target`. Names under
 * them count in URLs, in e-mails and where somebody defanged them. Countries that are also languages (`.pl`, `.cc`, `.ml`) stay domains.
 */
export const fileEndings: ReadonlySet<string> = new Set(
  'bz cab do doc java link map md mk mm mov new pid properties ps pub py rs sh so target vi zip'.split(' '),
)

/** Endings of files that are no top-level domains; people defang those as well (`evil[.]dll`). */
export const plainFileEndings: ReadonlySet<string> = new Set(
  (
    'apk asp aspx bat bin cfg cmd conf cpl css csv dat dll dmg docm docx dylib elf exe gif hta htm html img ini iso jar jpeg jpg js jse json jsp lnk log msi ' +
    'ocx pdf php png ppt pptx rar reg scr svg sys tar tgz tmp ttf txt vbe vbs war wsf xls xlsm xlsx xml yaml yml'
  ).split(' '),
)

/** Well-known hosts under such endings that intruders do use: `curl -T loot.tgz transfer.sh` must not be lost. */
export const knownHosts: ReadonlySet<string> = new Set(['transfer.sh', 'temp.sh', 'keep.sh', 'bit.do', 'notion.so', 'oshi.at', 'paste.rs'])

/** Objects and namespaces of programs: `java.io`, `System.Net`, `user.name`, `logger.info`. */
export const programNames: ReadonlySet<string> = new Set(
  (
    'java javax system microsoft windows this self window document process os sys log logger logging console event request response req res user host file ' +
    'config module node app client server session data item obj object args options params props context ctx err error result value key group role ' +
    'source destination agent cloud account rule policy threat http url dns tls network service container device package asp vb socket django numpy np pd ' +
    'torch kernel vm net fs script install deploy backup update util utils string array math json date promise map set list dict str int path io rc usr etc main index test spec setup init'
  ).split(' '),
)

/** Objects whose members are named over several levels: `request.session.user.id`. */
export const memberRoots: ReadonlySet<string> = new Set('self this sys window document process request response req res event ctx logger'.split(' '))

/** Countries that are also programming languages: behind a slash (`/cgi-bin/form.pl`) a file. */
export const languageEndings: ReadonlySet<string> = new Set(['pl', 'cc', 'ml', 'ps', 'cgi'])

/** Top-level domains that are also members of such objects. */
export const memberNames: ReadonlySet<string> = new Set(
  'app call cat cc data date day email host id info io is map name net new now open org page post read run search security select site storage tools to web zone local home pl in'.split(
    ' ',
  ),
)

/** First labels of reversed names (`com.amazonaws.services.s3`, `org.apache.commons.io`). */
export const reversedRoots: ReadonlySet<string> = new Set(['com', 'org', 'net', 'edu', 'gov', 'io', 'java', 'javax'])

/** Names that never leave a network or exist for documentation (RFC 2606, RFC 6761, RFC 6762, RFC 8375) and their common private relatives. */
export const privateEndings: ReadonlySet<string> = new Set(
  'example test invalid localhost local localdomain internal intranet lan home corp private arpa'.split(' '),
)

/** Domains reserved for documentation (RFC 2606). */
export const documentationDomains: ReadonlySet<string> = new Set(['example.com', 'example.net', 'example.org', 'example.edu'])

/**
 * Registrable domains whose every host is run by the provider itself: an API, a console, a certificate service. Hosts that customers name
 * (buckets, functions, virtual machines) lie under other domains or are told apart in `observableHost`.
 */
export const providerDomains: ReadonlySet<string> = new Set([
  'api.aws',
  'amazon.com',
  'googleapis.com',
  'gstatic.com',
  'microsoftonline.com',
  'microsoft.com',
  'windowsupdate.com',
  'azure.com',
  'msftconnecttest.com',
  'digicert.com',
  'letsencrypt.org',
  'debian.org',
  'ubuntu.com',
  // Names of algorithms (`curve25519-sha256@libssh.org`), interfaces and schemas rather than hosts.
  'openssh.com',
  'libssh.org',
  'k8s.io',
  'kubernetes.io',
  'knative.dev',
  'xmlsoap.org',
  'w3.org',
  'openxmlformats.org',
])

/** SHA-256, SHA-1 and MD5 of nothing at all: in every hash list, and never a file. */
export const emptyHashes: ReadonlySet<string> = new Set([
  'd41d8cd98f00b204e9800998ecf8427e',
  'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
])
