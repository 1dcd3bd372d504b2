/*
 * Starts one program and sees to it that it ends: with its own end, on request, or when the agent is gone.
 *
 *   guard --pid-file FILE --log FILE [--cpus LIST] [--cgroup FILE] -- PROGRAM ARGUMENTS...
 *
 * stdin is a pipe from the agent: "term" and "kill" lines send that signal, its end means that the agent is gone.
 * stdout tells the agent, a line each:
 *   pid N                       running; FILE holds N as well
 *   exec-failed ERRNO TEXT      it could not be started, or its log or pid file not be written; exit code 127
 *   exited CODE                 exit code CODE
 *   signalled NUMBER            exit code 128 + NUMBER
 *   killed-by-eof               the agent has gone and the program was killed, exit code 0
 *
 * One thread only: the kernel's parent-death signal comes when the *thread* that forked ends.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum { EXIT_USAGE = 2, EXIT_NOT_STARTED = 127 };

struct order {
    const char *pid_file, *log, *cgroup;
    cpu_set_t cpus;
    int pinned;
    char **command;
};

/* The agent reads stdout only: what kept the program from starting is told there as well. */
__attribute__((noreturn, format(printf, 3, 4)))
static void leave(int code, int with_errno, const char *format, ...)
{
    int saved = errno;
    char text[4200];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    fprintf(stderr, with_errno ? "guard: %s: %s\n" : "guard: %s\n", text, strerror(saved));
    if (code == EXIT_NOT_STARTED)
        printf("exec-failed %d %s: %s\n", saved, text, strerror(saved));
    exit(code);
}

/* The agent may be gone already: a line that nobody reads is no reason to end early. */
__attribute__((format(printf, 1, 2)))
static void tell(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    fflush(stdout);
}

/* ---- arguments ---- */

static unsigned long parse_cpu(const char **text, const char *list)
{
    char *end;
    unsigned long cpu = strtoul(*text, &end, 10);
    if (**text < '0' || **text > '9' || cpu >= CPU_SETSIZE)
        leave(EXIT_USAGE, 0, "--cpus: got \"%s\", want a list such as 0,2,4-5 of CPUs below %d", list, CPU_SETSIZE);
    *text = end;
    return cpu;
}

static void parse_cpus(const char *list, cpu_set_t *cpus)
{
    CPU_ZERO(cpus);
    for (const char *text = list;; text++) {
        unsigned long first = parse_cpu(&text, list), last = first;
        if (*text == '-') {
            text++;
            last = parse_cpu(&text, list);
        }
        if (last < first || (*text && *text != ','))
            leave(EXIT_USAGE, 0, "--cpus: got \"%s\", want a list such as 0,2,4-5", list);
        for (unsigned long cpu = first; cpu <= last; cpu++)
            CPU_SET(cpu, cpus);
        if (!*text)
            return;
    }
}

static struct order parse_arguments(int argc, char **argv)
{
    static const struct option options[] = {
        {"pid-file", required_argument, NULL, 'p'}, {"log", required_argument, NULL, 'l'},
        {"cpus", required_argument, NULL, 'c'}, {"cgroup", required_argument, NULL, 'g'}, {"help", no_argument, NULL, 'h'}, {0},
    };
    struct order order = {0};
    for (int option; (option = getopt_long(argc, argv, "+h", options, NULL)) != -1;)
        switch (option) {
        case 'p': order.pid_file = optarg; break;
        case 'l': order.log = optarg; break;
        case 'c': parse_cpus(optarg, &order.cpus); order.pinned = 1; break;
        case 'g': order.cgroup = optarg; break;
        case 'h':
            puts("usage: guard --pid-file FILE --log FILE [--cpus LIST] [--cgroup FILE] -- PROGRAM ARGUMENTS...\n"
                 "Runs PROGRAM on the CPUs of LIST, in the control group whose cgroup.procs is FILE, its output appended to the log, until it ends, stdin closes, or stdin says\n"
                 "term or kill. Tells on stdout: pid N, then exited CODE, signalled NUMBER, killed-by-eof or exec-failed ERRNO TEXT.");
            exit(EXIT_SUCCESS);
        default: exit(EXIT_USAGE);
        }
    if (!order.pid_file || !order.log || optind == argc)
        leave(EXIT_USAGE, 0, "want --pid-file FILE --log FILE -- PROGRAM; see --help");
    order.command = argv + optind;
    return order;
}

/* ---- the child ---- */

/* What of the child's way to exec failed, and why. */
struct obstacle {
    int in_cgroup, error;
};

/* So that all of the program's memory is charged to the group: what was touched before would stay with the agent's. */
static int join(const char *processes)
{
    int group = open(processes, O_WRONLY | O_CLOEXEC);
    if (group < 0)
        return -1;
    ssize_t written = write(group, "0", 1); /* whoever writes it */
    int saved = errno;
    close(group);
    errno = saved;
    return written == 1 ? 0 : -1;
}

/* Runs in the child; whatever fails goes to the guard through the pipe, which a successful exec closes. */
static void become(const struct order *order, int status, int log, pid_t guard, const sigset_t *signals)
{
    struct obstacle obstacle = {0};
    int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
    /* The parent may have ended between fork and prctl: then nobody would ever send the signal. */
    if (order->cgroup && join(order->cgroup))
        obstacle.in_cgroup = 1;
    else if (!setpgid(0, 0) && !prctl(PR_SET_PDEATHSIG, SIGKILL) && getppid() == guard
        && (!order->pinned || !sched_setaffinity(0, sizeof order->cpus, &order->cpus))
        && null >= 0 && dup2(null, 0) == 0 && dup2(log, 1) == 1 && dup2(log, 2) == 2) {
        signal(SIGPIPE, SIG_DFL);
        signal(SIGINT, SIG_DFL);
        sigprocmask(SIG_SETMASK, signals, NULL);
        execvp(order->command[0], order->command);
    }
    obstacle.error = errno;
    if (write(status, &obstacle, sizeof obstacle) != sizeof obstacle)
        _exit(EXIT_NOT_STARTED - 1);
    _exit(EXIT_NOT_STARTED);
}

/* What the agent left open for itself is not the program's: everything from 3 on ends at exec. */
static void close_all_on_exec(void)
{
    DIR *open_files = opendir("/proc/self/fd");
    if (!open_files)
        leave(EXIT_NOT_STARTED, 1, "/proc/self/fd");
    for (struct dirent *entry; (entry = readdir(open_files));) {
        int fd = atoi(entry->d_name);
        if (fd > STDERR_FILENO)
            fcntl(fd, F_SETFD, FD_CLOEXEC);
    }
    closedir(open_files);
}

static pid_t start(const struct order *order, const sigset_t *signals)
{
    int status[2];
    struct obstacle obstacle = {0};
    int log = open(order->log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (log < 0)
        leave(EXIT_NOT_STARTED, 1, "--log: %s", order->log);
    if (pipe2(status, O_CLOEXEC))
        leave(EXIT_NOT_STARTED, 1, "pipe");
    pid_t guard = getpid(), child = fork();
    if (child < 0)
        leave(EXIT_NOT_STARTED, 1, "fork");
    if (child == 0)
        become(order, status[1], log, guard, signals);
    close(status[1]);
    close(log);
    ssize_t got = read(status[0], &obstacle, sizeof obstacle);
    close(status[0]);
    if (got == 0)
        return child;
    waitpid(child, NULL, 0);
    tell("exec-failed %d %s%s: %s\n", obstacle.error, obstacle.in_cgroup ? "--cgroup: " : "",
         obstacle.in_cgroup ? order->cgroup : order->command[0], strerror(obstacle.error));
    exit(EXIT_NOT_STARTED);
}

/* Written beside and renamed: whoever reads it finds a whole number or no file. */
static int write_pid_file(const char *path, pid_t pid)
{
    char draft[4096];
    if (snprintf(draft, sizeof draft, "%s.%d", path, (int) getpid()) >= (int) sizeof draft) {
        errno = ENAMETOOLONG;
        return -1;
    }
    FILE *file = fopen(draft, "we");
    if (!file)
        return -1;
    fprintf(file, "%d\n", (int) pid);
    if ((ferror(file) | fclose(file)) || rename(draft, path)) {
        int saved = errno;
        unlink(draft);
        errno = saved;
        return -1;
    }
    return 0;
}

/* ---- the watch ---- */

/* Exit code for the end of the child, after it has been told. */
static int tell_end(int status)
{
    if (WIFSIGNALED(status)) {
        tell("signalled %d\n", WTERMSIG(status));
        return 128 + WTERMSIG(status);
    }
    tell("exited %d\n", WEXITSTATUS(status));
    return WEXITSTATUS(status);
}

/* -1 as long as it runs. What the program has left in its process group ends with it. */
static int end_if_over(pid_t child)
{
    siginfo_t over = {0};
    int status;
    if (waitid(P_PID, (id_t) child, &over, WEXITED | WNOHANG | WNOWAIT) || over.si_pid != child)
        return -1;
    kill(-child, SIGKILL);
    waitpid(child, &status, 0);
    return tell_end(status);
}

/* The whole group, while the zombie still keeps its number from being given away. */
static int kill_and_reap(pid_t child)
{
    int status;
    kill(-child, SIGKILL);
    waitpid(child, &status, 0);
    return status;
}

/* 0 when the agent has gone. */
static int obey(pid_t child)
{
    static char line[16];
    static size_t length;
    char data[256];
    ssize_t got = read(STDIN_FILENO, data, sizeof data);
    if (got < 0 && (errno == EINTR || errno == EAGAIN))
        return 1;
    for (ssize_t i = 0; i < got; i++) {
        if (data[i] != '\n') {
            if (length < sizeof line - 1)
                line[length++] = data[i];
            continue;
        }
        line[length] = 0;
        length = 0;
        if (!strcmp(line, "term"))
            kill(child, SIGTERM);
        else if (!strcmp(line, "kill"))
            kill(-child, SIGKILL);
        else
            fprintf(stderr, "guard: got \"%s\", want term or kill\n", line);
    }
    return got > 0;
}

static int watch(pid_t child, int signals)
{
    struct pollfd wait[] = {{.fd = signals, .events = POLLIN}, {.fd = STDIN_FILENO, .events = POLLIN}};
    for (;;) {
        if (poll(wait, 2, -1) < 0)
            continue;
        struct signalfd_siginfo info;
        int asked_to_end = wait[0].revents && read(signals, &info, sizeof info) == sizeof info && info.ssi_signo == SIGTERM;
        int code = end_if_over(child);
        if (code >= 0)
            return code;
        if (asked_to_end)
            return tell_end(kill_and_reap(child));
        if (wait[1].revents && !obey(child)) {
            kill_and_reap(child);
            tell("killed-by-eof\n");
            return EXIT_SUCCESS;
        }
    }
}

int main(int argc, char **argv)
{
    struct order order = parse_arguments(argc, argv);
    sigset_t watched, before;
    sigemptyset(&watched);
    sigaddset(&watched, SIGCHLD);
    sigaddset(&watched, SIGTERM);
    sigprocmask(SIG_BLOCK, &watched, &before);
    /* Ctrl-C in the agent's terminal is the agent's matter, and a reader that has gone must not end the guard. */
    signal(SIGINT, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    if (setsid() < 0)
        setpgid(0, 0);
    int signals = signalfd(-1, &watched, SFD_CLOEXEC);
    if (signals < 0)
        leave(EXIT_NOT_STARTED, 1, "signalfd");
    close_all_on_exec();
    pid_t child = start(&order, &before);
    if (write_pid_file(order.pid_file, child)) {
        int saved = errno;
        kill_and_reap(child);
        errno = saved;
        leave(EXIT_NOT_STARTED, 1, "--pid-file: %s", order.pid_file);
    }
    tell("pid %d\n", (int) child);
    return watch(child, signals);
}
