/* What every guest program shares: leaving with a reason, reading numbers, the clock. */
#ifndef BALLAST_COMMON_H
#define BALLAST_COMMON_H

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { EXIT_USAGE = 2 };

/* Ends the program with code; with_errno appends the errno text. */
__attribute__((noreturn, format(printf, 4, 5)))
static inline void leave(const char *program, int code, int with_errno, const char *format, ...)
{
    int saved = errno;
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "%s: ", program);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, with_errno ? ": %s\n" : "\n", strerror(saved));
    exit(code);
}

/* A whole number in [low, high], or usage error; what names it in the message. */
static inline uint64_t parse_count(const char *program, const char *what, const char *text, uint64_t low, uint64_t high)
{
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end || errno || value < low || value > high)
        leave(program, EXIT_USAGE, 0, "%s: got \"%s\", want a whole number from %llu to %llu", what, text,
              (unsigned long long) low, (unsigned long long) high);
    return value;
}

static inline uint64_t monotonic_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t) now.tv_sec * 1000000000u + (uint64_t) now.tv_nsec;
}

#endif
