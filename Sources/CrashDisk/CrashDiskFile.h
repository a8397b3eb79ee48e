#ifndef CRASH_DISK_FILE_H
#define CRASH_DISK_FILE_H

#include <pthread.h>
#include <sqlite3.h>

#include "CrashDisk.h"

enum { crash_block_bytes = 4096, crash_sector_bytes = 512, crash_table_size = 4096 };

// A block that differs from the real file, or may.
typedef struct crash_block {
    int64_t index;
    // A bit for each sector that was written and not synced.
    unsigned char dirty;
    // A sync failed to write it: it is read back, and is gone when the power goes, unless it is written again.
    bool forgotten;
    struct crash_block *next;
    unsigned char bytes[crash_block_bytes];
} crash_block;

// A file as this process sees it: the real one below, blocks above.
typedef struct crash_node {
    char *path;
    bool exists;
    int64_t size;
    // The real file counts up to here; beyond, there are zeros.
    int64_t base_size;
    crash_block *blocks[crash_table_size];
    struct crash_node *next;
} crash_node;

struct crash_disk {
    char *folder;
    bool has_power;
    bool read_only;
    int64_t limit;
    int fail_kinds;
    int64_t fail_in;
    int fail_code;
    bool fail_forever;
    int64_t calls[6];
    crash_node *nodes;
    struct crash_disk *next;
};

// Everything below is called with the lock held, except for opening a file.
extern pthread_mutex_t crash_disk_lock;

// Counts a call, and says whether it is to fail.
int crash_disk_enter(crash_disk *disk, int kind);

int crash_disk_file_bytes(sqlite3_vfs *base);
int crash_disk_open_file(
    crash_disk *disk, sqlite3_vfs *base, const char *name, sqlite3_file *file, int flags, int *out);

crash_node *crash_disk_find(crash_disk *disk, const char *path);
// The node of a file; made from the real file at first sight.
crash_node *crash_disk_node(crash_disk *disk, const char *path);
// Cuts a file.
void crash_disk_forget(crash_node *node, int64_t size);
// Writes about half of what was not synced to the real file.
void crash_disk_write_some(crash_node *node, uint64_t *seed);
// Files that were deleted are gone for good.
void crash_disk_sync_folder(crash_disk *disk);
void crash_disk_free_nodes(crash_disk *disk);

crash_block *crash_disk_find_block(crash_node *node, int64_t index);
crash_block *crash_disk_new_block(crash_node *node, int64_t index);

#endif
