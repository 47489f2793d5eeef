# shellcheck shell=sh

# Changes one chain rule by rule, by what its input says, a line each:
#   p PROGRAM, t TABLE, c CHAIN; o RULE for each known rule; k RULE for each known rule that is there at the beginning;
#   m: the chain must be made first; u: this is an undo; then
#   + N, - N or x begin a step: put in behind N known rules, take out behind N known rules, take out by specification;
#   n RULE what follows, s N how many of that text to pass, l RULE the known rule itself, w WORD each of its words, . does it;
#   d: the chain goes, if it is empty; e: the end.
#
# Before and after each step the known rules must stand as the steps so far have left them, whatever rules of others come
# and go between them: otherwise it ends and says so. An undo first finds the step that the chain stands at, so that it
# goes back from anywhere, and does nothing when done twice.
LC_ALL=C
export LC_ALL
newline='
'
program='' table='' chain='' own='' want='' undo='' make='' met='' absent='' moves=0

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

rules() {
  rules_do=$1
  shift
  "$program" -w -t "$table" "$rules_do" "$@" </dev/null
}

known() {
  case $newline$own in
    *"$newline$1$newline"*) return 0 ;;
  esac
  return 1
}

look() {
  all=$(rules -S "$chain" 2>/dev/null) || return 1
  now=$(printf '%s\n' "$all" | while IFS= read -r line; do
    ! known "$line" || printf '%s\n' "$line"
  done)
}

# The list $2 with the line $3 behind $1 others; without $3, the list without its line behind $1 others.
spliced() {
  { [ -z "$2" ] || printf '%s\n' "$2"; } | {
    spliced=0
    while IFS= read -r line; do
      if [ "$spliced" -ne "$1" ]; then
        printf '%s\n' "$line"
      elif [ $# -eq 3 ]; then
        printf '%s\n%s\n' "$3" "$line"
      fi
      spliced=$((spliced + 1))
    done
    [ $# -eq 2 ] || [ "$1" -lt "$spliced" ] || printf '%s\n' "$3"
  }
}

# The number of the rule behind $1 known ones: of the known one itself, or of the rule $2 when that stands before it,
# behind $3 of the same text.
number() {
  printf '%s\n' "$all" | {
    number=0 passed=0 found='' skip=$3
    while IFS= read -r line; do
      case $line in
        "-A $chain" | "-A $chain "*) number=$((number + 1)) ;;
        *) continue ;;
      esac
      if [ "$passed" -eq "$1" ] && [ "$line" = "$2" ]; then
        found=$number skip=$((skip - 1))
        [ "$skip" -ge 0 ] || break
      fi
      known "$line" || continue
      if [ "$passed" -eq "$1" ]; then
        found=${found:-$number}
        break
      fi
      passed=$((passed + 1))
    done
    echo "${found:-$((number + 1))}"
  }
}

begin() {
  if [ -n "$make" ]; then
    ! look || fail "the chain $chain has come meanwhile: run it again"
    rules -N "$chain" || fail "the chain $chain could not be made"
  fi
  if look; then
    :
  elif ! rules -S >/dev/null; then
    fail "$program does not tell the rules of the table $table"
  elif [ -n "$undo" ]; then
    absent=yes
  else
    fail "the chain $chain is gone meanwhile: run it again"
  fi
  [ "$now" != "$want" ] || met=yes
  [ -n "$undo" ] || [ -n "$met" ] ||
    fail "the rules of $chain have changed since they were looked at: nothing was done to them, run it again"
}

check() {
  look && [ "$now" = "$want" ] ||
    fail "somebody else changes the rules of $chain at the same time: compare with $program -t $table -S $chain"
}

put() {
  if [ -z "$text" ]; then
    ! rules -C "$chain" "$@" 2>/dev/null || fail "$chain has this rule meanwhile, or in other words: $*"
  fi
  place=$(number "$at" "$next" "$skips")
  rules -I "$chain" "$place" "$@" || fail "$program refuses to put this into $chain: $*"
  [ -z "$text" ] || want=$(spliced "$at" "$want" "$text")
  if [ -z "$text" ] && ! rules -C "$chain" "$@" 2>/dev/null; then
    rules -D "$chain" "$place"
    fail "$program does not find this again once it is in $chain: $*"
  fi
  check
}

cut() {
  rules -D "$chain" "$(number "$at" '' 0)" || fail "$program does not take this out of $chain: $text"
  want=$(spliced "$at" "$want")
  check
}

out() {
  if [ -z "$met" ] && [ "$moves" -gt 0 ]; then
    fail "the rules of $chain are neither as before the change nor as after it: they are left as they are"
  fi
  ! rules -C "$chain" "$@" 2>/dev/null || rules -D "$chain" "$@" || fail "$program does not take this out of $chain: $*"
}

# Goes back past a step that was not done.
pass() {
  case $step in
    +) want=$(spliced "$at" "$want" "$text") ;;
    -) want=$(spliced "$at" "$want") ;;
  esac
  [ "$now" != "$want" ] || met=yes
}

perform() {
  [ "$step" = x ] || moves=$((moves + 1))
  if [ -n "$absent" ]; then
    [ "$step" != + ] || fail "the chain $chain is gone, and with it: $text"
  elif [ "$step" = x ]; then
    out "$@"
  elif [ -z "$met" ]; then
    pass
  elif [ "$step" = + ]; then
    put "$@"
  else
    cut
  fi
}

now=''
while IFS= read -r input; do
  value=${input#??}
  case $input in
    'p '*) program=$value ;;
    't '*) table=$value ;;
    'c '*) chain=$value ;;
    'o '*) own=$own$value$newline ;;
    'k '*) want=${want:+$want$newline}$value ;;
    u) undo=yes ;;
    m) make=yes ;;
    b) begin ;;
    '+ '* | '- '* | 'x '*)
      step=${input%% *} at=$value next='' skips=0 text=''
      set --
      ;;
    'n '*) next=$value ;;
    's '*) skips=$value ;;
    'l '*) text=$value ;;
    'w '*) set -- "$@" "$value" ;;
    .) perform "$@" ;;
    d) [ -n "$absent" ] || rules -X "$chain" || fail "the chain $chain is not empty, or rules lead to it: it stays" ;;
    e)
      [ -n "$absent" ] || [ -n "$met" ] || [ "$moves" -eq 0 ] ||
        fail "the rules of $chain are neither as before the change nor as after it: they are left as they are"
      exit 0
      ;;
  esac
done
fail 'the steps did not arrive whole'
