# shellcheck shell=bash disable=SC2154 # variables of settings.sh
# The lab's hosts as an inventory.

print_inventory() { # USER
  local name
  echo 'nodes:'
  echo '  hosts:'
  for name in $(all_hosts); do
    cat <<END
    $name:
      ansible_host: $(address_of "$name")
      ansible_user: $1
      ansible_ssh_private_key_file: $key
      ansible_ssh_common_args: "-o UserKnownHostsFile=$known_hosts -o StrictHostKeyChecking=yes"
END
  done
}
