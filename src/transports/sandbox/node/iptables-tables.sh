# shellcheck shell=dash disable=SC2034,SC2016 # awk, for iptables.sh
# awk: the tables, and what each command does to them. chains[t] lists the chains of a table, policy[t, c] is "-" for
# those somebody made, rules[t, c, 1..count[t, c]] their rules.

iptables_tables='
function builtin(table) {
  if (table == "filter") return "INPUT FORWARD OUTPUT"
  if (table == "nat") return "PREROUTING INPUT OUTPUT POSTROUTING"
  if (table == "mangle") return "PREROUTING INPUT FORWARD OUTPUT POSTROUTING"
  if (table == "raw") return "PREROUTING OUTPUT"
  if (table == "security") return "INPUT FORWARD OUTPUT"
  return ""
}

function fail(code, text) { trouble_code = code; trouble = text; return 0 }

function open_table(table,   n, i, names) {
  if (builtin(table) == "") return fail(3, "can'"'"'t initialize table `" table "'"'"': Table does not exist")
  if (table in chains) return 1
  tables[++table_count] = table
  chains[table] = builtin(table)
  n = split(chains[table], names, " ")
  for (i = 1; i <= n; i++) { policy[table, names[i]] = "ACCEPT"; count[table, names[i]] = 0 }
  return 1
}

function has_chain(table, chain) { return (table, chain) in policy }

function add_chain(table, chain) {
  if (length(chain) > 28) return fail(2, "chain name `" chain "'"'"' too long (must be under 29 chars)")
  if (has_chain(table, chain)) return fail(1, "Chain already exists.")
  chains[table] = chains[table] " " chain
  policy[table, chain] = "-"; count[table, chain] = 0
  return 1
}

function drop_chain(table, chain,   n, i, names, left) {
  n = split(chains[table], names, " "); left = ""
  for (i = 1; i <= n; i++) if (names[i] != chain) left = left (left == "" ? "" : " ") names[i]
  chains[table] = left
  delete policy[table, chain]; delete count[table, chain]
}

function is_used(table, chain,   n, i, k, names) {
  n = split(chains[table], names, " ")
  for (i = 1; i <= n; i++) for (k = 1; k <= count[table, names[i]]; k++) if (goal[table, names[i], k] == chain) return 1
  return 0
}

function empty_table(table,   n, i, names) {
  n = split(chains[table], names, " ")
  for (i = 1; i <= n; i++) {
    count[table, names[i]] = 0
    if (policy[table, names[i]] == "-") drop_chain(table, names[i])
  }
}

function insert_rule(table, chain, at, text, to,   k) {
  for (k = ++count[table, chain]; k > at; k--) { rules[table, chain, k] = rules[table, chain, k - 1]; goal[table, chain, k] = goal[table, chain, k - 1] }
  rules[table, chain, at] = text; goal[table, chain, at] = to
}

function delete_rule(table, chain, at,   k) {
  for (k = at; k < count[table, chain]; k++) { rules[table, chain, k] = rules[table, chain, k + 1]; goal[table, chain, k] = goal[table, chain, k + 1] }
  count[table, chain]--
}

function find_rule(table, chain, text,   k) {
  for (k = 1; k <= count[table, chain]; k++) if (rules[table, chain, k] == text) return k
  return 0
}

# Does the command in word[1..n] to the table. 0 when it fails.
function perform(table, word, n,   verb, chain, at, from, text, to, i, names, m) {
  verb = word[1]; chain = word[2]
  if (verb ~ /^(-N|--new-chain)$/) return add_chain(table, chain)
  if (verb ~ /^(-F|--flush|-Z|--zero|-X|--delete-chain)$/) return perform_all(table, verb, n > 1 ? chain : "")
  if (!has_chain(table, chain)) return fail(1, "No chain/target/match by that name.")
  if (verb ~ /^(-P|--policy)$/) { if (policy[table, chain] == "-") return fail(1, "Bad built-in chain name."); policy[table, chain] = word[3]; return 1 }
  if (verb ~ /^(-E|--rename-chain)$/) return fail(2, "this stand-in cannot rename a chain")
  from = 3; at = 0
  if (verb !~ /^(-A|--append|-C|--check)$/ && word[3] ~ /^[0-9]+$/) { at = word[3] + 0; from = 4 }
  if (verb ~ /^(-D|--delete)$/ && at > 0) {
    if (at > count[table, chain]) return fail(1, "Index of deletion too big.")
    delete_rule(table, chain, at); return 1
  }
  text = canonical(word, from, n); to = target
  if (trouble != "") { trouble_code = 2; return 0 }
  if (verb ~ /^(-C|--check|-D|--delete)$/) {
    at = find_rule(table, chain, text)
    if (at == 0) return fail(1, "Bad rule (does a matching rule exist in that chain?).")
    if (verb ~ /^(-D|--delete)$/) delete_rule(table, chain, at)
    return 1
  }
  if (to != "" && !is_extension(to) && !has_chain(table, to)) return fail(2, "Couldn'"'"'t load target `" to "'"'"':No such file or directory")
  if (verb ~ /^(-A|--append)$/) insert_rule(table, chain, count[table, chain] + 1, text, to)
  else if (verb ~ /^(-I|--insert)$/) {
    if (at == 0) at = 1
    if (at > count[table, chain] + 1) return fail(1, "Index of insertion too big.")
    insert_rule(table, chain, at, text, to)
  } else if (verb ~ /^(-R|--replace)$/) { rules[table, chain, at] = text; goal[table, chain, at] = to }
  else return fail(2, "unknown option \"" verb "\"")
  return 1
}

# Flushes or deletes one chain, or all.
function perform_all(table, verb, chain,   n, i, names) {
  if (chain != "" && !has_chain(table, chain)) return fail(1, "No chain/target/match by that name.")
  if (verb ~ /^(-Z|--zero)$/) return 1
  n = split(chain == "" ? chains[table] : chain, names, " ")
  for (i = 1; i <= n; i++) {
    if (verb ~ /^(-F|--flush)$/) { count[table, names[i]] = 0; continue }
    if (policy[table, names[i]] != "-") { if (chain != "") return fail(1, "Invalid argument."); continue }
    if (count[table, names[i]] > 0) return fail(1, "Directory not empty.")
    if (is_used(table, names[i])) return fail(1, "Too many links.")
    drop_chain(table, names[i])
  }
  return 1
}

# Reads tables in the form of iptables-save from file into memory. Returns the exit code.
function read_tables(file, flush, only,   line, number, table, word, n, result) {
  table = ""; number = 0
  while ((result = (getline line < file)) > 0) {
    number++
    if (line ~ /^#/ || line ~ /^[ \t]*$/) continue
    if (line ~ /^\*/) {
      if (table != "") return refuse(2, number)
      table = substr(line, 2)
      if (!open_table(table)) return refuse(trouble_code, number)
      if (flush && (only == "" || only == table)) empty_table(table)
    } else if (table == "") return refuse(2, number)
    else if (line ~ /^COMMIT *$/) {
      if (!is_dry) keep = snapshot()
      table = ""
    } else if (only != "" && only != table) continue
    else if (line ~ /^:/) {
      split(substr(line, 2), word, /[ \t]+/)
      if (!has_chain(table, word[1])) { if (!add_chain(table, word[1])) return refuse(2, number) }
      else if (policy[table, word[1]] == "-") count[table, word[1]] = 0
      if (word[2] != "-" && policy[table, word[1]] != "-") policy[table, word[1]] = word[2]
    } else {
      sub(/^\[[0-9]+:[0-9]+\] /, "", line)
      n = split_words(line, word)
      if (line ~ /\r$/ || !perform(table, word, n)) return refuse(trouble_code ? trouble_code : 2, number)
    }
  }
  if (table != "") { print program ": COMMIT expected at line " (number + 1) > "/dev/stderr"; return 1 }
  return 0
}

function refuse(code, number) {
  if (trouble != "") print program ": " trouble > "/dev/stderr"
  print "Error occurred at line: " number "\nTry `" program " -h'"'"' or '"'"'" program " --help'"'"' for more information." > "/dev/stderr"
  return code
}

# All tables, or the one named, as iptables-save prints them, without heading.
function snapshot(only,   t, i, k, n, names, text, table) {
  text = ""
  for (t = 1; t <= table_count; t++) {
    table = tables[t]
    if (only != "" && only != table) continue
    text = text "*" table "\n"
    n = split(chains[table], names, " ")
    for (i = 1; i <= n; i++) text = text ":" names[i] " " policy[table, names[i]] " [0:0]\n"
    for (i = 1; i <= n; i++) for (k = 1; k <= count[table, names[i]]; k++) text = text "-A " names[i] " " rules[table, names[i], k] "\n"
    text = text "COMMIT\n"
  }
  return text
}

function store(text) { printf "%s", text > (rules_file ".new"); close(rules_file ".new"); system("mv -f " rules_file ".new " rules_file) }

# Prints the rules of one chain or all: as commands, or as a table for people.
function list(table, chain, as_commands,   n, i, k, names) {
  n = split(chain == "" ? chains[table] : chain, names, " ")
  if (as_commands) for (i = 1; i <= n; i++) print policy[table, names[i]] == "-" ? "-N " names[i] : "-P " names[i] " " policy[table, names[i]]
  for (i = 1; i <= n; i++) {
    if (!as_commands) print (i > 1 ? "\n" : "") "Chain " names[i] " (" (policy[table, names[i]] == "-" ? "user" : "policy " policy[table, names[i]]) ")"
    for (k = 1; k <= count[table, names[i]]; k++) print as_commands ? "-A " names[i] " " rules[table, names[i], k] : rules[table, names[i], k]
  }
}

BEGIN {
  rules_file = ENVIRON["rules"]; program = ENVIRON["program"]; mode = ENVIRON["mode"]
  flush = 1; is_dry = 0; only = ""; n = 0; table = "filter"
  for (i = 1; i < ARGC; i++) {
    a = ARGV[i]
    if (a == "-w" || a == "--wait" || a == "-W" || a == "--wait-interval") { if (ARGV[i + 1] ~ /^[0-9]+$/) i++ }
    else if (a ~ /^(--wait|--wait-interval)=/ || a ~ /^-w[0-9]+$/) continue
    else if (mode == "one" && (a == "-t" || a == "--table")) table = ARGV[++i]
    else if (mode == "one") args[++n] = a
    else if (a == "-T" || a == "--table" || (mode == "save" && a == "-t")) only = ARGV[++i]
    else if (a ~ /^--table=/) only = substr(a, 9)
    else if (a == "-n" || a == "--noflush") flush = 0
    else if (a == "-t" || a == "--test") is_dry = 1
    else if (a == "-h" || a == "--help") { print "Usage: " program " [-c] [-v] [-t] [-n] [-w secs] [-T table] [file]\n  --test --noflush --wait"; exit 0 }
    else if (a == "-V" || a == "--version") { print program " v1.4.21"; exit 0 }
  }
  read_tables(rules_file, 1, "")
  keep = snapshot()
  if (mode == "save") {
    if (snapshot(only) == "") exit 0
    print "# Generated by " program " v1.4.21 on " ENVIRON["now"]
    printf "%s", snapshot(only)
    print "# Completed on " ENVIRON["now"]
    exit 0
  }
  if (mode == "restore") {
    code = read_tables(ENVIRON["input"], flush, only)
    if (!is_dry) store(keep)
    exit code
  }
  if (args[1] == "-V" || args[1] == "--version") { print program " v1.4.21"; exit 0 }
  for (i = 1; i <= n; i++) {
    if (args[i] !~ /^(-n|-v|-x|-nv|-vn|-nvx|--numeric|--verbose|--exact|--line-numbers)$/) { words[++m] = args[i] }
    else if (args[1] !~ /^-/ || m > 0 && words[1] !~ /^(-L|-S|--list|--list-rules)$/ && args[i] !~ /^-(v|n)/) words[++m] = args[i]
  }
  if (!open_table(table)) { print program ": " trouble > "/dev/stderr"; exit 3 }
  if (words[1] ~ /^(-L|-S|--list|--list-rules|-nL|-nvL|-vnL|-Ln|-Lnv)$/) {
    if (words[2] != "" && !has_chain(table, words[2])) { print program ": No chain/target/match by that name." > "/dev/stderr"; exit 1 }
    list(table, words[2], words[1] ~ /S|rules/)
    exit 0
  }
  if (!perform(table, words, m)) { print program ": " trouble > "/dev/stderr"; exit trouble_code }
  store(snapshot())
}
'
