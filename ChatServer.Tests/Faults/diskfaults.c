// Makes calls of the C library fail for files below one directory, in a program that is started with this library in LD_PRELOAD.
//
//   DISK_FAULTS_DIR   the directory
//   DISK_FAULTS       a file with a rule on each line: CALL ERRNO CHANCE [PART]. CHANCE is of 1000. With PART only paths that contain it.
//                     Read at each call, so that a test changes it while the program runs. Each failure appends a line to the file DISK_FAULTS.log.
//   DISK_FAULTS_SEED  a number for the chances
//
// Calls: fsync (also fdatasync), write (also pwrite and pwritev), open, rename, truncate, unlink.
// A write that fails has written half of its bytes. A flush that fails has lost what was written since the last one, and the next flush succeeds: as on Linux.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define LONGEST 4096
#define MOST_FILES 4096

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static uint64_t chance;

static struct { dev_t device; ino_t inode; off_t length; } flushed[MOST_FILES];
static int flushed_files;

static int roll(int of_1000)
{
    pthread_mutex_lock(&gate);
    if (chance == 0) {
        const char *seed = getenv("DISK_FAULTS_SEED");
        chance = 88172645463325252ull + (seed ? strtoull(seed, NULL, 10) * 2654435761ull : 0);
    }
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    int result = (int)((chance >> 20) % 1000) < of_1000;
    pthread_mutex_unlock(&gate);
    return result;
}

static int is_ours(const char *path)
{
    const char *directory = getenv("DISK_FAULTS_DIR");
    return directory && strncmp(path, directory, strlen(directory)) == 0;
}

static void tell(const char *call, int error, const char *path)
{
    char name[LONGEST], line[LONGEST];
    snprintf(name, sizeof name, "%s.log", getenv("DISK_FAULTS"));
    int file = (int)syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    int length = snprintf(line, sizeof line, "%s %d %s\n", call, error, path);
    if (file >= 0 && length > 0)
        syscall(SYS_write, file, line, (size_t)(length < (int)sizeof line ? length : (int)sizeof line - 1));
    if (file >= 0)
        syscall(SYS_close, file);
}

// The error that a call is to fail with; 0 for none.
static int fault(const char *call, const char *path)
{
    const char *name = getenv("DISK_FAULTS");
    if (!name || !is_ours(path))
        return 0;
    int file = (int)syscall(SYS_openat, AT_FDCWD, name, O_RDONLY | O_CLOEXEC, 0);
    if (file < 0)
        return 0;
    char rules[LONGEST];
    long length = syscall(SYS_read, file, rules, sizeof rules - 1);
    syscall(SYS_close, file);
    rules[length > 0 ? length : 0] = 0;
    char *rest = NULL;
    for (char *line = strtok_r(rules, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        char of[32] = "", part[LONGEST] = "";
        int error = 0, of_1000 = 0;
        if (sscanf(line, "%31s %d %d %4095s", of, &error, &of_1000, part) >= 3 && strcmp(of, call) == 0 && strstr(path, part) && roll(of_1000)) {
            tell(call, error, path);
            return error;
        }
    }
    return 0;
}

static int fault_of_file(const char *call, int file)
{
    int kept = errno;
    char link[64], path[LONGEST];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    long length = readlink(link, path, sizeof path - 1);
    path[length > 0 ? length : 0] = 0;
    int error = fault(call, path);
    errno = kept;
    return error;
}

static int failed(int error)
{
    errno = error;
    return -1;
}

// What is on the disk of a file for certain. Under the gate.
static off_t *flushed_length(const struct stat *status)
{
    for (int i = 0; i < flushed_files; i++)
        if (flushed[i].device == status->st_dev && flushed[i].inode == status->st_ino)
            return &flushed[i].length;
    int next = flushed_files < MOST_FILES ? flushed_files++ : 0;
    flushed[next].device = status->st_dev;
    flushed[next].inode = status->st_ino;
    flushed[next].length = 0;
    return &flushed[next].length;
}

static void set_flushed(int file)
{
    struct stat status;
    if (!getenv("DISK_FAULTS") || fstat(file, &status) != 0 || !S_ISREG(status.st_mode))
        return;
    pthread_mutex_lock(&gate);
    *flushed_length(&status) = status.st_size;
    pthread_mutex_unlock(&gate);
}

static void lose(int file)
{
    struct stat status;
    char zeros[LONGEST] = {0};
    if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode))
        return;
    pthread_mutex_lock(&gate);
    off_t at = *flushed_length(&status);
    pthread_mutex_unlock(&gate);
    for (; at < status.st_size; at += (off_t)sizeof zeros) {
        off_t left = status.st_size - at;
        syscall(SYS_pwrite64, file, zeros, (size_t)(left < (off_t)sizeof zeros ? left : (off_t)sizeof zeros), at);
    }
}

static int flush(int file, long call)
{
    int error = fault_of_file("fsync", file);
    if (error) {
        lose(file);
        return failed(error);
    }
    int result = (int)syscall(call, file);
    if (result == 0)
        set_flushed(file);
    return result;
}

int fsync(int file) { return flush(file, SYS_fsync); }
int fdatasync(int file) { return flush(file, SYS_fdatasync); }

ssize_t write(int file, const void *bytes, size_t length)
{
    int error = fault_of_file("write", file);
    if (!error)
        return syscall(SYS_write, file, bytes, length);
    syscall(SYS_write, file, bytes, length / 2);
    return failed(error);
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t at)
{
    int error = fault_of_file("write", file);
    if (!error)
        return syscall(SYS_pwrite64, file, bytes, length, at);
    syscall(SYS_pwrite64, file, bytes, length / 2, at);
    return failed(error);
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t at) { return pwrite64(file, bytes, length, at); }

ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t at)
{
    int error = fault_of_file("write", file);
    return error ? failed(error) : syscall(SYS_pwritev, file, parts, count, at, 0L);
}

ssize_t pwritev(int file, const struct iovec *parts, int count, off_t at) { return pwritev64(file, parts, count, at); }

int ftruncate64(int file, off64_t length)
{
    int error = fault_of_file("truncate", file);
    return error ? failed(error) : (int)syscall(SYS_ftruncate, file, length);
}

int ftruncate(int file, off_t length) { return ftruncate64(file, length); }

static int open_at(int directory, const char *path, int flags, va_list rest)
{
    int mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(rest, int) : 0;
    int error = fault("open", path);
    if (error)
        return failed(error);
    int result = (int)syscall(SYS_openat, directory, path, flags, mode);

    // A new file may have the number of one that is gone.
    if (result >= 0 && flags & O_CREAT && is_ours(path))
        set_flushed(result);
    return result;
}

#define OPEN(name, parameters, directory) \
    int name parameters \
    { \
        va_list rest; \
        va_start(rest, flags); \
        int result = open_at(directory, path, flags, rest); \
        va_end(rest); \
        return result; \
    }

OPEN(open, (const char *path, int flags, ...), AT_FDCWD)
OPEN(open64, (const char *path, int flags, ...), AT_FDCWD)
OPEN(openat, (int directory, const char *path, int flags, ...), directory)
OPEN(openat64, (int directory, const char *path, int flags, ...), directory)

int rename(const char *from, const char *to)
{
    int error = fault("rename", from);
    return error ? failed(error) : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlink(const char *path)
{
    int error = fault("unlink", path);
    return error ? failed(error) : (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

// A program that asks for functions by name, in the C library and nowhere else, gets these all the same.
void *dlsym(void *restrict library, const char *restrict name)
{
    static const struct { const char *name; void *function; } ours[] = {
        {"fsync", (void *)fsync}, {"fdatasync", (void *)fdatasync}, {"write", (void *)write}, {"pwrite", (void *)pwrite}, {"pwrite64", (void *)pwrite64},
        {"pwritev", (void *)pwritev}, {"pwritev64", (void *)pwritev64}, {"ftruncate", (void *)ftruncate}, {"ftruncate64", (void *)ftruncate64},
        {"open", (void *)open}, {"open64", (void *)open64}, {"openat", (void *)openat}, {"openat64", (void *)openat64}, {"rename", (void *)rename}, {"unlink", (void *)unlink},
    };
    static void *(*real)(void *, const char *);
    if (!real)
        real = (void *(*)(void *, const char *))dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.34");
    if (!real)
        real = (void *(*)(void *, const char *))dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.17");
    if (!real)
        real = (void *(*)(void *, const char *))dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.2.5");
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (strcmp(name, ours[i].name) == 0)
            return ours[i].function;
    return real(library, name);
}
