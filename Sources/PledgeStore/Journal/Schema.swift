/// The tables of a practice, as migrations that only go forward.
///
/// What identifies or describes a person stands in sealed columns alone; who has which key, token or task is told by numbers.
/// All but `entry`, `rulebook` and `secret` is made again from the entries.
package enum Schema {
    package static let migrations = [
        Migration(
            1, "journal",
            [
                // One row: where the journal stands. `code` is a keyed hash of the rest, but of `request_keys`: the sums of
                // the callers' keys, sealed for this size.
                """
                CREATE TABLE head (id BIGINT PRIMARY KEY, origin TEXT NOT NULL, size BIGINT NOT NULL,
                    written BIGINT NOT NULL, frontier BLOB NOT NULL, people BIGINT NOT NULL, state_root BLOB NOT NULL,
                    checkpoint TEXT NOT NULL, code BLOB NOT NULL, request_keys BLOB NOT NULL)
                """,
                // Keys under the master key, by name.
                "CREATE TABLE secret (name TEXT PRIMARY KEY, sealed BLOB NOT NULL)",
                """
                CREATE TABLE entry (number BIGINT PRIMARY KEY, written BIGINT NOT NULL, kind BIGINT NOT NULL,
                    leaf BLOB NOT NULL, body BLOB NOT NULL, keys BLOB NOT NULL)
                """,
                // Full tiles of the tree, and the last of each level above the lowest.
                """
                CREATE TABLE tile (level BIGINT NOT NULL, number BIGINT NOT NULL, bytes BLOB NOT NULL,
                    PRIMARY KEY (level, number))
                """,
                // Rules and promises, by the SHA-256 of their bytes.
                "CREATE TABLE rulebook (hash BLOB PRIMARY KEY, bytes BLOB NOT NULL)",
                // The data key of each person, under the organization's key.
                "CREATE TABLE person_key (person BIGINT PRIMARY KEY, wrapped BLOB NOT NULL)",
            ]),
        Migration(
            2, "projections",
            [
                "CREATE TABLE person (number BIGINT PRIMARY KEY, sealed BLOB NOT NULL)",
                """
                CREATE TABLE state_tile (level BIGINT NOT NULL, number BIGINT NOT NULL, bytes BLOB NOT NULL,
                    PRIMARY KEY (level, number))
                """,
                "CREATE TABLE person_entry (person BIGINT NOT NULL, entry BIGINT NOT NULL, PRIMARY KEY (person, entry))",
                // Keyed hashes of identifiers, and of pieces of names.
                "CREATE TABLE identifier (token BLOB PRIMARY KEY, person BIGINT NOT NULL)",
                """
                CREATE TABLE search_token (token BIGINT NOT NULL, person BIGINT NOT NULL,
                    PRIMARY KEY (token, person))
                """,
                // Keyed hashes of the callers' keys, and of what they asked.
                "CREATE TABLE request_key (entry BIGINT PRIMARY KEY, token BLOB NOT NULL UNIQUE, body BLOB NOT NULL)",
                """
                CREATE TABLE task (entry BIGINT NOT NULL, ordinal BIGINT NOT NULL, person BIGINT NOT NULL,
                    due BIGINT NOT NULL, sealed BLOB NOT NULL, done BIGINT, PRIMARY KEY (entry, ordinal))
                """,
                "CREATE INDEX task_due ON task (due) WHERE done IS NULL",
            ]),
        Migration(
            3, "accounts",
            [
                // SHA-256 of a session's token, number of the account, milliseconds of the last use, keyed hash of the row.
                // Which sessions there are stands in the states of accounts.
                """
                CREATE TABLE session (token BLOB PRIMARY KEY, account BIGINT NOT NULL, seen BIGINT NOT NULL,
                    code BLOB NOT NULL)
                """,
                // Tries to sign in, by keyed hashes of name and place; rows end by themselves.
                "CREATE TABLE attempt (token BLOB PRIMARY KEY, level BIGINT NOT NULL, last BIGINT NOT NULL)",
            ]),
    ]
}
