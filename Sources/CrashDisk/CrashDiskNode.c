#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "CrashDiskFile.h"

crash_node *crash_disk_find(crash_disk *disk, const char *path) {
    for (crash_node *node = disk->nodes; node; node = node->next) {
        if (strcmp(node->path, path) == 0) return node;
    }
    return NULL;
}

crash_node *crash_disk_node(crash_disk *disk, const char *path) {
    crash_node *node = crash_disk_find(disk, path);
    if (node) return node;
    node = calloc(1, sizeof(crash_node));
    if (!node || !(node->path = strdup(path))) abort();
    struct stat status;
    node->exists = stat(path, &status) == 0;
    node->size = node->base_size = node->exists ? status.st_size : 0;
    node->next = disk->nodes;
    disk->nodes = node;
    return node;
}

crash_block *crash_disk_find_block(crash_node *node, int64_t index) {
    crash_block *block = node->blocks[index % crash_table_size];
    while (block && block->index != index) block = block->next;
    return block;
}

crash_block *crash_disk_new_block(crash_node *node, int64_t index) {
    crash_block *block = calloc(1, sizeof(crash_block));
    if (!block) abort();
    block->index = index;
    block->next = node->blocks[index % crash_table_size];
    node->blocks[index % crash_table_size] = block;
    return block;
}

void crash_disk_forget(crash_node *node, int64_t size) {
    node->size = size;
    if (node->base_size > size) node->base_size = size;
    for (int slot = 0; slot < crash_table_size; slot++) {
        crash_block **place = &node->blocks[slot];
        while (*place) {
            crash_block *block = *place;
            int64_t start = block->index * crash_block_bytes;
            if (start >= size) {
                *place = block->next;
                free(block);
                continue;
            }
            int64_t rest = start + crash_block_bytes - size;
            if (rest > 0) memset(block->bytes + crash_block_bytes - rest, 0, rest);
            place = &block->next;
        }
    }
}

void crash_disk_write_some(crash_node *node, uint64_t *seed) {
    int descriptor = open(node->path, O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return;
    for (int slot = 0; slot < crash_table_size; slot++) {
        for (crash_block *block = node->blocks[slot]; block; block = block->next) {
            for (int sector = 0; sector < crash_block_bytes / crash_sector_bytes; sector++) {
                // xorshift64
                *seed ^= *seed << 13;
                *seed ^= *seed >> 7;
                *seed ^= *seed << 17;
                if (!(block->dirty & 1 << sector) || *seed & 1) continue;
                int64_t start = block->index * crash_block_bytes + sector * crash_sector_bytes;
                int64_t count = node->size - start < crash_sector_bytes ? node->size - start : crash_sector_bytes;
                if (count > 0 && pwrite(descriptor, block->bytes + sector * crash_sector_bytes, count, start) != count)
                    abort();
            }
        }
    }
    close(descriptor);
}

void crash_disk_sync_folder(crash_disk *disk) {
    for (crash_node *node = disk->nodes; node; node = node->next) {
        if (!node->exists) unlink(node->path);
    }
}

void crash_disk_free_nodes(crash_disk *disk) {
    while (disk->nodes) {
        crash_node *node = disk->nodes;
        disk->nodes = node->next;
        crash_disk_forget(node, 0);
        free(node->path);
        free(node);
    }
}
