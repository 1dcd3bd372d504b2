# Sourced by the images' build scripts: Debian packages, the initramfs, and the folder that an image is kept in.
# Such a script sets vm_images, name, inputs, tools, tools_packages and packages_wanted, defines usage, resolve_packages, image_hash and
# build_image, and calls begin and finish.
export LC_ALL=C
umask 077

cache=${BALLAST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ballast}
images=$cache/images
# Debian's, and where that is missing Ubuntu's.
kernel_metas="linux-image-cloud-amd64 linux-image-virtual"
programs="write stream ftq guest-agent session"
cflags="-static -std=c11 -O2 -Wall -Wextra -Werror -pthread -s -ffile-prefix-map=$vm_images=."
# In the order of their dependencies.
modules="virtio/virtio_ring virtio/virtio virtio/virtio_pci_modern_dev virtio/virtio_pci_legacy_dev virtio/virtio_pci
	virtio/virtio_balloon virtio/virtio_mem net/failover net/net_failover net/virtio_net
	char/virtio_console char/hw_random/virtio-rng"

# What was asked for of an image that comes in more than one form.
variant=

say() { echo "image $name: $*" >&2; }

die() {
	say "$1"
	shift
	for line; do echo "  $line" >&2; done
	exit 2
}

refuse() {
	usage >&2
	exit 2
}

# ---- what goes in ----

local_hash() {
	# shellcheck disable=SC2086
	(cd "$vm_images" && sha256sum lib.sh $inputs && echo "$variant") | sha256sum | cut -c 1-12
}

check_tools() {
	[ "$(uname -m)" = x86_64 ] || die "got a host with $(uname -m), want x86_64: the image holds amd64 packages"
	missing=
	for tool in apt-get apt-cache dpkg-deb musl-gcc cpio zstd ssh-keygen flock $tools; do
		command -v "$tool" >/dev/null || missing="$missing $tool"
	done
	[ -z "$missing" ] || die "missing on this host:$missing" \
		"The image is made of Debian packages. On Debian: apt-get install musl-tools cpio zstd openssh-client $tools_packages" \
		"Elsewhere: build it on a Debian 12 machine and copy the folder $images here."
}

# apt with package lists of our own where the host has none or old ones: needs neither root nor a change to the host.
own_lists=
apt() {
	command=$1
	shift
	set -- -q -o APT::Sandbox::User="$(id -un)" "$@"
	[ -z "$own_lists" ] || set -- -o Dir::State::Lists="$cache/apt/lists" -o Dir::Cache="$cache/apt/cache" -o Debug::NoLocking=1 "$@"
	"$command" "$@"
}

update_lists() {
	own_lists=yes
	mkdir -p "$cache/apt/lists/partial" "$cache/apt/cache/archives/partial"
	say "fetching Debian's package lists"
	apt apt-get update -o APT::Update::Error-Mode=any >"$cache/apt/update.log" 2>&1 || die "cannot fetch Debian's package lists; apt-get update says:" \
		"$(tail -n 5 "$cache/apt/update.log")" \
		"Check the network, the proxy and /etc/apt/sources.list; or copy $images from a machine that has the image."
}

resolve_kernel() {
	kernel_packages=
	for meta in $kernel_metas; do
		[ -n "$kernel_packages" ] || kernel_packages=$(apt apt-cache depends "$meta" 2>/dev/null |
			sed -n 's/^ *Depends: \(linux-image-[0-9].*\)/\1/p' | head -n 1)
	done
	[ -n "$kernel_packages" ] || return 1
	# Ubuntu has the modules in a package of their own.
	modules_package=linux-modules-${kernel_packages#linux-image-}
	! apt apt-cache show "$modules_package" >/dev/null 2>&1 || kernel_packages="$kernel_packages $modules_package"
}

# The file names of these packages, as apt stores them.
package_files() {
	# In an empty folder: apt leaves out what it finds there.
	empty=$(mktemp -d)
	uris=$(cd "$empty" && apt apt-get download --print-uris "$@" 2>/dev/null) || uris=
	rmdir "$empty"
	[ -n "$uris" ] || return 1
	echo "$uris" | awk '{ print $2 }'
}

package_name() { echo "${1%%_*}"; }

# Undoes apt's quoting of the epoch's colon.
package_version() { echo "$1" | cut -d _ -f 2 | sed 's/%3a/:/g'; }

resolve() {
	resolved=$(resolve_packages) || {
		[ -n "$own_lists" ] || update_lists
		resolved=$(resolve_packages) || die "Debian's package lists name none of $kernel_metas, or not all of $packages_wanted" \
			"Want a package source of Debian 12 or later, or of Ubuntu, in /etc/apt/sources.list; on other systems copy $images from a Debian machine."
	}
}

# ---- fetching ----

# Into the working folder.
download() {
	for package; do
		set -- "$@" "$(package_name "$package")=$(package_version "$package")"
		shift
	done
	apt apt-get download "$@"
}

# Fetched elsewhere and moved, so that the cache holds only whole packages.
fetch_packages() {
	folder=$(mktemp -d "$cache/packages/fetch.XXXXXX")
	say "fetching $# packages"
	(cd "$folder" && download "$@" >log 2>&1) || {
		tail -n 3 "$folder/log"
		rm -r "$folder"
		return 1
	}
	rm "$folder/log"
	mv "$folder"/* "$cache/packages/"
	rmdir "$folder"
}

fetch_missing() {
	mkdir -p "$cache/packages"
	missing=
	for package in $resolved; do
		[ -e "$cache/packages/$package" ] || missing="$missing $package"
	done
	# shellcheck disable=SC2086
	[ -z "$missing" ] || log=$(fetch_packages $missing) || {
		# The host's lists may name a version that the archive has replaced.
		[ -z "$own_lists" ] || die "cannot fetch$missing; apt-get says:" "$log" \
			"Check the network, or copy $cache/packages from another machine."
		update_lists
		resolve
		hash=$(image_hash)
		fetch_missing
	}
}

unpack() {
	unpacked=$work/unpacked
	say "unpacking the packages"
	for package; do
		dpkg-deb -x "$cache/packages/$package" "$unpacked"
	done
	kernel=$(find "$unpacked/boot" -name 'vmlinuz-*')
	kernel_version=${kernel##*/vmlinuz-}
}

# ---- the initramfs ----

# Where a package put a file: /bin and /lib64 have moved below /usr in later releases.
in_packages() {
	for file in "$unpacked/$1" "$unpacked/usr/$1"; do
		[ ! -e "$file" ] || { echo "$file"; return; }
	done
	die "none of the packages holds /$1:" "$resolved"
}

copy_modules() {
	target=$root/lib/modules/$kernel_version
	mkdir -p "$target"
	for module in $modules; do
		module=$(basename "$module").ko
		found=$(find "$unpacked/lib/modules" "$unpacked/usr/lib/modules" -name "$module*" 2>/dev/null | head -n 1)
		case $found in
		*.ko) cp "$found" "$target/$module" ;;
		*.ko.xz) xz -dc "$found" >"$target/$module" ;;
		*.ko.zst) zstd -qdc "$found" >"$target/$module" ;;
		*)
			grep -qs "/$module\$" "$unpacked/lib/modules/$kernel_version/modules.builtin" "$unpacked/usr/lib/modules/$kernel_version/modules.builtin" ||
				die "the kernel package $kernel_version holds no module $module"
			continue
			;;
		esac
		echo "$module" >>"$target/order"
	done
}

# Into folder $1, which every guest has its programs in.
compile_programs() {
	for program in $programs; do
		# shellcheck disable=SC2086
		(cd "$vm_images" && musl-gcc $cflags -o "$1/$program" "mini/src/$program.c") || die "cannot compile mini/src/$program.c"
	done
}

# What every initramfs of ours begins with, in folder $root.
lay_initramfs() {
	mkdir -p "$root"
	(cd "$root" && mkdir -p bin sbin dev proc sys run tmp etc usr/local/bin usr/bin usr/sbin)
	cp "$(in_packages bin/busybox)" "$root/bin/busybox"
	copy_modules
	cp "$vm_images/mini/init" "$root/init"
}

# One cpio archive of folder $1, the same whenever, wherever and by whomever it is packed.
pack() {
	find "$1" -exec touch -h -d @0 {} +
	(cd "$1" && find . -mindepth 1 | sort | cpio --quiet --reproducible -H newc -R +0:+0 -o)
}

compress() { zstd -q -19 --single-thread -o "$1"; }

# ---- the image's description ----

make_login_key() {
	ssh-keygen -q -t ed25519 -N '' -C "ballast image $hash" -f "$image/id_ed25519"
}

digest() { sha256sum "$1" | cut -d ' ' -f 1; }

# write_manifest USER FILE...: these files' digests go in. Fields of one image come on stdin, each with its comma.
write_manifest() {
	user=$1
	shift
	{
		printf '{\n  "format": 1,\n  "name": "%s",\n  "hash": "%s",\n' "$name" "$hash"
		printf '  "kernel": "vmlinuz",\n  "initrd": "initrd",\n  "kernelVersion": "%s",\n' "$kernel_version"
		printf '  "ssh": {"user": "%s", "port": 22, "privateKey": "id_ed25519", "hostKey": "%s"},\n' "$user" "$host_key"
		printf '  "guestAgent": {"port": "ballast.agent.0"},\n  "console": "ttyS0",\n'
		cat
		printf '  "files": {'
		separator=
		for file; do
			printf '%s"%s": "sha256:%s"' "$separator" "$file" "$(digest "$image/$file")"
			separator=', '
		done
		printf '},\n  "packages": {\n'
		separator=
		for package in $resolved; do
			printf '%s    "%s": "%s"' "$separator" "$(package_name "$package")" "$(package_version "$package")"
			separator=',
'
		done
		printf '\n  }\n}\n'
	} >"$image/image.json"
}

# ---- which of it ----

# Ends where there is nothing to build; else with the packages fetched, in $work, and the lock held. $1: usual options,
# or one of the script's own.
begin() {
	mode=$1
	# The packages are looked up once per change of our own sources, so that nothing is asked of apt when all is there.
	local=$(local_hash)
	stamp=$images/$name-$local.resolved
	if [ "$mode" != --update ] && [ -e "$stamp" ]; then
		{ read -r hash; resolved=$(cat); } <"$stamp"
		case $mode in
		--hash) echo "$hash"; exit 0 ;;
		'') [ ! -e "$images/$name-$hash/image.json" ] || { echo "$images/$name-$hash"; exit 0; } ;;
		esac
		check_tools
	else
		check_tools
		[ "$mode" != --update ] || update_lists
		resolve
		hash=$(image_hash)
		[ "$mode" != --hash ] || { echo "$hash"; exit 0; }
	fi
	mkdir -p "$images"
	exec 9>"$images/.lock"
	flock 9
	fetch_missing
	work=$(mktemp -d "$images/.build.XXXXXX")
	trap 'rm -rf "$work"' EXIT
	trap 'exit 130' INT TERM HUP
}

finish() {
	# Another builder may have been faster.
	if [ ! -e "$images/$name-$hash/image.json" ]; then
		image=$work/image
		mkdir -p "$image"
		build_image
		mv "$image" "$images/$name-$hash"
	fi
	{ echo "$hash"; echo "$resolved"; } >"$work/stamp"
	mv "$work/stamp" "$stamp"
	echo "$images/$name-$hash"
}
