//! Reference tables: agencies, users, sessions, tokens, calendars, settings.

statements! {
    /// Writes an agency.
    PUT_AGENCY = "INSERT INTO agencies (code, level, name_hans, name_hant, parent, bureau, office, is_virtual, \
        close_of_business, phone, address, active) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
        ON CONFLICT (code) DO UPDATE SET level = excluded.level, name_hans = excluded.name_hans, \
        name_hant = excluded.name_hant, parent = excluded.parent, bureau = excluded.bureau, \
        office = excluded.office, is_virtual = excluded.is_virtual, \
        close_of_business = excluded.close_of_business, phone = excluded.phone, \
        address = excluded.address, active = excluded.active";
    /// One agency.
    AGENCY = "SELECT code, level, name_hans, name_hant, parent, bureau, office, is_virtual, close_of_business, \
        phone, address, active FROM agencies WHERE code = $1";
    /// Every agency.
    AGENCIES = "SELECT code, level, name_hans, name_hant, parent, bureau, office, is_virtual, close_of_business, \
        phone, address, active FROM agencies ORDER BY code";
    /// The agencies right below one.
    AGENCIES_BELOW = "SELECT code, level, name_hans, name_hant, parent, bureau, office, is_virtual, \
        close_of_business, phone, address, active FROM agencies WHERE parent = $1 ORDER BY code";
    /// Adds a user; changes nothing if the name is taken.
    ADD_USER = "INSERT INTO users (name, display_name, role, agency, password_hash, identity_hash, active, \
        must_change, version, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
        ON CONFLICT (name) DO NOTHING";
    /// Changes a user, if nobody else did.
    CHANGE_USER = "UPDATE users SET display_name = $1, role = $2, agency = $3, password_hash = $4, \
        identity_hash = $5, active = $6, must_change = $7, version = version + 1 \
        WHERE name = $8 AND version = $9 AND created_at = $10";
    /// One user.
    USER = "SELECT name, display_name, role, agency, password_hash, identity_hash, active, must_change, version, \
        created_at FROM users WHERE name = $1";
    /// Every user.
    USERS = "SELECT name, display_name, role, agency, password_hash, identity_hash, active, must_change, version, \
        created_at FROM users ORDER BY name";
    /// Every user of one agency.
    USERS_OF = "SELECT name, display_name, role, agency, password_hash, identity_hash, active, must_change, version, \
        created_at FROM users WHERE agency = $1 ORDER BY name";
    /// Begins a session.
    ADD_SESSION = "INSERT INTO sessions (token_hash, user_name, csrf, created_at, seen_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    /// One session.
    SESSION = "SELECT token_hash, user_name, csrf, created_at, seen_at, expires_at FROM sessions \
        WHERE token_hash = $1";
    /// One session with its user.
    SESSION_WITH_USER = "SELECT s.token_hash, s.user_name, s.csrf, s.created_at, s.seen_at, s.expires_at, u.name, \
        u.display_name, u.role, u.agency, u.password_hash, u.identity_hash, u.active, u.must_change, u.version, \
        u.created_at FROM sessions s, users u WHERE s.token_hash = $1 AND u.name = s.user_name";
    /// Notes that a session was used.
    TOUCH_SESSION = "UPDATE sessions SET seen_at = $1 WHERE token_hash = $2";
    /// Ends a session.
    END_SESSION = "DELETE FROM sessions WHERE token_hash = $1";
    /// Ends every session of a user.
    END_SESSIONS_OF = "DELETE FROM sessions WHERE user_name = $1";
    /// How many sessions have not run out.
    COUNT_SESSIONS = "SELECT COUNT(*) FROM sessions WHERE expires_at > $1";
    /// Drops sessions that have run out.
    DROP_SESSIONS = "DELETE FROM sessions WHERE expires_at <= $1";
    /// Adds a token for the API.
    ADD_API_TOKEN = "INSERT INTO api_tokens (token_hash, user_name, label, created_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5)";
    /// One token.
    API_TOKEN = "SELECT token_hash, user_name, label, created_at, expires_at FROM api_tokens WHERE token_hash = $1";
    /// The tokens of a user.
    API_TOKENS_OF = "SELECT token_hash, user_name, label, created_at, expires_at FROM api_tokens \
        WHERE user_name = $1 ORDER BY created_at, token_hash";
    /// Drops a token.
    DROP_API_TOKEN = "DELETE FROM api_tokens WHERE token_hash = $1";
    /// Drops every token of a user.
    DROP_API_TOKENS_OF = "DELETE FROM api_tokens WHERE user_name = $1";
    /// Writes a year of the calendar.
    PUT_YEAR = "INSERT INTO calendar_years (year, imported_at, source) VALUES ($1, $2, $3) \
        ON CONFLICT (year) DO UPDATE SET imported_at = excluded.imported_at, source = excluded.source";
    /// Drops the days of a year.
    DROP_DAYS = "DELETE FROM calendar_days WHERE year = $1";
    /// Adds a day.
    PUT_DAY = "INSERT INTO calendar_days (date, year, kind, name) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (date) DO UPDATE SET year = excluded.year, kind = excluded.kind, name = excluded.name";
    /// Every year.
    YEARS = "SELECT year, imported_at, source FROM calendar_years ORDER BY year";
    /// Every day.
    DAYS = "SELECT date, year, kind, name FROM calendar_days ORDER BY date";
    /// Writes a setting.
    PUT_SETTING = "INSERT INTO settings (name, value) VALUES ($1, $2) \
        ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    /// Writes a setting unless there is one.
    ADD_SETTING = "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
    /// One setting.
    SETTING = "SELECT value FROM settings WHERE name = $1";
    /// Every setting.
    SETTINGS = "SELECT name, value FROM settings ORDER BY name";
    /// Drops a setting.
    DROP_SETTING = "DELETE FROM settings WHERE name = $1";
    /// Keeps the files of a pack; changes nothing if they are kept.
    KEEP_PACK = "INSERT INTO packs (files_hash, pack_hash, id, kept_at, files) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT (files_hash) DO NOTHING";
    /// The files of a pack by what is in them.
    PACK = "SELECT files_hash, pack_hash, id, kept_at, files FROM packs WHERE files_hash = $1";
    /// The files of the rules with a fingerprint, those that were kept last first.
    PACKS_OF_RULES = "SELECT files_hash, pack_hash, id, kept_at, files FROM packs WHERE pack_hash = $1 \
        ORDER BY kept_at DESC, files_hash LIMIT 1";
    /// The fingerprints of all that is kept.
    PACK_HASHES = "SELECT files_hash FROM packs ORDER BY files_hash";
    /// Notes that a migration was applied.
    NOTE_MIGRATION = "INSERT INTO schema_migrations (number, name) VALUES ($1, $2)";
    /// The newest migration.
    NEWEST_MIGRATION = "SELECT COALESCE(MAX(number), 0) FROM schema_migrations";
    /// Makes room for noting migrations.
    MAKE_MIGRATIONS = "CREATE TABLE IF NOT EXISTS schema_migrations (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)";
}
