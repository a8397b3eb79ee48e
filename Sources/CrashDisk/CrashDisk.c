#include "CrashDisk.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "CrashDiskFile.h"

// One lock for everything: tests are not fast on a disk in memory, and are right.
pthread_mutex_t crash_disk_lock = PTHREAD_MUTEX_INITIALIZER;

static crash_disk *mounted;
static sqlite3_vfs *base;

static crash_disk *disk_of(const char *path) {
    for (crash_disk *disk = mounted; path && disk; disk = disk->next) {
        size_t length = strlen(disk->folder);
        if (strncmp(path, disk->folder, length) == 0 && path[length] == '/') return disk;
    }
    return NULL;
}

static int kind_index(int kind) {
    int index = 0;
    while (kind >>= 1) index++;
    return index;
}

int crash_disk_enter(crash_disk *disk, int kind) {
    disk->calls[kind_index(kind)]++;
    if (!disk->has_power) return SQLITE_IOERR;
    if (!(disk->fail_kinds & kind) || disk->fail_in == 0) return SQLITE_OK;
    if (disk->fail_in > 1) {
        disk->fail_in--;
        return SQLITE_OK;
    }
    if (!disk->fail_forever) disk->fail_in = 0;
    return disk->fail_code;
}

static int open_file(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *out) {
    (void)vfs;
    pthread_mutex_lock(&crash_disk_lock);
    crash_disk *disk = disk_of(name);
    int code = disk ? crash_disk_enter(disk, crash_disk_open) : SQLITE_OK;
    bool read_only = disk && disk->read_only;
    pthread_mutex_unlock(&crash_disk_lock);
    if (!disk) return base->xOpen(base, name, file, flags, out);
    file->pMethods = NULL;
    if (code != SQLITE_OK) return SQLITE_CANTOPEN;
    if (read_only && (flags & SQLITE_OPEN_READWRITE)) {
        if (!(flags & SQLITE_OPEN_MAIN_DB)) return SQLITE_CANTOPEN;
        flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
    }
    return crash_disk_open_file(disk, base, name, file, flags, out);
}

static int delete_file(sqlite3_vfs *vfs, const char *name, int sync_folder) {
    (void)vfs;
    pthread_mutex_lock(&crash_disk_lock);
    crash_disk *disk = disk_of(name);
    int code = SQLITE_OK;
    if (disk) {
        code = crash_disk_enter(disk, crash_disk_delete);
        crash_node *node = code == SQLITE_OK ? crash_disk_node(disk, name) : NULL;
        if (node) crash_disk_forget(node, 0);
        if (node) node->exists = false;
    }
    pthread_mutex_unlock(&crash_disk_lock);
    // Without a sync of the folder the old file comes back when the power goes.
    if (code != SQLITE_OK || (disk && !sync_folder)) return code;
    return base->xDelete(base, name, sync_folder);
}

static int access_file(sqlite3_vfs *vfs, const char *name, int flags, int *result) {
    (void)vfs;
    pthread_mutex_lock(&crash_disk_lock);
    crash_disk *disk = disk_of(name);
    crash_node *node = disk ? crash_disk_find(disk, name) : NULL;
    bool known = node && flags == SQLITE_ACCESS_EXISTS;
    // As SQLite's own: an empty file is none.
    if (known) *result = node->exists && node->size > 0;
    pthread_mutex_unlock(&crash_disk_lock);
    return known ? SQLITE_OK : base->xAccess(base, name, flags, result);
}

static int full_path(sqlite3_vfs *vfs, const char *name, int count, char *out) {
    (void)vfs;
    return base->xFullPathname(base, name, count, out);
}

static int randomness(sqlite3_vfs *vfs, int count, char *out) {
    (void)vfs;
    return base->xRandomness(base, count, out);
}

static int sleep_for(sqlite3_vfs *vfs, int microseconds) {
    (void)vfs;
    return base->xSleep(base, microseconds);
}

static int current_time(sqlite3_vfs *vfs, double *out) {
    (void)vfs;
    return base->xCurrentTime(base, out);
}

static int last_error(sqlite3_vfs *vfs, int count, char *out) {
    (void)vfs;
    return base->xGetLastError(base, count, out);
}

static int current_time_64(sqlite3_vfs *vfs, sqlite3_int64 *out) {
    (void)vfs;
    return base->xCurrentTimeInt64(base, out);
}

static sqlite3_vfs crash_vfs = {
    .iVersion = 2,
    .zName = "crash-disk",
    .xOpen = open_file,
    .xDelete = delete_file,
    .xAccess = access_file,
    .xFullPathname = full_path,
    .xRandomness = randomness,
    .xSleep = sleep_for,
    .xCurrentTime = current_time,
    .xGetLastError = last_error,
    .xCurrentTimeInt64 = current_time_64,
};

bool crash_disk_install(void) {
    pthread_mutex_lock(&crash_disk_lock);
    bool done = base != NULL;
    if (!done && sqlite3_initialize() == SQLITE_OK && (base = sqlite3_vfs_find(NULL))) {
        crash_vfs.szOsFile = crash_disk_file_bytes(base);
        crash_vfs.mxPathname = base->mxPathname;
        done = sqlite3_vfs_register(&crash_vfs, 1) == SQLITE_OK;
    }
    pthread_mutex_unlock(&crash_disk_lock);
    return done;
}

crash_disk *crash_disk_mount(const char *folder) {
    char *path = realpath(folder, NULL);
    if (!path) return NULL;
    crash_disk *disk = calloc(1, sizeof(crash_disk));
    if (!disk) abort();
    disk->folder = path;
    disk->has_power = true;
    disk->limit = -1;
    pthread_mutex_lock(&crash_disk_lock);
    disk->next = mounted;
    mounted = disk;
    pthread_mutex_unlock(&crash_disk_lock);
    return disk;
}

void crash_disk_unmount(crash_disk *disk) {
    pthread_mutex_lock(&crash_disk_lock);
    for (crash_disk **place = &mounted; *place; place = &(*place)->next) {
        if (*place == disk) {
            *place = disk->next;
            break;
        }
    }
    crash_disk_free_nodes(disk);
    pthread_mutex_unlock(&crash_disk_lock);
    free(disk->folder);
    free(disk);
}

void crash_disk_lose_power(crash_disk *disk, uint64_t seed) {
    pthread_mutex_lock(&crash_disk_lock);
    disk->has_power = false;
    for (crash_node *node = disk->nodes; seed && node; node = node->next) crash_disk_write_some(node, &seed);
    pthread_mutex_unlock(&crash_disk_lock);
}

void crash_disk_restore_power(crash_disk *disk) {
    pthread_mutex_lock(&crash_disk_lock);
    crash_disk_free_nodes(disk);
    disk->has_power = true;
    pthread_mutex_unlock(&crash_disk_lock);
}

void crash_disk_limit(crash_disk *disk, int64_t bytes) {
    pthread_mutex_lock(&crash_disk_lock);
    disk->limit = bytes;
    pthread_mutex_unlock(&crash_disk_lock);
}

void crash_disk_set_read_only(crash_disk *disk, bool read_only) {
    pthread_mutex_lock(&crash_disk_lock);
    disk->read_only = read_only;
    pthread_mutex_unlock(&crash_disk_lock);
}

void crash_disk_fail(crash_disk *disk, int kinds, int64_t nth, int code, bool forever) {
    pthread_mutex_lock(&crash_disk_lock);
    disk->fail_kinds = kinds;
    disk->fail_in = nth;
    disk->fail_code = code;
    disk->fail_forever = forever;
    pthread_mutex_unlock(&crash_disk_lock);
}

int64_t crash_disk_calls(crash_disk *disk, int kind) {
    pthread_mutex_lock(&crash_disk_lock);
    int64_t calls = disk->calls[kind_index(kind)];
    pthread_mutex_unlock(&crash_disk_lock);
    return calls;
}
