# shellcheck shell=sh

# Sets rr_new to a name beside $1 that is free for what will replace it, and removes what an earlier try left there.
# Whoever writes to it must not follow a link that somebody may put there: O_EXCL (`set -C`), or cp and ln.
rr_temporary() {
  rr_new=${1%/*}/.rulerun-$rr_id-$rr_op
  rm -rf -- "$rr_new"
}
