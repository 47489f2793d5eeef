# shellcheck shell=sh

# rr_facts_local FOLDER SECONDS: the files `*.fact` of a folder. Each begins with a line `fact KIND PATH`; then comes, as
# base64, its text or what it prints when it is a program; then a line `said`, and, as base64, what the program wrote to
# standard error with its exit code as the last line.
rr_facts_local() {
  echo facts
  exec 5>&1
  for rr_facts_local_path in "$1"/*.fact; do
    [ -e "$rr_facts_local_path" ] || continue
    # By the bit and not by what we may do: to root busybox says of everything that it can be run.
    case $(stat -L -c %A "$rr_facts_local_path") in
      ???[xs]*)
        printf 'fact program %s\n' "$rr_facts_local_path"
        rr_facts_local_said=$({ {
          timeout "$2" "$rr_facts_local_path" </dev/null
          echo "$?" >&2
        } | base64 >&5; } 2>&1)
        echo said
        printf '%s\n' "$rr_facts_local_said" | base64
        ;;
      *)
        printf 'fact text %s\n' "$rr_facts_local_path"
        base64 <"$rr_facts_local_path"
        echo said
        ;;
    esac
  done
  echo end
}
