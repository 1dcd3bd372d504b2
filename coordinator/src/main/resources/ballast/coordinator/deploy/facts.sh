# facts JAVA INSTALL QEMU: what this host is like, a line "key value" each.
java=$1
folder=$2
qemu=$3
fact() { echo "$1 $2"; }
fact java "$("$java" -version 2>&1 </dev/null | tr '\n\t' '  ')"
fact qemu "$(command -v -- "$qemu")"
if [ ! -c /dev/kvm ]; then
	fact kvm missing
elif [ -r /dev/kvm ] && [ -w /dev/kvm ]; then
	fact kvm usable
else
	fact kvm forbidden
fi
until [ -d "$folder" ]; do folder=${folder%/*}/.; folder=${folder%/.}; [ -n "$folder" ] || folder=/; done
fact disk-kib "$(df -Pk "$folder" | awk 'NR == 2 { print $4 }')"
if [ -w "$folder" ]; then fact writable yes; else fact writable no; fi
fact memory-kib "$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo)"
if [ -d /run/systemd/system ] && [ "$(id -u)" = 0 ]; then fact init systemd; else fact init none; fi
missing=
for tool in awk cut df find grep sed setsid sha256sum stat tail tr xargs; do
	command -v $tool >/dev/null || missing="$missing $tool"
done
fact missing "$missing"
