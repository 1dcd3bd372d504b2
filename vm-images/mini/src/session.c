/* The login shell: the SSH server is safe from the OOM killer, what runs in its sessions must not be. */
#define _GNU_SOURCE
#include "common.h"

#include <fcntl.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    (void) argc;
    int score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (score < 0 || write(score, "0", 1) != 1)
        leave("session", EXIT_FAILURE, 1, "/proc/self/oom_score_adj: cannot set 0");
    setenv("PATH", "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", 1);
    /* argv[0] stays: "-session" asks for a login shell. */
    argv[0] = argv[0][0] == '-' ? "-sh" : "sh";
    execv("/bin/sh", argv);
    leave("session", EXIT_FAILURE, 1, "/bin/sh");
}
