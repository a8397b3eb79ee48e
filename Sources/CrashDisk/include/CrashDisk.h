#ifndef CRASH_DISK_H
#define CRASH_DISK_H

#include <stdbool.h>
#include <stdint.h>

// A disk that loses power, fills up and fails, below SQLite; for tests only.
//
// What SQLite writes to a mounted folder stays in memory until it syncs the file: a process that is killed, or a disk
// that loses power, forgets everything else. Only this process sees the memory: one process a folder.

typedef struct crash_disk crash_disk;

// Kinds of calls, to be combined.
enum {
    crash_disk_read = 1,
    crash_disk_write = 2,
    crash_disk_sync = 4,
    crash_disk_truncate = 8,
    crash_disk_delete = 16,
    crash_disk_open = 32,
};

// Makes the disk the one that SQLite uses by default; folders that are not mounted stay as they are.
//
// Any number of times; false when SQLite refuses.
bool crash_disk_install(void);

// Mounts a folder that is there; null when it is not. Files that lie there already are as durable as they are.
crash_disk *crash_disk_mount(const char *folder);

// Forgets a folder and what was not synced. All its files must be closed.
void crash_disk_unmount(crash_disk *disk);

// What was not synced is lost, and each later call fails until `crash_disk_restore_power`.
//
// With a seed of 0 all of it is lost; with another, some sectors of 512 bytes reached the disk, in no order.
void crash_disk_lose_power(crash_disk *disk, uint64_t seed);

// The disk works again; all its files must have been closed.
void crash_disk_restore_power(crash_disk *disk);

// The files together take this many bytes at most; below 0: any.
void crash_disk_limit(crash_disk *disk, int64_t bytes);

// Files can only be opened for reading.
void crash_disk_set_read_only(crash_disk *disk, bool read_only);

// Of the calls of these kinds from now on, the nth (from 1) answers with this code of SQLite, or with `forever` each
// from then on; an nth of 0 ends it. A sync that fails forgets what it was to write, as an operating system does.
void crash_disk_fail(crash_disk *disk, int kinds, int64_t nth, int code, bool forever);

// Calls of these kinds since the folder was mounted; one kind at a time.
int64_t crash_disk_calls(crash_disk *disk, int kind);

#endif
