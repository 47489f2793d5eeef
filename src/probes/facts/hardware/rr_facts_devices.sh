# shellcheck shell=sh
# needs: rr_fact_files

# rr_facts_devices: block devices, their partitions, and the links that lead to them.
rr_facts_devices() {
  echo facts
  echo '@ links'
  for rr_facts_devices_folder in /dev/disk/by-id /dev/disk/by-uuid /dev/disk/by-label /sys/block; do
    [ -d "$rr_facts_devices_folder" ] || continue
    printf '%s:\n' "$rr_facts_devices_folder"
    ls -l "$rr_facts_devices_folder"
  done
  echo '@ pci'
  PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
  ! command -v lspci >/dev/null 2>&1 || timeout 20 lspci -D 2>/dev/null
  rr_fact_files '/sys/block/*/size' '/sys/block/*/removable' '/sys/block/*/queue/rotational' \
    '/sys/block/*/queue/scheduler' '/sys/block/*/queue/logical_block_size' '/sys/block/*/queue/hw_sector_size' \
    '/sys/block/*/queue/discard_granularity' '/sys/block/*/device/vendor' '/sys/block/*/device/model' \
    '/sys/block/*/device/serial' '/sys/block/*/device/sas_address' '/sys/block/*/device/sas_device_handle' \
    '/sys/block/*/dm/name' '/sys/block/*/slaves/*' '/sys/block/*/holders/*' \
    '/sys/block/*/*/start' '/sys/block/*/*/size' '/sys/block/*/*/holders/*'
  echo end
}
