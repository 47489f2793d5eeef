# The work of tasks.yml as an administrator would write it for one `ssh HOST sh -s`.
set -e
uptime
[ -d /srv/bench ] || mkdir -m 0755 /srv/bench
stat /etc/passwd
[ -e /etc/passwd ]
cat >/srv/bench/small.conf.new <<'END'
# A small file.
interval = 30
retries = 3
END
if cmp -s /srv/bench/small.conf.new /srv/bench/small.conf; then
  rm /srv/bench/small.conf.new
else
  chmod 0644 /srv/bench/small.conf.new
  mv /srv/bench/small.conf.new /srv/bench/small.conf
fi
grep -qxF 'limit = 10' /srv/lines.conf || echo 'limit = 10' >>/srv/lines.conf
[ -e /srv/bench/one ] || touch /srv/bench/one
[ -e /srv/bench/two ] || touch /srv/bench/two
[ -e /srv/bench/three ] || touch /srv/bench/three
[ -e /srv/bench/four ] || touch /srv/bench/four
