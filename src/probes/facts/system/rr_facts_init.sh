# shellcheck shell=sh
# needs: rr_fact_files

# rr_facts_init: what tells which program keeps the services.
rr_facts_init() {
  echo facts
  rr_fact_files /proc/1/comm /run/systemd/system /dev/.run/systemd /dev/.systemd /etc/init /sbin/openrc /etc/init.d \
    /etc/openwrt_release
  echo '@ programs'
  PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
  command -v systemctl
  command -v initctl
  echo '@ init'
  readlink /sbin/init
  echo end
}
