/*
 * A program that tests take for QEMU: it understands the arguments that matter, speaks QMP on a UNIX socket, and holds as much
 * memory as its guest would. Its name, argv[0], tells which build it is: one that ends in "huge" has the balloon, whose events
 * carry a wrong value; any other has HyperAlloc's device instead.
 *
 * Words after -append that only it knows: fake.floor=MIB, the least it can be shrunk to; fake.driver-after=N, requests that
 * have no effect before the guest's driver is up; fake.inactive, no driver at all.
 */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define MIB (1L << 20)
#define HUGE_PAGE (2 * MIB)

static int huge, inactive, driver_after;
static long memory = 128 * MIB, floor_size = HUGE_PAGE, actual;
static char *ram;
static FILE *client;

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static void say(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vfprintf(client, format, arguments);
	va_end(arguments);
	fputs("\r\n", client);
	fflush(client);
}

static void mark(const char *name)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	fprintf(stderr, "qemu-system-x86_64: info: %s_%s %lld ns\n", huge ? "virtio_balloon" : "llfree_balloon", name,
		now.tv_sec * 1000000000LL + now.tv_nsec);
}

/* The value of a key in a flat JSON object, from behind its colon; NULL if it has none. */
static const char *value_of(const char *json, const char *key)
{
	char quoted[64];
	snprintf(quoted, sizeof quoted, "\"%s\"", key);
	const char *at = strstr(json, quoted);
	return at ? at + strlen(quoted) + strspn(at + strlen(quoted), " :") : NULL;
}

static void resize(long target)
{
	long size = (target + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
	if (size > memory)
		size = memory;
	if (size < floor_size)
		size = floor_size;
	mark("start");
	if (size == actual || driver_after-- > 0)
		return;
	if (size < actual && madvise(ram + size, actual - size, MADV_DONTNEED))
		die("madvise");
	/* the guest touches what it is given back, so that it can be seen */
	if (size > actual)
		memset(ram + actual, 1, size - actual);
	fprintf(stderr, "update balloon size %ld->%ld: %ld\n", actual, size, size - actual);
	actual = size;
	mark("end");
}

static void answer(const char *line)
{
	static const char commands[] = "{\"name\": \"%s\"}, {\"name\": \"query-%s\"}, {\"name\": \"quit\"}";
	const char *id = value_of(line, "id"), *execute = value_of(line, "execute");
	const char *device = huge ? "balloon" : "llfree-balloon";
	char name[64] = "", reply[4096] = "{}", query[64];
	if (!execute || sscanf(execute, "\"%63[^\"]", name) != 1)
		return;
	snprintf(query, sizeof query, "query-%s", device);
	if (!strcmp(name, device) || !strcmp(name, query)) {
		const char *value = value_of(line, "value");
		if (inactive) {
			say("{\"error\": {\"class\": \"DeviceNotActive\", \"desc\": \"No %s device has been activated\"}, \"id\": %.*s}",
			    huge ? "balloon" : "llfree balloon", (int)strcspn(id, ",}"), id);
			return;
		}
		if (value)
			resize(atol(value));
		else
			snprintf(reply, sizeof reply, "{\"actual\": %ld}", actual);
		if (value && huge)
			say("{\"timestamp\": {}, \"event\": \"BALLOON_CHANGE\", \"data\": {\"actual\": 4096}}");
	} else if (!strcmp(name, "query-commands")) {
		int length = snprintf(reply, sizeof reply, "[");
		length += snprintf(reply + length, sizeof reply - length, commands, device, device);
		snprintf(reply + length, sizeof reply - length, "]");
	} else if (!strcmp(name, "query-memory-devices")) {
		strcpy(reply, "[]");
	} else if (!strcmp(name, "human-monitor-command") && strstr(line, "device_add help")) {
		snprintf(reply, sizeof reply, "\"name \\\"virtio-%s-pci\\\", bus PCI, alias \\\"virtio-%s\\\"\\r\\n"
			 "name \\\"vfio-pci\\\", bus PCI, desc \\\"VFIO-based PCI device assignment\\\"\\r\\n\"", device, device);
	} else if (!strcmp(name, "human-monitor-command") && strstr(line, "info usernet")) {
		strcpy(reply, "\"  TCP[HOST_FORWARD]  12  127.0.0.1  2222  10.0.2.15  22\\r\\n\"");
	} else if (!strcmp(name, "human-monitor-command") && strstr(line, "gpa2hva 0x")) {
		snprintf(reply, sizeof reply, "\"Host virtual address for it is %p\\r\\n\"",
			 (void *)(ram + strtol(strstr(line, "gpa2hva 0x") + 8, NULL, 16)));
	}
	say("{\"return\": %s, \"id\": %.*s}", reply, (int)strcspn(id, ",}"), id);
}

static void serve(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	snprintf(address.sun_path, sizeof address.sun_path, "%.*s", (int)strcspn(path, ","), path);
	int server = socket(AF_UNIX, SOCK_STREAM, 0);
	if (server < 0 || bind(server, (struct sockaddr *)&address, sizeof address) || listen(server, 1))
		die(address.sun_path);
	int connection = accept(server, NULL, NULL);
	FILE *commands = connection < 0 ? NULL : fdopen(dup(connection), "r");
	if (!commands || !(client = fdopen(connection, "w")))
		die("accept");
	say("{\"QMP\": {\"version\": {\"qemu\": {\"major\": 8}}, \"capabilities\": [\"oob\"]}}");
	char *line = NULL;
	size_t room = 0;
	while (getline(&line, &room, commands) > 0)
		answer(line);
}

int main(int count, char **words)
{
	const char *qmp = NULL;
	int machine = 1;
	size_t length = strlen(words[0]);
	huge = length >= 4 && !strcmp(words[0] + length - 4, "huge");
	for (int i = 1; i < count; i++) {
		const char *next = i + 1 < count ? words[i + 1] : "", *found;
		if (!strcmp(words[i], "--version")) {
			puts("QEMU emulator version 8.2.50 (fake)");
			return 0;
		} else if (strstr(words[i], "isa-debug-exit")) {
			return 33; /* as the probe guest of the accelerator ends */
		} else if (!strcmp(words[i], "-qmp")) {
			qmp = next + strlen("unix:");
		} else if (!strcmp(words[i], "-m")) {
			memory = atol(next) * MIB;
		} else if (!strncmp(words[i], "none,accel=", strlen("none,accel="))) {
			machine = 0;
		} else if (!strcmp(words[i], "-append")) {
			if ((found = strstr(next, "fake.floor=")))
				floor_size = atol(found + strlen("fake.floor=")) * MIB;
			if ((found = strstr(next, "fake.driver-after=")))
				driver_after = atoi(found + strlen("fake.driver-after="));
			inactive = strstr(next, "fake.inactive") != NULL;
		} else if (!huge && strstr(words[i], "virtio-llfree-balloon") && !strstr(words[i], "iothread-vq-mapping")) {
			abort(); /* as theirs does */
		}
	}
	ram = mmap(NULL, memory, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (ram == MAP_FAILED || madvise(ram, memory, MADV_NOHUGEPAGE))
		die("memory");
	if (machine)
		memset(ram, 1, memory); /* a guest that was up for a while */
	actual = memory;
	if (!qmp)
		return 1;
	serve(qmp);
	return 0;
}
