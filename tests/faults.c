/* Has one system call that touches a file below a folder fail, or the process killed at it. For tests/faults.py. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static char folder[PATH_MAX], seen[1 << 16];
static int wanted, code, lasts, count;

/* From now on the calls below `place` are counted; the `at`-th fails with `how`, or kills where that is negative. */
void faults_begin(const char *place, int at, int how, int until_the_end)
{
    snprintf(folder, sizeof folder, "%s", place);
    wanted = at, code = how, lasts = until_the_end, count = 0, seen[0] = 0;
}

/* Ends it: the names of the calls that were seen, one a line. */
const char *faults_end(void)
{
    folder[0] = 0;
    return seen;
}

static int is_below(int at, const char *path)
{
    char whole[2 * PATH_MAX] = "", link[64];
    ssize_t length = 0;
    if (!folder[0])
        return 0;
    if (path == NULL || (path[0] != '/' && at != AT_FDCWD)) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", at);
        length = readlink(link, whole, PATH_MAX);
    } else if (path[0] != '/' && getcwd(whole, PATH_MAX)) {
        length = strlen(whole);
    }
    if (length < 0)
        return 0;
    if (path != NULL)
        snprintf(whole + length, PATH_MAX, "%s%s", length ? "/" : "", path);
    length = strlen(folder);
    return strncmp(whole, folder, length) == 0 && (whole[length] == '/' || whole[length] == 0);
}

/* Whether this call is the one; it comes back only where it is to fail, with errno set. */
static int fails(const char *name, int at, const char *path)
{
    int kept = errno, ours = is_below(at, path);
    errno = kept;
    if (!ours)
        return 0;
    count++;
    if (strlen(seen) + strlen(name) + 2 < sizeof seen)
        strcat(strcat(seen, name), "\n");
    if (count != wanted && !(lasts && wanted && count > wanted))
        return 0;
    if (code < 0)
        raise(SIGKILL);
    errno = code;
    return 1;
}

#define USUAL(name) __typeof__(name) *usual = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

#define CALL(type, name, declared, given, at, path, otherwise) \
    type name declared                                         \
    {                                                          \
        USUAL(name);                                           \
        return fails(#name, at, path) ? otherwise : usual given; \
    }

#define OPEN(name, declared, at, path, ...)     \
    int name declared                           \
    {                                           \
        USUAL(name);                            \
        va_list more;                           \
        va_start(more, flags);                  \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; \
        va_end(more);                           \
        return fails("open", at, path) ? -1 : usual(__VA_ARGS__, flags, mode); \
    }

OPEN(open, (const char *path, int flags, ...), AT_FDCWD, path, path)
OPEN(open64, (const char *path, int flags, ...), AT_FDCWD, path, path)
OPEN(openat, (int at, const char *path, int flags, ...), at, path, at, path)
OPEN(openat64, (int at, const char *path, int flags, ...), at, path, at, path)

CALL(DIR *, opendir, (const char *path), (path), AT_FDCWD, path, NULL)
CALL(int, stat, (const char *path, struct stat *found), (path, found), AT_FDCWD, path, -1)
CALL(int, stat64, (const char *path, struct stat64 *found), (path, found), AT_FDCWD, path, -1)
CALL(int, lstat, (const char *path, struct stat *found), (path, found), AT_FDCWD, path, -1)
CALL(int, lstat64, (const char *path, struct stat64 *found), (path, found), AT_FDCWD, path, -1)
CALL(int, access, (const char *path, int mode), (path, mode), AT_FDCWD, path, -1)
CALL(int, fstat, (int file, struct stat *found), (file, found), file, NULL, -1)
CALL(int, fstat64, (int file, struct stat64 *found), (file, found), file, NULL, -1)
CALL(ssize_t, read, (int file, void *into, size_t size), (file, into, size), file, NULL, -1)
CALL(int, fsync, (int file), (file), file, NULL, -1)
CALL(int, fdatasync, (int file), (file), file, NULL, -1)
CALL(int, ftruncate, (int file, off_t size), (file, size), file, NULL, -1)
CALL(int, ftruncate64, (int file, off64_t size), (file, size), file, NULL, -1)
CALL(int, fchmod, (int file, mode_t mode), (file, mode), file, NULL, -1)
CALL(int, fchown, (int file, uid_t user, gid_t group), (file, user, group), file, NULL, -1)
CALL(int, flock, (int file, int how), (file, how), file, NULL, -1)
CALL(int, chmod, (const char *path, mode_t mode), (path, mode), AT_FDCWD, path, -1)
CALL(int, mkdir, (const char *path, mode_t mode), (path, mode), AT_FDCWD, path, -1)
CALL(int, rmdir, (const char *path), (path), AT_FDCWD, path, -1)
CALL(int, unlink, (const char *path), (path), AT_FDCWD, path, -1)
CALL(int, rename, (const char *old, const char *new), (old, new), AT_FDCWD, new, -1)
CALL(int, link, (const char *old, const char *new), (old, new), AT_FDCWD, new, -1)
CALL(int, symlink, (const char *old, const char *new), (old, new), AT_FDCWD, new, -1)
CALL(int, utimensat, (int at, const char *path, const struct timespec times[2], int flags),
     (at, path, times, flags), at, path, -1)
CALL(int, futimens, (int file, const struct timespec times[2]), (file, times), file, NULL, -1)

/* A disk that is full takes half of what is written; so does a kill. */
ssize_t write(int file, const void *from, size_t size)
{
    USUAL(write);
    if (folder[0] && count + 1 == wanted && size > 1 && is_below(file, NULL) && code != EINTR)
        usual(file, from, size / 2);
    return fails("write", file, NULL) ? -1 : usual(file, from, size);
}

/* What cannot be closed without an error is closed all the same. */
int close(int file)
{
    USUAL(close);
    int failed = fails("close", file, NULL), kept = errno, closed = usual(file);
    errno = failed ? kept : errno;
    return failed ? -1 : closed;
}
