/*
 * Talks to the guest agent over QEMU's socket, for the image's test.
 *   test-client SOCKET SECONDS REQUEST...    sends each request with an id of its own and prints "<ms> <first line>",
 *                                            then the payload; "raw:TEXT" sends TEXT as it is and expects no answer.
 * Ends with 1 where an answer does not come in time, 2 on bad usage.
 */
#define _GNU_SOURCE
#include "src/common.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define PROGRAM "test-client"

static int channel;
static uint64_t deadline_ns;
static char buffer[2 * 1024 * 1024];
static size_t filled;

static void send_text(const char *text)
{
    if (send(channel, text, strlen(text), MSG_NOSIGNAL) != (ssize_t) strlen(text))
        leave(PROGRAM, EXIT_FAILURE, 1, "cannot send");
}

static void receive_more(const char *request)
{
    uint64_t now = monotonic_ns();
    int left_ms = now < deadline_ns ? (int) ((deadline_ns - now) / 1000000) : 0;
    struct pollfd wait = {.fd = channel, .events = POLLIN};
    if (poll(&wait, 1, left_ms) != 1)
        leave(PROGRAM, EXIT_FAILURE, 0, "no answer to \"%s\" in time; got %zu bytes", request, filled);
    ssize_t got = recv(channel, buffer + filled, sizeof buffer - 1 - filled, 0);
    if (got <= 0)
        leave(PROGRAM, EXIT_FAILURE, 1, "the socket was closed");
    filled += (size_t) got;
    buffer[filled] = 0;
}

static void consume(size_t size)
{
    memmove(buffer, buffer + size, filled - size + 1);
    filled -= size;
}

static void ask(unsigned long long id, const char *request)
{
    char line[8192], wanted[32], *end;
    uint64_t start = monotonic_ns();
    snprintf(line, sizeof line, "%llu %s\n", id, request);
    int prefix = snprintf(wanted, sizeof wanted, "%llu ", id);
    send_text(line);
    for (;;) {
        while (!(end = memchr(buffer, '\n', filled)))
            receive_more(request);
        if (!strncmp(buffer, wanted, (size_t) prefix))
            break;
        fprintf(stderr, "skipped: %.*s\n", (int) (end - buffer), buffer);
        consume((size_t) (end - buffer) + 1);
    }
    size_t head = (size_t) (end - buffer) + 1, size = 0;
    sscanf(buffer + prefix, "ok %zu", &size);
    while (filled < head + size)
        receive_more(request);
    printf("%.3f ", (double) (monotonic_ns() - start) / 1e6);
    fwrite(buffer, 1, head + size, stdout);
    consume(head + size);
}

int main(int argc, char **argv)
{
    if (argc < 4)
        leave(PROGRAM, EXIT_USAGE, 0, "want SOCKET SECONDS REQUEST...");
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(argv[1]) >= sizeof address.sun_path)
        leave(PROGRAM, EXIT_USAGE, 0, "%s: path too long for a socket", argv[1]);
    strcpy(address.sun_path, argv[1]);
    deadline_ns = monotonic_ns() + parse_count(PROGRAM, "SECONDS", argv[2], 1, 600) * 1000000000;
    channel = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(channel, (struct sockaddr *) &address, sizeof address))
        leave(PROGRAM, EXIT_FAILURE, 1, "%s", argv[1]);
    /* An id used only once, so that an answer to an earlier client is never taken for ours. */
    unsigned long long id = monotonic_ns() % 1000000000000;
    send_text("\n");
    for (int i = 3; i < argc; i++)
        if (!strncmp(argv[i], "raw:", 4))
            send_text(argv[i] + 4);
        else
            ask(++id, argv[i]);
    return EXIT_SUCCESS;
}
