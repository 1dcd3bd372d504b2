/* Memory bandwidth by one of STREAM's four loops; a line per iteration, so that one sees when a resize disturbs it. */
#define _GNU_SOURCE
#include "common.h"

#include <getopt.h>
#include <pthread.h>
#include <sys/mman.h>

#define PROGRAM "stream"
enum { MAX_THREADS = 4096 };

/* As the original is built: vectorised, and its loops kept as loops instead of calls of memcpy. */
#pragma GCC optimize("O3", "no-tree-loop-distribute-patterns")

static const double SCALAR = 3.0;

/* STREAM has triad write a; here it writes b, so that every loop leaves its inputs alone. */
static void copy(const double *a, double *b, double *c, size_t from, size_t to)
{
    (void) b;
    for (size_t i = from; i < to; i++)
        c[i] = a[i];
}

static void scale(const double *a, double *b, double *c, size_t from, size_t to)
{
    (void) a;
    for (size_t i = from; i < to; i++)
        b[i] = SCALAR * c[i];
}

static void add(const double *a, double *b, double *c, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        c[i] = a[i] + b[i];
}

static void triad(const double *a, double *b, double *c, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        b[i] = a[i] + SCALAR * c[i];
}

/* arrays: how many an iteration reads or writes, as STREAM counts. The result is the same however often a loop runs. */
static const struct kernel {
    const char *name;
    void (*run)(const double *, double *, double *, size_t, size_t);
    int arrays, result_in_c;
    double result;
} kernels[] = {
    {"copy", copy, 2, 1, 1.0},
    {"scale", scale, 2, 0, 6.0},
    {"add", add, 3, 1, 3.0},
    {"triad", triad, 3, 0, 7.0},
};

static const double A0 = 1.0, B0 = 2.0, C0 = 2.0;

struct job {
    const struct kernel *kernel;
    double *a, *b, *c;
    size_t elements;
    uint64_t iterations, threads, least_ns;
    uint64_t begin;
    int done;
    pthread_barrier_t barrier;
};

struct worker {
    pthread_t thread;
    struct job *job;
    uint64_t index;
    size_t wrong, first_wrong;
};

static void report(const struct job *job, uint64_t ns)
{
    double seconds = (double) ns / 1e9;
    double bytes = (double) job->kernel->arrays * sizeof(double) * (double) job->elements;
    printf("%.9f,%.6f\n", seconds, seconds > 0 ? bytes / 1e6 / seconds : 0.0);
    if (fflush(stdout))
        leave(PROGRAM, EXIT_FAILURE, 1, "cannot write the result");
}

static void verify(struct worker *worker, size_t from, size_t to)
{
    const struct job *job = worker->job;
    const double *result = job->kernel->result_in_c ? job->c : job->b;
    for (size_t i = from; i < to; i++)
        if (result[i] != job->kernel->result && !worker->wrong++)
            worker->first_wrong = i;
}

static void *work(void *argument)
{
    struct worker *worker = argument;
    struct job *job = worker->job;
    size_t from = job->elements * worker->index / job->threads, to = job->elements * (worker->index + 1) / job->threads;
    for (size_t i = from; i < to; i++) {
        job->a[i] = A0;
        job->b[i] = B0;
        job->c[i] = C0;
    }
    for (uint64_t iteration = 0;; iteration++) {
        /* The first thread decides for all, between two barriers. */
        if (worker->index == 0) {
            uint64_t now = monotonic_ns();
            if (iteration == 0)
                job->begin = now;
            job->done = iteration >= job->iterations && now - job->begin >= job->least_ns;
        }
        pthread_barrier_wait(&job->barrier);
        if (job->done)
            break;
        uint64_t start = monotonic_ns();
        job->kernel->run(job->a, job->b, job->c, from, to);
        pthread_barrier_wait(&job->barrier);
        if (worker->index == 0)
            report(job, monotonic_ns() - start);
    }
    verify(worker, from, to);
    return NULL;
}

static double *allocate(size_t elements)
{
    double *array = mmap(NULL, elements * sizeof(double), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (array == MAP_FAILED)
        leave(PROGRAM, EXIT_FAILURE, 1, "cannot allocate 3 arrays of %zu doubles", elements);
    return array;
}

static size_t run(struct job *job)
{
    struct worker *workers = calloc(job->threads, sizeof *workers);
    int error = workers ? pthread_barrier_init(&job->barrier, NULL, (unsigned) job->threads) : ENOMEM;
    for (uint64_t i = 0; i < job->threads && !error; i++) {
        workers[i] = (struct worker){.job = job, .index = i};
        error = pthread_create(&workers[i].thread, NULL, work, &workers[i]);
    }
    errno = error;
    if (error)
        leave(PROGRAM, EXIT_FAILURE, 1, "cannot start %llu threads", (unsigned long long) job->threads);
    size_t wrong = 0;
    for (uint64_t i = 0; i < job->threads; i++) {
        pthread_join(workers[i].thread, NULL);
        if (workers[i].wrong)
            fprintf(stderr, PROGRAM ": thread %llu: %zu wrong elements, the first is %zu\n", (unsigned long long) i,
                    workers[i].wrong, workers[i].first_wrong);
        wrong += workers[i].wrong;
    }
    return wrong;
}

static const struct kernel *parse_kernel(const char *name)
{
    for (size_t i = 0; i < sizeof kernels / sizeof *kernels; i++)
        if (!strcmp(name, kernels[i].name))
            return &kernels[i];
    leave(PROGRAM, EXIT_USAGE, 0, "-k: got \"%s\", want copy, scale, add or triad", name);
}

int main(int argc, char **argv)
{
    static const struct option options[] = {{"help", no_argument, NULL, 'h'}, {0}};
    struct job job = {.kernel = kernels, .elements = 45000000};
    for (int option; (option = getopt_long(argc, argv, "t:n:d:s:k:h", options, NULL)) != -1;)
        switch (option) {
        case 't': job.threads = parse_count(PROGRAM, "-t", optarg, 1, MAX_THREADS); break;
        case 'n': job.iterations = parse_count(PROGRAM, "-n", optarg, 1, UINT32_MAX); break;
        case 'd': job.least_ns = parse_count(PROGRAM, "-d", optarg, 0, 86400000) * 1000000; break;
        case 's': job.elements = parse_count(PROGRAM, "-s", optarg, 1, UINT64_C(1) << 40); break;
        case 'k': job.kernel = parse_kernel(optarg); break;
        case 'h':
            puts("usage: stream -t THREADS -n ITERATIONS [-d MS] [-s ELEMENTS] [-k copy|scale|add|triad]\n"
                 "Runs one loop of STREAM over arrays of ELEMENTS doubles (45000000) and prints IterTime,Bandwidth in s and MB/s\n"
                 "(1 MB = 10^6 bytes) after each iteration.\n"
                 "Goes on after the last iteration until MS milliseconds have passed. Exit code 1 where the arrays do not hold the right result.");
            return EXIT_SUCCESS;
        default: return EXIT_USAGE;
        }
    if (optind != argc || !job.threads || !job.iterations)
        leave(PROGRAM, EXIT_USAGE, 0, "want -t THREADS -n ITERATIONS and options only; see --help");
    if (job.threads > job.elements)
        leave(PROGRAM, EXIT_USAGE, 0, "-s: got %zu elements for %llu threads, want at least one for each", job.elements,
              (unsigned long long) job.threads);
    job.a = allocate(job.elements);
    job.b = allocate(job.elements);
    job.c = allocate(job.elements);
    puts("IterTime,Bandwidth");
    return run(&job) ? EXIT_FAILURE : EXIT_SUCCESS;
}
