/* Allocates memory and touches every page of it with several threads; prints what a page cost. */
#define _GNU_SOURCE
#include "common.h"

#include <getopt.h>
#include <pthread.h>
#include <sys/mman.h>

#define PROGRAM "write"
enum { PAGE = 4096, MAX_THREADS = 4096 };

struct worker {
    pthread_t thread;
    pthread_barrier_t *start;
    volatile char *memory;
    uint64_t pages, begin_ns, end_ns;
};

static void *touch(void *argument)
{
    struct worker *worker = argument;
    pthread_barrier_wait(worker->start);
    worker->begin_ns = monotonic_ns();
    for (uint64_t page = 0; page < worker->pages; page++)
        worker->memory[page * PAGE] = 1;
    worker->end_ns = monotonic_ns();
    return NULL;
}

/* "512MiB", "8GiB", "100KiB"; a plain number counts GiB, as in the original tool ("-m8"). */
static uint64_t parse_size(const char *text)
{
    static const struct { const char *name; int shift; } units[] = {{"", 30}, {"KiB", 10}, {"MiB", 20}, {"GiB", 30}, {"TiB", 40}};
    char *unit;
    errno = 0;
    unsigned long long number = strtoull(text, &unit, 10);
    if (text[0] >= '0' && text[0] <= '9' && !errno)
        for (size_t i = 0; i < sizeof units / sizeof *units; i++)
            if (!strcmp(unit, units[i].name) && number > 0 && number <= (UINT64_C(1) << 47) >> units[i].shift) {
                uint64_t bytes = (uint64_t) number << units[i].shift;
                if (bytes % PAGE)
                    leave(PROGRAM, EXIT_USAGE, 0, "-m: got \"%s\", want a multiple of 4KiB", text);
                return bytes;
            }
    leave(PROGRAM, EXIT_USAGE, 0, "-m: got \"%s\", want a size such as 512MiB, 8GiB, or a plain number of GiB (at most 128TiB)", text);
}

static double per_page(uint64_t ns, uint64_t pages)
{
    return (double) ns / (double) pages;
}

static void run(struct worker *workers, uint64_t threads, char *memory, uint64_t pages)
{
    pthread_barrier_t start;
    int error = pthread_barrier_init(&start, NULL, (unsigned) threads);
    for (uint64_t i = 0, first = 0; i < threads && !error; i++) {
        uint64_t last = pages * (i + 1) / threads;
        workers[i] = (struct worker){.start = &start, .memory = memory + first * PAGE, .pages = last - first};
        error = pthread_create(&workers[i].thread, NULL, touch, &workers[i]);
        first = last;
    }
    errno = error;
    if (error)
        leave(PROGRAM, EXIT_FAILURE, 1, "cannot start %llu threads", (unsigned long long) threads);
    for (uint64_t i = 0; i < threads; i++)
        pthread_join(workers[i].thread, NULL);
}

static void report(const struct worker *workers, uint64_t threads, uint64_t pages)
{
    uint64_t begin = UINT64_MAX, end = 0, busy = 0;
    puts("thread,pages,ns,ns_per_page");
    for (uint64_t i = 0; i < threads; i++) {
        const struct worker *worker = &workers[i];
        uint64_t ns = worker->end_ns - worker->begin_ns;
        printf("%llu,%llu,%llu,%.1f\n", (unsigned long long) i, (unsigned long long) worker->pages,
               (unsigned long long) ns, per_page(ns, worker->pages));
        begin = worker->begin_ns < begin ? worker->begin_ns : begin;
        end = worker->end_ns > end ? worker->end_ns : end;
        busy += ns;
    }
    printf("mean,%llu,%llu,%.1f\n", (unsigned long long) pages, (unsigned long long) (end - begin), per_page(busy, pages));
    if (fflush(stdout))
        leave(PROGRAM, EXIT_FAILURE, 1, "cannot write the result");
}

int main(int argc, char **argv)
{
    static const struct option options[] = {{"help", no_argument, NULL, 'h'}, {0}};
    uint64_t threads = 0, bytes = 0;
    for (int option; (option = getopt_long(argc, argv, "t:m:h", options, NULL)) != -1;)
        switch (option) {
        case 't': threads = parse_count(PROGRAM, "-t", optarg, 1, MAX_THREADS); break;
        case 'm': bytes = parse_size(optarg); break;
        case 'h':
            puts("usage: write -t THREADS -m SIZE\n"
                 "Allocates SIZE (512MiB, 8GiB; a plain number counts GiB), writes to each 4 KiB page once, frees it.\n"
                 "Prints thread,pages,ns,ns_per_page; the last row holds all pages, the wall time and the mean per page.");
            return EXIT_SUCCESS;
        default: return EXIT_USAGE;
        }
    if (optind != argc || !threads || !bytes)
        leave(PROGRAM, EXIT_USAGE, 0, "want -t THREADS -m SIZE and nothing else; see --help");
    uint64_t pages = bytes / PAGE;
    if (threads > pages)
        leave(PROGRAM, EXIT_USAGE, 0, "-t: got %llu threads for %llu pages, want at least a page for each thread",
              (unsigned long long) threads, (unsigned long long) pages);

    struct worker *workers = calloc(threads, sizeof *workers);
    char *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (!workers || memory == MAP_FAILED)
        leave(PROGRAM, EXIT_FAILURE, 1, "cannot allocate %llu bytes", (unsigned long long) bytes);
    run(workers, threads, memory, pages);
    munmap(memory, bytes);
    report(workers, threads, pages);
    return EXIT_SUCCESS;
}
