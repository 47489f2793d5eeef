# shellcheck shell=sh
# needs: rr_fact_files

# rr_facts_processor: what the kernel says of its processors, and which of them we may use.
rr_facts_processor() {
  echo facts
  echo '@ machine'
  uname -m
  rr_facts_processor_more=
  if [ -e /proc/xen ] || [ -e /sys/hypervisor/type ]; then rr_facts_processor_more='|flags'; fi
  echo '@ cpuinfo'
  grep -E "^(processor|Processor|vendor_id|Vendor|model name|cpu|physical id|core id|cpu cores|siblings|# processors|ncpus active$rr_facts_processor_more)[[:space:]]*:" \
    /proc/cpuinfo
  echo '@ allowed'
  while read -r rr_facts_processor_key rr_facts_processor_value; do
    [ "$rr_facts_processor_key" != Cpus_allowed_list: ] || printf '%s\n' "$rr_facts_processor_value"
  done </proc/self/status
  rr_fact_files /proc/xen /sys/hypervisor/type
  echo end
}
