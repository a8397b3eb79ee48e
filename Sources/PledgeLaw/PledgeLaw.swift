// `EmbeddedLaw` is written by the build; see `Plugins/EmbedLaw`.
