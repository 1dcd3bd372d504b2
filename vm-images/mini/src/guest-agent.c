/*
 * Answers the host over the virtio-serial port "ballast.agent.0".
 *
 *   request  <id> <verb>[ <argument>]\n            id: 1 to 18 digits, chosen by the host
 *   reply    <id> ok <bytes>\n<bytes of payload>   or   <id> error <message>\n
 *
 * Empty lines are ignored. So a host that begins each connection with "\n", uses an id only once, and skips what
 * comes before its first reply is in step at once, whatever the connection before it left half said.
 *
 * It must answer while the guest is out of memory: no allocation, no new process, all pages locked, not OOM-killed.
 */
#define _GNU_SOURCE
#include "common.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#define PROGRAM "guest-agent"
#define PORT "ballast.agent.0"

enum {
    MAX_LINE = 4096,
    MAX_PAYLOAD = 1024 * 1024,
    MAX_HEAD = 128,
    /* The driver copies each write into a buffer of that size: one page is what a full guest can still give. */
    CHUNK = 4096,
};

static struct { const char *path; int fd; } samples[] = {
    {"/proc/meminfo", -1}, {"/proc/buddyinfo", -1}, {"/proc/zoneinfo", -1}, {"/proc/uptime", -1}, {"/proc/llfree", -1},
};

static int port = -1;
static char reply[MAX_HEAD + MAX_PAYLOAD];
static char *const payload = reply + MAX_HEAD;

/* ---- sending ---- */

/* Sends all of it, or gives up where the host has gone: the rest would only confuse the next one. */
static void send_all(const char *data, size_t size)
{
    while (size) {
        ssize_t sent = write(port, data, size < CHUNK ? size : CHUNK);
        if (sent > 0) {
            data += sent;
            size -= (size_t) sent;
            continue;
        }
        struct pollfd wait = {.fd = port, .events = POLLOUT};
        if (sent < 0 && errno != EAGAIN && errno != EINTR)
            return;
        if (poll(&wait, 1, -1) > 0 && wait.revents & (POLLHUP | POLLERR | POLLNVAL))
            return;
    }
}

static void answer(const char *id, size_t size)
{
    char head[MAX_HEAD];
    int length = snprintf(head, sizeof head, "%s ok %zu\n", id, size);
    /* Head and payload leave in one piece: one kick of the queue, not two. */
    memcpy(payload - length, head, (size_t) length);
    send_all(payload - length, (size_t) length + size);
}

__attribute__((format(printf, 2, 3)))
static void answer_error(const char *id, const char *format, ...)
{
    char message[MAX_LINE + 256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    int length = snprintf(reply, sizeof reply, "%s error %s\n", id, message);
    send_all(reply, (size_t) length);
}

/* ---- verbs ---- */

/* The bytes of the file from its start, -1 with errno; EFBIG where they do not fit. */
static ssize_t read_whole(int fd, char *buffer, size_t room)
{
    size_t size = 0;
    for (;;) {
        char beyond;
        ssize_t got = size < room ? pread(fd, buffer + size, room - size, (off_t) size) : pread(fd, &beyond, 1, (off_t) size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got < 0 ? -1 : (ssize_t) size;
        if (size == room) {
            errno = EFBIG;
            return -1;
        }
        size += (size_t) got;
    }
}

static void hello(const char *id)
{
    struct timespec up;
    clock_gettime(CLOCK_BOOTTIME, &up);
    int size = snprintf(payload, MAX_PAYLOAD, "ballast-guest-agent 1\nuptime %lld.%02ld\n", (long long) up.tv_sec, up.tv_nsec / 10000000);
    answer(id, (size_t) size);
}

static void sample(const char *id)
{
    size_t size = 0;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        const char *path = samples[i].path;
        if (samples[i].fd < 0)
            continue;
        /* The section's length stands before it and is known after it: read past the room kept for the line. */
        size_t kept = strlen(path) + 32;
        char *section = payload + size, *content = section + kept;
        ssize_t length = -1;
        errno = EFBIG;
        if (size + kept < MAX_PAYLOAD)
            length = read_whole(samples[i].fd, content, MAX_PAYLOAD - size - kept);
        if (length < 0)
            return answer_error(id, "%s: %s", path, strerror(errno));
        int head = snprintf(section, kept, "== %s %zd\n", path, length);
        memmove(section + head, content, (size_t) length);
        size += (size_t) head + (size_t) length;
    }
    answer(id, size);
}

static void read_path(const char *id, const char *path)
{
    char real[PATH_MAX];
    if (path[0] != '/')
        return answer_error(id, "read: got \"%s\", want an absolute path below /proc or /sys", path);
    if (!realpath(path, real))
        return answer_error(id, "read %s: %s", path, strerror(errno));
    if (strncmp(real, "/proc/", 6) && strncmp(real, "/sys/", 5))
        return answer_error(id, "read %s: is %s, want a path below /proc or /sys", path, real);
    int fd = open(real, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return answer_error(id, "read %s: %s", path, strerror(errno));
    ssize_t size = read_whole(fd, payload, MAX_PAYLOAD);
    int error = errno;
    close(fd);
    if (size < 0)
        return answer_error(id, "read %s: %s", path, error == EFBIG ? "larger than 1 MiB" : strerror(error));
    answer(id, (size_t) size);
}

/* ---- requests ---- */

static void handle(char *line, size_t length)
{
    if (!length)
        return;
    size_t digits = strspn(line, "0123456789");
    if (memchr(line, 0, length) || digits < 1 || digits > 18 || line[digits] != ' ')
        return answer_error("0", "want \"<id> <verb>[ <argument>]\"");
    char *id = line, *verb = line + digits + 1, *argument = strchr(verb, ' ');
    line[digits] = 0;
    if (argument)
        *argument++ = 0;
    if (!strcmp(verb, "hello") && !argument)
        hello(id);
    else if (!strcmp(verb, "sample") && !argument)
        sample(id);
    else if (!strcmp(verb, "read") && argument)
        read_path(id, argument);
    else
        answer_error(id, "got \"%s\"%s, want hello, sample, or read <path>", verb, argument ? " with an argument" : "");
}

/* Bytes become lines here; a line too long is dropped up to its end and answered once. */
static void receive(const char *data, size_t size, char *line, size_t *length, int *too_long)
{
    for (size_t i = 0; i < size; i++) {
        if (data[i] != '\n') {
            if (*length < MAX_LINE)
                line[(*length)++] = data[i];
            else
                *too_long = 1;
            continue;
        }
        line[*length] = 0;
        if (*too_long)
            answer_error("0", "line longer than %d bytes", MAX_LINE);
        else
            handle(line, *length);
        *length = 0;
        *too_long = 0;
    }
}

/* Sleeps until the driver's SIGIO says that something has changed: poll() returns at once while the host is away. */
static void wait_for_change(long ms)
{
    sigset_t changed;
    sigemptyset(&changed);
    sigaddset(&changed, SIGIO);
    sigtimedwait(&changed, NULL, &(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000});
}

/* Bytes overtake the message that the host has connected: what comes while it seems away may be from one that is
 * just arriving. 0 where it stays away, and the bytes are what the last one left. */
static int host_is_there(void)
{
    struct pollfd now = {.fd = port};
    for (int slice = 0; slice < 20; slice++) {
        poll(&now, 1, 0);
        if (!(now.revents & POLLHUP))
            return 1;
        wait_for_change(10);
    }
    return 0;
}

/* Serves until the port itself is gone. */
static void serve(void)
{
    char data[MAX_LINE], line[MAX_LINE + 1];
    size_t length = 0;
    int too_long = 0;
    for (;;) {
        ssize_t got = read(port, data, sizeof data);
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
            poll(&(struct pollfd){.fd = port, .events = POLLIN}, 1, -1);
        } else if (got < 0) {
            return;
        } else if (got > 0 && host_is_there()) {
            receive(data, (size_t) got, line, &length, &too_long);
        } else {
            /* What the host before did not finish must not become part of the next one's words. */
            length = 0;
            too_long = 0;
            wait_for_change(1000);
        }
    }
}

/* ---- start ---- */

static int is_our_port(const char *name)
{
    char path[PATH_MAX], text[sizeof PORT + 1] = "";
    snprintf(path, sizeof path, "/sys/class/virtio-ports/%s/name", name);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    ssize_t size = read(fd, text, sizeof text);
    close(fd);
    return size == sizeof PORT && !memcmp(text, PORT "\n", sizeof PORT);
}

static int open_port(void)
{
    DIR *ports = opendir("/sys/class/virtio-ports");
    int fd = -1;
    for (struct dirent *entry; ports && fd < 0 && (entry = readdir(ports));) {
        char path[PATH_MAX];
        if (entry->d_name[0] == '.' || !is_our_port(entry->d_name))
            continue;
        snprintf(path, sizeof path, "/dev/%s", entry->d_name);
        fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    }
    if (ports)
        closedir(ports);
    return fd;
}

/* The port comes a few ms after its driver; a VM without it should not pay for the waiting. */
static void wait_for_port(void)
{
    for (long ms = 2; (port = open_port()) < 0; ms = ms < 500 ? ms * 2 : 1000)
        nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);
    if (fcntl(port, F_SETOWN, getpid()) < 0 || fcntl(port, F_SETFL, O_NONBLOCK | O_ASYNC) < 0)
        leave(PROGRAM, EXIT_FAILURE, 1, "%s: cannot ask for SIGIO", PORT);
}

static void prepare(void)
{
    int score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (score < 0 || write(score, "-1000", 5) != 5)
        leave(PROGRAM, EXIT_FAILURE, 1, "/proc/self/oom_score_adj: cannot set -1000");
    close(score);
    if (mlockall(MCL_CURRENT | MCL_FUTURE) < 0)
        leave(PROGRAM, EXIT_FAILURE, 1, "cannot lock its memory");
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        samples[i].fd = open(samples[i].path, O_RDONLY | O_CLOEXEC);
        if (samples[i].fd < 0 && errno != ENOENT)
            leave(PROGRAM, EXIT_FAILURE, 1, "%s", samples[i].path);
    }
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGIO);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
}

int main(int argc, char **argv)
{
    if (argc == 2 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))) {
        puts("usage: guest-agent\nServes the virtio-serial port " PORT ": hello, sample, read <path below /proc or /sys>.");
        return EXIT_SUCCESS;
    }
    if (argc > 1)
        leave(PROGRAM, EXIT_USAGE, 0, "got \"%s\", want no arguments; see --help", argv[1]);
    prepare();
    for (;;) {
        wait_for_port();
        serve();
        close(port);
    }
}
