/* Debian's libxml2 includes its ICU, whose types are not those of Foundation's own ICU: the two in one program do not
   compile. Nothing that we call names a type of ICU. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/xmlreader.h>
