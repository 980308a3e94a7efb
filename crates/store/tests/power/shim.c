/* Between a program and the disk (LD_PRELOAD): writes down what the program does to the files of one folder, in order,
 * and can end the program in the middle of it.
 *
 * SHIM_DIR   the folder, as an absolute path
 * SHIM_LOG   where to write it down: records of kind (1 byte), length of the name (4), offset (8), length of the content (4),
 *            name, content; numbers little-endian
 * SHIM_STOP  the number of the event at which the program ends; of a write, the first half is still done
 *
 * Kinds: C file created, W content written, T file cut or lengthened to `offset`, S file synced, D folder synced,
 * U file unlinked, R file renamed (the content is the new name).
 *
 * The index of a log (-shm) lives in memory only and is left out. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILES 4096
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char *names[FILES]; /* by descriptor; the folder itself is "" */
static int out = -1;
static long left = -1;

/* The name below the folder; NULL when it is none of ours. */
static const char *below(const char *path) {
    const char *dir = getenv("SHIM_DIR");
    size_t length = dir ? strlen(dir) : 0;
    if (!length || strncmp(path, dir, length) || (path[length] && path[length] != '/')) return NULL;
    const char *name = path[length] ? path + length + 1 : "";
    size_t end = strlen(name);
    return end > 4 && !strcmp(name + end - 4, "-shm") ? NULL : name;
}

static const char *named(int fd) { return fd >= 0 && fd < FILES ? names[fd] : NULL; }

static void put(const void *bytes, size_t length) {
    while (length) {
        ssize_t done = REAL(write)(out, bytes, length);
        if (done <= 0) _exit(99);
        bytes = (const char *)bytes + done;
        length -= done;
    }
}

/* Writes one event down; whether the program ends at it. */
static int note(char kind, const char *name, uint64_t offset, const void *content, uint32_t length) {
    pthread_mutex_lock(&lock);
    if (left < 0) left = getenv("SHIM_STOP") ? atol(getenv("SHIM_STOP")) : 1L << 60;
    int ends = --left == 0;
    if (!ends && getenv("SHIM_LOG")) {
        if (out < 0) out = REAL(open)(getenv("SHIM_LOG"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        uint32_t size = strlen(name);
        put(&kind, 1), put(&size, 4), put(&offset, 8), put(&length, 4), put(name, size), put(content, length);
    }
    pthread_mutex_unlock(&lock);
    return ends;
}

#define NOTE(...) do { if (note(__VA_ARGS__)) _exit(9); } while (0)

static int opened(int fd, const char *path, int flags, int was) {
    const char *name = fd >= 0 && fd < FILES ? below(path) : NULL;
    if (!name) return fd;
    names[fd] = strdup(name);
    if (!was && (flags & O_CREAT)) NOTE('C', name, 0, "", 0);
    else if (flags & O_TRUNC) NOTE('T', name, 0, "", 0);
    return fd;
}

#define OPEN(function)                                                            \
    int function(const char *path, int flags, ...) {                              \
        va_list rest;                                                             \
        va_start(rest, flags);                                                    \
        int mode = va_arg(rest, int);                                             \
        va_end(rest);                                                             \
        int was = access(path, F_OK) == 0;                                        \
        return opened(REAL(function)(path, flags, mode), path, flags, was);       \
    }
OPEN(open)
OPEN(open64)

int close(int fd) {
    if (named(fd)) free(names[fd]), names[fd] = NULL;
    return REAL(close)(fd);
}

ssize_t write(int fd, const void *bytes, size_t length) {
    const char *name = named(fd);
    if (name && note('W', name, lseek(fd, 0, SEEK_CUR), bytes, length)) REAL(write)(fd, bytes, length / 2), _exit(9);
    return REAL(write)(fd, bytes, length);
}

#define PWRITE(function, type)                                                    \
    ssize_t function(int fd, const void *bytes, size_t length, type offset) {     \
        const char *name = named(fd);                                             \
        if (name && note('W', name, offset, bytes, length))                       \
            REAL(function)(fd, bytes, length / 2, offset), _exit(9);              \
        return REAL(function)(fd, bytes, length, offset);                         \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define CUT(function, type)                                                       \
    int function(int fd, type length) {                                           \
        if (named(fd)) NOTE('T', named(fd), length, "", 0);                       \
        return REAL(function)(fd, length);                                        \
    }
CUT(ftruncate, off_t)
CUT(ftruncate64, off64_t)

/* Noted when it has been done: before, nothing is promised. */
#define SYNC(function)                                                            \
    int function(int fd) {                                                        \
        int done = REAL(function)(fd);                                            \
        if (named(fd) && !done) NOTE(*named(fd) ? 'S' : 'D', named(fd), 0, "", 0); \
        return done;                                                              \
    }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
    if (below(path) && access(path, F_OK) == 0) NOTE('U', below(path), 0, "", 0);
    return REAL(unlink)(path);
}

int rename(const char *from, const char *to) {
    if (below(from) && access(from, F_OK) == 0) NOTE('R', below(from), 0, below(to), strlen(below(to)));
    return REAL(rename)(from, to);
}
