# shellcheck shell=dash
# Keeping one's own rules in a firewall that belongs to others too: used by the stand-ins of docker and the node service.

newline='
'

# Reads rules in the form of iptables-save and sees to it that they are there: chains of its own with exactly these
# rules, single rules of a built-in chain at its top, in the order given. Chains named in $1 keep what others put there.
rules_ensure() {
  local keep=$1 there section='' table='' line chain inserts='' own='' batch='' ours='' missing=no
  there="$newline$(iptables-save)$newline"
  while IFS= read -r line; do
    case $line in
      '*'*)
        table=${line#?} inserts='' own='' ours='' missing=no section=''
        # Names repeat from table to table: look in this one only.
        case $there in
          *"$newline*$table$newline"*)
            section=${there#*"$newline*$table$newline"}
            section=$newline${section%%"$newline"COMMIT*}$newline
            ;;
        esac
        ;;
      ':'*)
        chain=${line#:} chain=${chain%% *}
        case $section in
          *"$newline:$chain "*) case " $keep " in *" $chain "*) continue ;; esac ;;
          *) missing=yes ;;
        esac
        ours="$ours $chain" own="$own:$chain - [0:0]$newline"
        ;;
      -A*)
        chain=${line#-A } chain=${chain%% *}
        case $section in
          *"$newline$line$newline"*) case " $ours " in *" $chain "*) ;; *) continue ;; esac ;;
          *) missing=yes ;;
        esac
        case " $ours " in
          *" $chain "*) own="$own$line$newline" ;;
          # Each is put at the top, so the last one comes first.
          *) inserts="-I ${line#-A }$newline$inserts" ;;
        esac
        ;;
      COMMIT) [ "$missing" = no ] || batch="$batch*$table$newline$own$inserts$line$newline" ;;
    esac
  done
  [ -z "$batch" ] || printf '%s' "$batch" | iptables-restore -w --noflush
}
