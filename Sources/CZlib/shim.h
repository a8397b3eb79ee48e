#include <zlib.h>

/* `deflateInit2` and `inflateInit2` are macros. */
static inline int pledge_deflate_init(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, -15, 5, Z_DEFAULT_STRATEGY);
}

static inline int pledge_inflate_init(z_stream *stream) {
    return inflateInit2(stream, -15);
}
