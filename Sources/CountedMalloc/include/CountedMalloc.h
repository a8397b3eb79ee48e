#ifndef COUNTED_MALLOC_H
#define COUNTED_MALLOC_H

// How often this process asked for memory since it began.
//
// Linking this target puts counters before the C library's own functions, which still do the work; for measuring only.
long counted_allocations(void);

#endif
