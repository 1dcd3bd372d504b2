/*
 * Fixed time quantum (Sottile and Minnich, 2004): how much work each thread gets done in each quantum of 2^BITS ns.
 * What is missing in a quantum was taken by something else: here, by the reclamation of the VM's memory.
 */
#define _GNU_SOURCE
#include "common.h"

#include <cpuid.h>
#include <fcntl.h>
#include <getopt.h>
#include <pthread.h>
#include <sched.h>
#include <unistd.h>
#include <x86intrin.h>

#define PROGRAM "ftq"
enum { MAX_THREADS = 4096, WORK = 16 };

struct sample {
    uint64_t start_ns, count;
};

struct worker {
    pthread_t thread;
    pthread_barrier_t *start;
    uint64_t samples, interval_ns;
    struct sample *results;
};

/* ---- the clock ---- */

static int tsc_in_use;
static uint64_t tsc_base, ns_base;
static double ns_per_tick;

/* CPUID's "invariant TSC", or the kernel's own judgement: it keeps time by it. */
static const char *why_tsc_is_constant(void)
{
    unsigned a, b, c, d;
    if (__get_cpuid(0x80000007, &a, &b, &c, &d) && d & 1u << 8)
        return "invariant by CPUID";
    char name[8] = "";
    int fd = open("/sys/devices/system/clocksource/clocksource0/current_clocksource", O_RDONLY | O_CLOEXEC);
    ssize_t size = fd < 0 ? -1 : read(fd, name, sizeof name - 1);
    if (fd >= 0)
        close(fd);
    return size > 0 && !strcmp(name, "tsc\n") ? "the kernel's clock source" : NULL;
}

/* The two clocks read at the same moment, as near as eight tries can get. */
static void read_both(uint64_t *ticks, uint64_t *ns)
{
    uint64_t closest = UINT64_MAX;
    for (int i = 0; i < 8; i++) {
        uint64_t before = __rdtsc(), now = monotonic_ns(), after = __rdtsc();
        if (after - before < closest) {
            closest = after - before;
            *ticks = before + (after - before) / 2;
            *ns = now;
        }
    }
}

static void choose_clock(void)
{
    const char *reason = why_tsc_is_constant();
    if (!reason) {
        fputs("# ftq: clock: clock_gettime, the TSC is not known to be constant\n", stderr);
        return;
    }
    uint64_t ticks, ns;
    read_both(&tsc_base, &ns_base);
    nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
    read_both(&ticks, &ns);
    ns_per_tick = (double) (ns - ns_base) / (double) (ticks - tsc_base);
    tsc_in_use = 1;
    fprintf(stderr, "# ftq: clock: rdtsc at %.3f MHz (%s)\n", 1e3 / ns_per_tick, reason);
}

static inline uint64_t now_ns(void)
{
    return tsc_in_use ? ns_base + (uint64_t) ((double) (__rdtsc() - tsc_base) * ns_per_tick) : monotonic_ns();
}

/* ---- the measurement ---- */

static void *measure(void *argument)
{
    struct worker *worker = argument;
    pthread_barrier_wait(worker->start);
    uint64_t now = now_ns();
    for (uint64_t i = 0; i < worker->samples; i++) {
        /* Quanta end at multiples of their length, so that those of all threads are the same; the first is short. */
        uint64_t begin = now, end = (now + worker->interval_ns) & ~(worker->interval_ns - 1), count = 0;
        while (now < end) {
            for (int step = 0; step < WORK; step++)
                __asm__ volatile("" : "+r"(count));
            count++;
            now = now_ns();
        }
        worker->results[i] = (struct sample){begin, count};
    }
    return NULL;
}

/* One CPU for each thread, where there are enough: a thread that moves would count its own moves as noise. */
static void pin(struct worker *workers, uint64_t threads, const cpu_set_t *allowed)
{
    int cpu = -1;
    for (uint64_t i = 0; i < threads; i++) {
        do
            cpu++;
        while (!CPU_ISSET(cpu, allowed));
        cpu_set_t only;
        CPU_ZERO(&only);
        CPU_SET(cpu, &only);
        pthread_setaffinity_np(workers[i].thread, sizeof only, &only);
    }
}

static void run(struct worker *workers, uint64_t threads)
{
    pthread_barrier_t start;
    cpu_set_t allowed;
    /* The main thread comes last, when all are pinned. */
    int error = pthread_barrier_init(&start, NULL, (unsigned) threads + 1);
    for (uint64_t i = 0; i < threads && !error; i++) {
        workers[i].start = &start;
        error = pthread_create(&workers[i].thread, NULL, measure, &workers[i]);
    }
    errno = error;
    if (error)
        leave(PROGRAM, EXIT_FAILURE, 1, "cannot start %llu threads", (unsigned long long) threads);
    if (!sched_getaffinity(0, sizeof allowed, &allowed) && (uint64_t) CPU_COUNT(&allowed) >= threads)
        pin(workers, threads, &allowed);
    else
        fprintf(stderr, "# ftq: %llu threads are more than the CPUs: not pinned\n", (unsigned long long) threads);
    pthread_barrier_wait(&start);
    for (uint64_t i = 0; i < threads; i++)
        pthread_join(workers[i].thread, NULL);
}

/* One whole number per line, thread after thread. */
static void write_results(const char *prefix, const char *name, const struct worker *workers, uint64_t threads, int times)
{
    char path[4096];
    if (snprintf(path, sizeof path, "%s_%s.dat", prefix, name) >= (int) sizeof path)
        leave(PROGRAM, EXIT_USAGE, 0, "-o: path too long");
    FILE *file = fopen(path, "w");
    if (!file)
        leave(PROGRAM, EXIT_FAILURE, 1, "%s", path);
    for (uint64_t i = 0; i < threads; i++)
        for (uint64_t k = 0; k < workers[i].samples; k++) {
            const struct sample *sample = &workers[i].results[k];
            fprintf(file, "%llu\n", (unsigned long long) (times ? sample->start_ns : sample->count));
        }
    if (ferror(file) | fclose(file))
        leave(PROGRAM, EXIT_FAILURE, 1, "%s: cannot write", path);
}

int main(int argc, char **argv)
{
    static const struct option options[] = {{"help", no_argument, NULL, 'h'}, {0}};
    uint64_t threads = 0, samples = 0, bits = 28;
    const char *prefix = NULL;
    for (int option; (option = getopt_long(argc, argv, "t:n:i:o:h", options, NULL)) != -1;)
        switch (option) {
        case 't': threads = parse_count(PROGRAM, "-t", optarg, 1, MAX_THREADS); break;
        case 'n': samples = parse_count(PROGRAM, "-n", optarg, 1, 100000000); break;
        case 'i': bits = parse_count(PROGRAM, "-i", optarg, 10, 40); break;
        case 'o': prefix = optarg; break;
        case 'h':
            puts("usage: ftq -t THREADS -n SAMPLES [-i INTERVAL_BITS] -o PREFIX\n"
                 "Counts the work each thread does in each of SAMPLES quanta of 2^INTERVAL_BITS ns (28: 268 ms).\n"
                 "Writes PREFIX_counts.dat and PREFIX_times.dat (ns at the start of the quantum), thread after thread.");
            return EXIT_SUCCESS;
        default: return EXIT_USAGE;
        }
    if (optind != argc || !threads || !samples || !prefix)
        leave(PROGRAM, EXIT_USAGE, 0, "want -t THREADS -n SAMPLES -o PREFIX and options only; see --help");
    struct worker *workers = calloc(threads, sizeof *workers);
    struct sample *results = malloc(threads * samples * sizeof *results);
    if (!workers || !results)
        leave(PROGRAM, EXIT_FAILURE, 1, "cannot allocate %llu samples", (unsigned long long) (threads * samples));
    /* Touched before: a page fault in a quantum would be noise of our own making. */
    memset(results, 0, threads * samples * sizeof *results);
    for (uint64_t i = 0; i < threads; i++)
        workers[i] = (struct worker){.samples = samples, .interval_ns = UINT64_C(1) << bits, .results = results + i * samples};
    choose_clock();
    run(workers, threads);
    write_results(prefix, "counts", workers, threads, 0);
    write_results(prefix, "times", workers, threads, 1);
    return EXIT_SUCCESS;
}
