# Sourced by the images' tests: checks, and a VM of $image without KVM. Such a test sets vm_images.
set -u
work=$(mktemp -d)
qemu=
cleanup() {
	[ -z "$qemu" ] || kill -KILL "$qemu" 2>/dev/null
	rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM HUP
passed=0
failed=0

pass() { passed=$((passed + 1)); }

fail() { # fail NAME LINES...
	failed=$((failed + 1))
	printf 'FAILED %s\n' "$1"
	shift
	printf '  %s\n' "$@"
}

check() { # check NAME GOT WANT
	if [ "$2" = "$3" ]; then pass; else fail "$1" "got:  $2" "want: $3"; fi
}

matches() { # matches NAME TEXT REGEX: some line of the text
	if printf '%s\n' "$2" | grep -Eq -- "$3"; then pass; else fail "$1" "got:  $2" "want: $3"; fi
}

refuses() { # refuses NAME CODE REGEX COMMAND...: that exit code, that message, nothing on stdout
	name=$1 code=$2 regex=$3
	shift 3
	out=$("$@" 2>"$work/err")
	check "$name: exit code" "$?" "$code"
	check "$name: stdout" "$out" ''
	matches "$name: message" "$(cat "$work/err")" "$regex"
}

# Ends the test.
summary() {
	echo "$passed passed, $failed failed"
	[ $failed -eq 0 ]
	exit
}

now_ms() { echo $(($(date +%s%N) / 1000000)); }

compile() { # compile PROGRAM SOURCE, of mini's folder
	musl-gcc -static -std=c11 -O2 -Wall -Wextra -Werror -pthread -o "$work/$1" "$vm_images/mini/$2" || exit 2
}

field() { sed -n "s/.*\"$1\": \"\([^\"]*\)\".*/\1/p" "$image/image.json" | head -n 1; }

file_digest() { echo "sha256:$(sha256sum "$1" | cut -d ' ' -f 1)"; }

test_files() { # test_files FILE...
	check 'keys are private' "$(stat -c %a "$image/id_ed25519")" 600
	for file; do
		check "digest of $file" "$(sed -n "s/.*\"$file\": \"\(sha256:[0-9a-f]*\)\".*/\1/p" "$image/image.json")" "$(file_digest "$image/$file")"
	done
}

start_vm() { # start_vm KERNEL-ARGUMENTS QEMU-ARGUMENT...
	arguments=$1
	shift
	qemu-system-x86_64 -nodefaults -no-user-config -display none -M q35 -accel tcg,thread=multi,tb-size=64 -cpu max "$@" \
		-kernel "$image/vmlinuz" -initrd "$image/initrd" -no-reboot -serial "file:$work/console" \
		-append "console=ttyS0 panic=-1 quiet mitigations=off nokaslr tsc=reliable no_timer_check apparmor=0 selinux=0 audit=0 cryptomgr.notests rcupdate.rcu_expedited=1 8250.nr_uarts=1 init_on_alloc=0 nowatchdog $arguments" \
		-chardev "socket,id=mon,path=$work/mon,server=on,wait=off" -mon chardev=mon,mode=readline \
		-netdev user,id=n0,restrict=on,hostfwd=tcp:127.0.0.1:0-:22 -device virtio-net-pci,netdev=n0,romfile= \
		-device virtio-balloon-pci,free-page-reporting=on -device virtio-serial-pci \
		-chardev "socket,id=agent,path=$work/agent,server=on,wait=off" -device virtserialport,chardev=agent,name=ballast.agent.0 \
		2>"$work/qemu-err" &
	qemu=$!
	started=$(now_ms)
	tries=0
	until [ -S "$work/agent" ]; do
		tries=$((tries + 1))
		[ $tries -le 500 ] || { fail 'QEMU starts' "$(cat "$work/qemu-err")"; return 1; }
		sleep 0.01
	done
}

# Asked before the guest is up; the answer is there when the agent has opened its port.
test_boot() {
	out=$("$work/client" "$work/agent" 30 hello 2>&1)
	hello_ms=$(($(now_ms) - started))
	matches 'guest agent: hello' "$out" '^ballast-guest-agent 1$'
	while ! grep -q '^ballast-guest ' "$work/console" && [ $(($(now_ms) - started)) -lt 30000 ]; do sleep 0.01; done
	matches 'console' "$(tr -d '\r' <"$work/console")" '^ballast-guest ready$'
	[ $hello_ms -le 15000 ] && pass || fail 'ready within 15 s' "$hello_ms ms"
	check 'no step of /init failed' "$(grep -c 'ballast-guest failed' "$work/console")" 0
}

ask() { "$work/client" "$work/agent" 10 "$@" 2>&1; }

# Finds the port that the kernel chose, from the monitor, and expects the image's host key there.
prepare_ssh() {
	port=$("$work/client" "$work/mon" 5 'raw:info usernet
' dump:500 |
		tr -d '\r' | sed -n 's/.*HOST_FORWARD] *[0-9]* *127.0.0.1 *\([0-9]*\).*/\1/p' | head -n 1)
	echo "[127.0.0.1]:$port $(field hostKey)" >"$work/known_hosts"
}

guest_within() { # guest_within SECONDS COMMAND
	seconds=$1
	shift
	timeout "$seconds" ssh -F none -i "$image/id_ed25519" -o IdentitiesOnly=yes -o StrictHostKeyChecking=yes -o "UserKnownHostsFile=$work/known_hosts" \
		-o BatchMode=yes -o ConnectTimeout=10 -p "$port" "$(field user)@127.0.0.1" "$@"
}

guest() { guest_within 30 "$@"; }

test_poweroff() { # test_poweroff COMMAND
	start=$(now_ms)
	guest "$1" >/dev/null 2>&1
	tries=0
	while kill -0 "$qemu" 2>/dev/null && [ $tries -lt 500 ]; do
		tries=$((tries + 1))
		sleep 0.01
	done
	if kill -0 "$qemu" 2>/dev/null; then
		fail 'poweroff ends QEMU' 'still running after 5 s'
	else
		wait "$qemu"
		check 'poweroff ends QEMU' $? 0
		qemu=
	fi
	off_ms=$(($(now_ms) - start))
}
