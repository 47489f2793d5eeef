# A shell that talks before every command, on both streams, and asks nothing.
echo 'Welcome to this host! Maintenance window: Sundays.'
printf 'binary: \000\001\002\377\376 \033[31mred\033[0m \r\n'
printf '{"rc": 0, "changed": true}\n'
echo 'warning: the disk quota is nearly reached' >&2
