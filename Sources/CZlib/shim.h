#include <zlib.h>

/* `deflateInit2` and `inflateInit2` are macros. */
/* A window of 8 KiB, which holds the dictionary and a usual entry, and a small table: cheap to copy. */
static inline int pledge_deflate_init(z_stream *stream) {
    return deflateInit2(stream, 6, Z_DEFLATED, -13, 5, Z_DEFAULT_STRATEGY);
}

static inline int pledge_inflate_init(z_stream *stream) {
    return inflateInit2(stream, -15);
}

/* A gzip file, with its head and its check. */
static inline int pledge_gunzip_init(z_stream *stream) {
    return inflateInit2(stream, 15 + 16);
}
