# shellcheck shell=sh

# One line for everything in the working directory: contents of files, types of all else, what links say.
rr_digest_list() {
  find . -type f -exec sha256sum {} +
  find . ! -type f -exec stat -c '%F %N' {} +
}
