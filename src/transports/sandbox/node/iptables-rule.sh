# shellcheck shell=dash disable=SC2034,SC2016 # awk, for iptables.sh
# awk: one rule, from the words somebody wrote to the text that iptables-save prints.

iptables_rule='
# Splits a line into word[1..n] as iptables-restore does: double quotes and backslashes, nothing else. Returns n.
function split_words(line, word,   i, c, n, open, quoted, text) {
  split("", word)
  n = 0; text = ""; open = 0; quoted = 0
  for (i = 1; i <= length(line); i++) {
    c = substr(line, i, 1)
    if (quoted) {
      if (c == "\\") text = text substr(line, ++i, 1)
      else if (c == "\"") quoted = 0
      else text = text c
    } else if (c == "\"") { quoted = 1; open = 1 }
    else if (c == " " || c == "\t") { if (open) word[++n] = text; text = ""; open = 0 }
    else if (c == "\\") { text = text substr(line, ++i, 1); open = 1 }
    else { text = text c; open = 1 }
  }
  if (open) word[++n] = text
  return n
}

# A text as iptables-save prints it: bare when it is one plain word.
function quote(text) {
  if (text ~ /^[-_0-9A-Za-z]+$/) return text
  gsub(/\\/, "\\\\", text); gsub(/"/, "\\\"", text)
  return "\"" text "\""
}

function whole_address(address) {
  if (address ~ /\//) return address
  return address (address ~ /:/ ? "/128" : "/32")
}

function long_name(name) {
  if (name == "-s" || name == "--src" || name == "--source") return "-s"
  if (name == "-d" || name == "--dst" || name == "--destination") return "-d"
  if (name == "-i" || name == "--in-interface") return "-i"
  if (name == "-o" || name == "--out-interface") return "-o"
  if (name == "-p" || name == "--protocol" || name == "--proto") return "-p"
  if (name == "-m" || name == "--match") return "-m"
  if (name == "-j" || name == "--jump") return "-j"
  if (name == "-g" || name == "--goto") return "-g"
  return name
}

# The canonical text of the rule in word[from..n], its target in `target`. Sets `trouble` when it makes no sense.
function canonical(word, from, n,   i, name, not, head, tail, protocol, loaded, part, jump) {
  head = ""; tail = ""; protocol = ""; loaded = " "; jump = ""; target = ""; trouble = ""
  split("", part)
  for (i = from; i <= n; i++) {
    not = ""
    if (word[i] == "!") { not = "! "; i++ }
    name = long_name(word[i])
    if (name == "-t" || name == "--table") { trouble = "The -t option cannot be used in this line"; return "" }
    if (name == "-s" || name == "-d") { part[name] = not name " " whole_address(word[++i]) " " }
    else if (name == "-i" || name == "-o") { part[name] = not name " " word[++i] " " }
    else if (name == "-p") { protocol = word[++i]; part[name] = not name " " protocol " " }
    else if (name == "-m") { tail = tail "-m " word[++i] " "; loaded = loaded word[i] " " }
    else if (name == "-j" || name == "-g") { target = word[++i]; jump = name " " target " "; if (i > n) trouble = "option needs an argument" }
    else if (name == "-c" || name == "--set-counters") { i += 2 }
    else if (name == "-w" || name == "--wait") { if (word[i + 1] ~ /^[0-9]+$/) i++ }
    else if (jump != "") jump = jump not option(name) " "
    else {
      if (name ~ /^-/ && loaded == " " && protocol ~ /^(tcp|udp|icmp|sctp|dccp|icmpv6)$/) {
        tail = tail "-m " protocol " "; loaded = loaded protocol " "
      } else if (name ~ /^--(dport|sport|tcp-flags|syn|icmp-type|destination-port|source-port)$/ && protocol != "" && index(loaded, " " protocol " ") == 0) {
        tail = tail "-m " protocol " "; loaded = loaded protocol " "
      } else if (loaded == " ") { trouble = "unknown option \"" name "\""; return "" }
      if (name == "--destination-port") name = "--dport"
      if (name == "--source-port") name = "--sport"
      tail = tail not option(name) " "
      if (name == "--comment" || name == "--string") tail = tail quote(word[++i]) " "
    }
  }
  if (target == "REJECT" && jump !~ /--reject-with/) jump = jump "--reject-with icmp-port-unreachable "
  head = part["-s"] part["-d"] part["-i"] part["-o"] part["-p"] tail jump
  sub(/ $/, "", head)
  return head
}

# An option stands as it is; what follows it is quoted when it has to be.
function option(text) {
  if (text ~ /^-/ || text !~ /[ "\\]/) return text
  return quote(text)
}

function is_extension(name) {
  return index(" ACCEPT DROP RETURN QUEUE REJECT LOG MASQUERADE SNAT DNAT REDIRECT MARK CONNMARK NOTRACK CT TCPMSS TPROXY NFLOG ULOG SET TEE CHECKSUM AUDIT NFQUEUE DSCP TOS CLASSIFY NETMAP HMARK TTL HL SECMARK CONNSECMARK TRACE ", " " name " ") > 0
}
'
