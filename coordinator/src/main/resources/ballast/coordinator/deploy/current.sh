# current INSTALL: the digest of the current release, nothing if there is none.
link=$(readlink -- "$1/current") && echo "${link##*/}"
exit 0
