//! The settings: their one name and the variable that goes with it.

use std::ffi::OsStr;

use clap::ArgMatches;
use clap::parser::ValueSource;

/// A setting.
#[derive(Debug)]
pub(super) struct Key {
    /// Its name in the file and, after two dashes, on the command line.
    pub name: &'static str,
    /// Its environment variable.
    pub variable: &'static str,
}

const fn key(name: &'static str, variable: &'static str) -> Key {
    Key { name, variable }
}

/// Where the file itself lies; this one cannot stand in the file.
pub(super) const CONFIG: Key = key("config", "LEYE_CONFIG");

/// The variable that may hold the master key itself; it beats a file named in the file.
pub(super) const MASTER_KEY_ITSELF: &str = "LEYE_MASTER_KEY";
/// The setting that names the file of the master key.
pub(super) const MASTER_KEY: &str = "master-key";
/// The settings whose value may hold a password.
pub(super) const DATABASE: &str = "database";
pub(super) const FILES: &str = "files";
/// The setting that names the file of the key to the bucket, and the variable that may hold it.
pub(super) const FILES_KEY: &str = "files-key";
pub(super) const FILES_KEY_ITSELF: &str = "LEYE_FILES_KEY";

/// Every setting, in the order in which they are shown.
pub(super) const KEYS: [Key; 15] = [
    key("listen", "LEYE_LISTEN"),
    key("data", "LEYE_DATA"),
    key(DATABASE, "LEYE_DATABASE"),
    // The variable without _FILE holds the key itself.
    key(MASTER_KEY, "LEYE_MASTER_KEY_FILE"),
    key(FILES, "LEYE_FILES"),
    key(FILES_KEY, "LEYE_FILES_KEY_FILE"),
    key("pack", "LEYE_PACK"),
    key("people-dir", "LEYE_PEOPLE_DIR"),
    key("clamav", "LEYE_CLAMAV"),
    key("tls-cert", "LEYE_TLS_CERT"),
    key("tls-key", "LEYE_TLS_KEY"),
    key("behind-proxy", "LEYE_BEHIND_PROXY"),
    key("metrics-listen", "LEYE_METRICS_LISTEN"),
    key("log-format", "LEYE_LOG_FORMAT"),
    key("patience", "LEYE_PATIENCE"),
];

impl Key {
    /// How the command line's reader calls it.
    pub(super) fn id(&self) -> String {
        self.name.replace('-', "_")
    }

    /// Whether the command has this setting.
    pub(super) fn belongs_to(&self, command: &ArgMatches) -> bool {
        command.try_contains_id(&self.id()).is_ok()
    }

    /// Whether what the file says counts: the command has the setting, and neither a flag
    /// nor a variable gave it.
    pub(super) fn asked_of_file(&self, matches: &ArgMatches) -> bool {
        let matches = super::leaf(matches);
        let given = |source| matches!(source, Some(ValueSource::CommandLine | ValueSource::EnvVariable));
        self.belongs_to(matches) && !given(matches.value_source(&self.id())) && self.itself().is_none()
    }

    /// The variable that holds the key itself, whose file this setting names.
    pub(super) fn itself(&self) -> Option<&'static str> {
        let variable = match self.name {
            MASTER_KEY => MASTER_KEY_ITSELF,
            FILES_KEY => FILES_KEY_ITSELF,
            _ => return None,
        };
        let value = std::env::var_os(variable);
        value.filter(|key| !OsStr::to_string_lossy(key).trim().is_empty()).map(|_| variable)
    }
}

#[cfg(test)]
mod tests {
    use super::KEYS;

    #[test]
    fn a_variable_is_called_after_its_setting() {
        for key in KEYS {
            let name = format!("LEYE_{}", key.name.replace('-', "_").to_uppercase());
            assert_eq!(key.variable.trim_end_matches("_FILE"), name);
        }
    }
}
