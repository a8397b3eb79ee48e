#include "CrashDiskFile.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    sqlite3_file head;
    crash_disk *disk;
    crash_node *node;
    // The real file stands behind this struct in the same memory.
    sqlite3_file *real;
    // SQLite syncs the folder, too, when it first syncs a journal or log that it made.
    bool syncs_folder;
} crash_file;

static crash_file *of(sqlite3_file *file) { return (crash_file *)file; }
static sqlite3_file *real_of(sqlite3_file *file) { return of(file)->real; }

// The bytes of the real file, zeros where it has none.
static int read_real(crash_file *file, unsigned char *out, int64_t start, int count) {
    int64_t left = file->node->base_size - start;
    int real_count = left <= 0 ? 0 : left < count ? (int)left : count;
    memset(out + real_count, 0, count - real_count);
    if (real_count == 0) return SQLITE_OK;
    int code = file->real->pMethods->xRead(file->real, out, real_count, start);
    return code == SQLITE_IOERR_SHORT_READ ? SQLITE_OK : code;
}

static int read_bytes(crash_file *file, unsigned char *out, int count, int64_t start) {
    while (count > 0) {
        int64_t index = start / crash_block_bytes;
        int skip = (int)(start % crash_block_bytes);
        int part = crash_block_bytes - skip < count ? crash_block_bytes - skip : count;
        crash_block *block = crash_disk_find_block(file->node, index);
        int code = SQLITE_OK;
        if (block) memcpy(out, block->bytes + skip, part);
        else code = read_real(file, out, start, part);
        if (code != SQLITE_OK) return code;
        out += part;
        start += part;
        count -= part;
    }
    return SQLITE_OK;
}

static int write_bytes(crash_file *file, const unsigned char *in, int count, int64_t start) {
    while (count > 0) {
        int64_t index = start / crash_block_bytes;
        int skip = (int)(start % crash_block_bytes);
        int part = crash_block_bytes - skip < count ? crash_block_bytes - skip : count;
        crash_block *block = crash_disk_find_block(file->node, index);
        if (!block) {
            unsigned char bytes[crash_block_bytes];
            int code = read_real(file, bytes, index * crash_block_bytes, crash_block_bytes);
            if (code != SQLITE_OK) return code;
            block = crash_disk_new_block(file->node, index);
            memcpy(block->bytes, bytes, crash_block_bytes);
        }
        memcpy(block->bytes + skip, in, part);
        int last = (skip + part - 1) / crash_sector_bytes;
        for (int sector = skip / crash_sector_bytes; sector <= last; sector++) block->dirty |= 1 << sector;
        in += part;
        start += part;
        count -= part;
        if (start > file->node->size) file->node->size = start;
    }
    return SQLITE_OK;
}

static int write_through(crash_file *file) {
    crash_node *node = file->node;
    const sqlite3_io_methods *methods = file->real->pMethods;
    sqlite3_int64 real_size = 0;
    int code = methods->xFileSize(file->real, &real_size);
    if (code == SQLITE_OK && real_size > node->base_size) code = methods->xTruncate(file->real, node->base_size);
    for (int slot = 0; slot < crash_table_size; slot++) {
        crash_block **place = &node->blocks[slot];
        while (code == SQLITE_OK && *place) {
            crash_block *block = *place;
            int64_t start = block->index * crash_block_bytes;
            for (int sector = 0; code == SQLITE_OK && sector < crash_block_bytes / crash_sector_bytes; sector++) {
                if (!(block->dirty & 1 << sector)) continue;
                int64_t at = start + sector * crash_sector_bytes;
                int count = node->size - at < crash_sector_bytes ? (int)(node->size - at) : crash_sector_bytes;
                if (count > 0)
                    code = methods->xWrite(file->real, block->bytes + sector * crash_sector_bytes, count, at);
            }
            block->dirty = 0;
            if (block->forgotten) {
                place = &block->next;
            } else {
                *place = block->next;
                free(block);
            }
        }
    }
    if (code == SQLITE_OK) node->base_size = node->size;
    return code;
}

// The operating system takes pages whose sync failed for clean.
static void forget_writes(crash_node *node) {
    for (int slot = 0; slot < crash_table_size; slot++) {
        for (crash_block *block = node->blocks[slot]; block; block = block->next) {
            block->forgotten = block->forgotten || block->dirty;
            block->dirty = 0;
        }
    }
}

static int64_t bytes_used(crash_disk *disk) {
    int64_t bytes = 0;
    for (crash_node *node = disk->nodes; node; node = node->next) bytes += node->exists ? node->size : 0;
    return bytes;
}

static int file_close(sqlite3_file *file) {
    return real_of(file)->pMethods ? real_of(file)->pMethods->xClose(real_of(file)) : SQLITE_OK;
}

static int file_read(sqlite3_file *file, void *out, int count, sqlite3_int64 start) {
    pthread_mutex_lock(&crash_disk_lock);
    int code = crash_disk_enter(of(file)->disk, crash_disk_read);
    if (code == SQLITE_OK) {
        int64_t left = of(file)->node->size - start;
        int present = left <= 0 ? 0 : left < count ? (int)left : count;
        code = read_bytes(of(file), out, present, start);
        if (code == SQLITE_OK && present < count) {
            memset((unsigned char *)out + present, 0, count - present);
            code = SQLITE_IOERR_SHORT_READ;
        }
    }
    pthread_mutex_unlock(&crash_disk_lock);
    return code;
}

static int file_write(sqlite3_file *file, const void *in, int count, sqlite3_int64 start) {
    pthread_mutex_lock(&crash_disk_lock);
    crash_disk *disk = of(file)->disk;
    int code = crash_disk_enter(disk, crash_disk_write);
    int64_t growth = start + count - of(file)->node->size;
    if (code == SQLITE_OK && disk->limit >= 0 && growth > 0 && bytes_used(disk) + growth > disk->limit)
        code = SQLITE_FULL;
    if (code == SQLITE_OK) code = write_bytes(of(file), in, count, start);
    pthread_mutex_unlock(&crash_disk_lock);
    return code;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
    pthread_mutex_lock(&crash_disk_lock);
    int code = crash_disk_enter(of(file)->disk, crash_disk_truncate);
    if (code == SQLITE_OK) crash_disk_forget(of(file)->node, size);
    pthread_mutex_unlock(&crash_disk_lock);
    return code;
}

static int file_sync(sqlite3_file *file, int flags) {
    (void)flags;
    pthread_mutex_lock(&crash_disk_lock);
    int code = crash_disk_enter(of(file)->disk, crash_disk_sync);
    // No real sync: the operating system outlives the process, and the test.
    if (code == SQLITE_OK) code = write_through(of(file));
    if (code == SQLITE_OK && of(file)->syncs_folder) {
        crash_disk_sync_folder(of(file)->disk);
        of(file)->syncs_folder = false;
    }
    if (code != SQLITE_OK && of(file)->disk->has_power) forget_writes(of(file)->node);
    pthread_mutex_unlock(&crash_disk_lock);
    return code;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
    pthread_mutex_lock(&crash_disk_lock);
    *size = of(file)->node->size;
    int code = of(file)->disk->has_power ? SQLITE_OK : SQLITE_IOERR_FSTAT;
    pthread_mutex_unlock(&crash_disk_lock);
    return code;
}

static int file_lock(sqlite3_file *file, int level) {
    return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int file_unlock(sqlite3_file *file, int level) {
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int file_check_lock(sqlite3_file *file, int *result) {
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), result);
}

static int file_control(sqlite3_file *file, int what, void *argument) {
    switch (what) {
    // These would touch the real file past us.
    case SQLITE_FCNTL_SIZE_HINT:
    case SQLITE_FCNTL_CHUNK_SIZE: return SQLITE_OK;
    case SQLITE_FCNTL_MMAP_SIZE: return SQLITE_NOTFOUND;
    default: return real_of(file)->pMethods->xFileControl(real_of(file), what, argument);
    }
}

static int file_sector_size(sqlite3_file *file) { return real_of(file)->pMethods->xSectorSize(real_of(file)); }

static int file_characteristics(sqlite3_file *file) {
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int file_shm_map(sqlite3_file *file, int page, int bytes, int extend, void volatile **out) {
    return real_of(file)->pMethods->xShmMap(real_of(file), page, bytes, extend, out);
}

static int file_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}

static void file_shm_barrier(sqlite3_file *file) { real_of(file)->pMethods->xShmBarrier(real_of(file)); }

static int file_shm_unmap(sqlite3_file *file, int delete) {
    return real_of(file)->pMethods->xShmUnmap(real_of(file), delete);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

// The real file behind ours, at an address that suits any type.
static size_t real_offset(void) {
    size_t step = _Alignof(max_align_t);
    return (sizeof(crash_file) + step - 1) / step * step;
}

int crash_disk_file_bytes(sqlite3_vfs *base) { return (int)real_offset() + base->szOsFile; }

int crash_disk_open_file(
    crash_disk *disk, sqlite3_vfs *base, const char *name, sqlite3_file *file, int flags, int *out) {
    crash_file *ours = of(file);
    memset(ours, 0, crash_disk_file_bytes(base));
    ours->disk = disk;
    ours->real = (sqlite3_file *)((char *)file + real_offset());
    pthread_mutex_lock(&crash_disk_lock);
    crash_node *node = crash_disk_node(disk, name);
    int code = node->exists || flags & SQLITE_OPEN_CREATE ? SQLITE_OK : SQLITE_CANTOPEN;
    pthread_mutex_unlock(&crash_disk_lock);
    if (code == SQLITE_OK) code = base->xOpen(base, name, ours->real, flags, out);
    if (code != SQLITE_OK) {
        // xClose is not called then.
        if (ours->real->pMethods) ours->real->pMethods->xClose(ours->real);
        return code;
    }
    pthread_mutex_lock(&crash_disk_lock);
    node->exists = true;
    ours->node = node;
    ours->syncs_folder = flags & SQLITE_OPEN_CREATE && flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL);
    pthread_mutex_unlock(&crash_disk_lock);
    ours->head.pMethods = &methods;
    return SQLITE_OK;
}
