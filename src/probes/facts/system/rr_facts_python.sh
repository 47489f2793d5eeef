# shellcheck shell=sh

# rr_facts_python: what the first Python that is there tells of itself.
rr_facts_python() {
  echo facts
  echo '@ python'
  for rr_facts_python_path in /usr/bin/python3 /usr/libexec/platform-python /usr/bin/python python3 python; do
    command -v "$rr_facts_python_path" >/dev/null 2>&1 || continue
    timeout 20 "$rr_facts_python_path" -c 'import sys, platform
try:
  from ssl import SSLContext as context
except ImportError:
  context = None
try:
  kind = sys.implementation.name
except AttributeError:
  kind = sys.subversion[0]
print(sys.executable)
print("%s %s %s %s %s" % tuple(sys.version_info))
print(platform.python_version())
print(kind.lower() + " " + str(context is not None))' 2>/dev/null && break
  done
  echo end
}
