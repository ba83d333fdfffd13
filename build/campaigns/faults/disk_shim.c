/* A disk that fails on demand: loaded before libc (LD_PRELOAD) by the campaign `faults`.

   Only files below SHIM_FOLDER are touched. Each write, sync and truncation of theirs is counted; from the
   call SHIM_AT on (0 = never), once or, with SHIM_LASTING=1, for good, the disk does what SHIM_KIND says:

     eio    the call fails with EIO and nothing is done
     full   a write keeps half of its bytes, then ENOSPC
     kill   half of the write is done, then the process is killed with SIGKILL
     rofs   from the start: opening for writing, renaming and removing fail with EROFS

   With SHIM_LOG every change is written down before it is made, with what was there before, so that a power
   cut can be played afterwards: what was not synced is lost, torn or kept, as a disk's cache would.
   With SHIM_COUNT the number of calls is written there at the end.

   Record of the log: kind ('W','T','S'), uint32 length of path, path, uint64 offset (T: new size),
   uint64 size before, uint64 length of old bytes, old bytes, uint64 length of new bytes, new bytes. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *folder, *kind;
static long at, lasting, calls;
static int log_fd = -1;
static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
    const char *number = getenv("SHIM_AT"), *path = getenv("SHIM_LOG");
    folder = getenv("SHIM_FOLDER");
    kind = getenv("SHIM_KIND");
    at = number ? atol(number) : 0;
    lasting = getenv("SHIM_LASTING") != NULL;
    if (path) log_fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("SHIM_COUNT");
    char text[32];
    int fd;
    if (!path || !calls) return;
    fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0) return;
    syscall(SYS_write, fd, text, (size_t)snprintf(text, sizeof text, "%ld", calls));
    syscall(SYS_close, fd);
}

static int is_ours(const char *path) {
    return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int path_of(int fd, char *path) {
    char link[64];
    ssize_t length;
    if (!folder || fd < 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return is_ours(path);
}

static int is_bad(const char *wanted) {
    return kind && strcmp(kind, wanted) == 0 && at && (lasting ? calls >= at : calls == at);
}

static void put(const void *bytes, size_t length) {
    const char *from = bytes;
    while (length) {
        ssize_t done = syscall(SYS_write, log_fd, from, length);
        if (done <= 0) _exit(99);
        from += done;
        length -= (size_t)done;
    }
}

static void note(char what, int fd, const char *path, uint64_t offset, const void *bytes, uint64_t length) {
    struct stat found;
    uint32_t named = (uint32_t)strlen(path);
    uint64_t size, old = 0, place = offset;
    char *before = NULL;
    if (log_fd < 0 || syscall(SYS_fstat, fd, &found)) return;
    size = (uint64_t)found.st_size;
    if (what == 'W' && offset < size) old = length < size - offset ? length : size - offset;
    if (what == 'T' && offset < size) old = size - offset;
    if (old) {
        int again = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
        before = malloc(old);
        if (again < 0 || !before || syscall(SYS_pread64, again, before, old, place) != (long)old) _exit(98);
        syscall(SYS_close, again);
    }
    put(&what, 1);
    put(&named, 4);
    put(path, named);
    put(&offset, 8);
    put(&size, 8);
    put(&old, 8);
    if (old) put(before, old);
    put(&length, 8);
    if (length) put(bytes, length);
    free(before);
}

static ssize_t do_write(int fd, const void *bytes, size_t length, off_t offset, int has_offset) {
    if (!has_offset) return (ssize_t)syscall(SYS_write, fd, bytes, length);
    return (ssize_t)syscall(SYS_pwrite64, fd, bytes, length, offset);
}

static ssize_t written(int fd, const void *bytes, size_t length, off_t offset, int has_offset) {
    char path[PATH_MAX];
    ssize_t done;
    if (fd == log_fd || !path_of(fd, path)) return do_write(fd, bytes, length, offset, has_offset);
    pthread_mutex_lock(&one);
    calls++;
    if (!has_offset && log_fd >= 0) {
        long place = syscall(SYS_lseek, fd, 0, SEEK_CUR);
        int flags = (int)syscall(SYS_fcntl, fd, F_GETFL);
        if (flags & O_APPEND) place = syscall(SYS_lseek, fd, 0, SEEK_END);
        offset = place;
    }
    if (is_bad("eio")) {
        errno = EIO;
        done = -1;
    } else if (is_bad("full")) {
        if (calls == at && length > 1) {
            note('W', fd, path, (uint64_t)offset, bytes, length / 2);
            done = do_write(fd, bytes, length / 2, offset, has_offset);
            at++; /* the next call meets the full disk */
        } else {
            errno = ENOSPC;
            done = -1;
        }
    } else {
        int dies = is_bad("kill");
        note('W', fd, path, (uint64_t)offset, bytes, length);
        done = do_write(fd, bytes, dies ? length / 2 : length, offset, has_offset);
        if (dies) kill(getpid(), SIGKILL);
    }
    pthread_mutex_unlock(&one);
    return done;
}

ssize_t write(int fd, const void *bytes, size_t length) { return written(fd, bytes, length, 0, 0); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
    return written(fd, bytes, length, offset, 1);
}
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
    return written(fd, bytes, length, offset, 1);
}

static int synced(int fd, long number) {
    char path[PATH_MAX];
    int code;
    if (!path_of(fd, path)) return (int)syscall(number, fd);
    pthread_mutex_lock(&one);
    calls++;
    if (is_bad("kill")) kill(getpid(), SIGKILL);
    if (is_bad("eio")) {
        errno = EIO;
        code = -1;
    } else {
        code = (int)syscall(number, fd);
        if (!code) note('S', fd, path, 0, NULL, 0);
    }
    pthread_mutex_unlock(&one);
    return code;
}

int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

static int cut(int fd, off_t size) {
    char path[PATH_MAX];
    int code;
    if (!path_of(fd, path)) return (int)syscall(SYS_ftruncate, fd, size);
    pthread_mutex_lock(&one);
    calls++;
    if (is_bad("kill")) kill(getpid(), SIGKILL);
    if (is_bad("eio")) {
        errno = EIO;
        code = -1;
    } else {
        note('T', fd, path, (uint64_t)size, NULL, 0);
        code = (int)syscall(SYS_ftruncate, fd, size);
    }
    pthread_mutex_unlock(&one);
    return code;
}

int ftruncate(int fd, off_t size) { return cut(fd, size); }
int ftruncate64(int fd, off64_t size) { return cut(fd, size); }

static int is_shut(const char *path, int flags) {
    if (!kind || strcmp(kind, "rofs") || !is_ours(path)) return 0;
    return (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT);
}

#define OPENING(name)                                     \
    int name(const char *path, int flags, ...) {          \
        va_list more;                                     \
        mode_t mode;                                      \
        va_start(more, flags);                            \
        mode = (mode_t)va_arg(more, int);                 \
        va_end(more);                                     \
        if (is_shut(path, flags)) {                       \
            errno = EROFS;                                \
            return -1;                                    \
        }                                                 \
        return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode); \
    }

OPENING(open)
OPENING(open64)

#define SHUT_OR(path, otherwise)                                  \
    if (kind && strcmp(kind, "rofs") == 0 && is_ours(path)) {     \
        errno = EROFS;                                            \
        return -1;                                                \
    }                                                             \
    return otherwise

int unlink(const char *path) { SHUT_OR(path, (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0)); }
int rename(const char *from, const char *to) {
    SHUT_OR(to, (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to));
}
int chmod(const char *path, mode_t mode) { SHUT_OR(path, (int)syscall(SYS_fchmodat, AT_FDCWD, path, mode)); }
