#ifndef PLEDGE_CPOSTGRES_SHIM_H
#define PLEDGE_CPOSTGRES_SHIM_H

// PostgreSQL's own client library, as Debian's libpq-dev installs it.
#include <libpq-fe.h>

#endif
