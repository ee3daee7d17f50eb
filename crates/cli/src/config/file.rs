//! The file: where it is looked for, and what stands on which line.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::ArgMatches;
use serde_spanned::Spanned;
use toml::Value;

use super::key::{CONFIG, KEYS, Key};
use crate::answer::Usage;

/// Looked for in this order where no file is named: in the working folder, then here.
const USUAL: [&str; 2] = ["leye.toml", "/etc/leye/leye.toml"];

/// A file that was read.
#[derive(Debug)]
pub(super) struct File {
    path: PathBuf,
    /// Value and line of each setting.
    settings: BTreeMap<String, (String, usize)>,
}

impl File {
    /// The file that was named, or the first of the usual ones that is there.
    ///
    /// # Errors
    /// A file that was named and is not there, cannot be read, or has faults: all of them.
    pub(super) fn find(matches: &ArgMatches) -> Result<Option<File>> {
        if let Some(path) = matches.get_one::<PathBuf>(CONFIG.name) {
            let none = || format!("{}: there is no such file; name another with --config", path.display());
            return File::open(path)?.map(Some).ok_or_else(|| Usage(none()).into());
        }
        for path in USUAL {
            if let Some(file) = File::open(Path::new(path))? {
                return Ok(Some(file));
            }
        }
        Ok(None)
    }

    fn open(path: &Path) -> Result<Option<File>> {
        match fs::read_to_string(path) {
            Ok(text) => File::parse(path, &text).map(Some),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => bail!(
                "{}: {error}; run as the account that may read it, or name another with --config",
                path.display()
            ),
        }
    }

    /// Nothing of a line but the names is repeated in an error: it may hold a password.
    fn parse(path: &Path, text: &str) -> Result<File> {
        let at = |offset: usize| text[..offset.min(text.len())].matches('\n').count() + 1;
        let shown = path.display();
        let read: BTreeMap<Spanned<String>, Spanned<Value>> = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| at(span.start));
            Usage(format!("{shown}:{line}: {}", error.message()))
        })?;
        let (mut settings, mut faults) = (BTreeMap::new(), Vec::new());
        for (name, value) in read {
            let line = at(name.span().start);
            match (KEYS.iter().any(|key| key.name == name.get_ref()), plain(value.get_ref())) {
                (true, Some(value)) => {
                    settings.insert(name.into_inner(), (value, line));
                }
                (true, None) => faults.push((line, format!("`{}` must be a text", name.get_ref()))),
                (false, _) => faults.push((line, unknown(name.get_ref()))),
            }
        }
        faults.sort();
        let told: Vec<_> = faults.iter().map(|(line, what)| format!("{shown}:{line}: {what}")).collect();
        if told.is_empty() {
            Ok(File { path: path.to_owned(), settings })
        } else {
            Err(Usage(told.join("\n")).into())
        }
    }

    /// The setting as the command line would have it.
    pub(super) fn argument(&self, key: &Key) -> Option<OsString> {
        self.settings.get(key.name).map(|(value, _)| format!("--{}={value}", key.name).into())
    }

    /// Whether it says anything about a setting.
    pub(super) fn has(&self, key: &Key) -> bool {
        self.settings.contains_key(key.name)
    }

    /// Where a setting stands.
    pub(super) fn place(&self, key: &Key) -> String {
        let line = self.settings.get(key.name).map_or(1, |(_, line)| *line);
        format!("{}:{line}", self.shown())
    }

    /// Its path.
    pub(super) fn shown(&self) -> String {
        self.path.display().to_string()
    }
}

fn unknown(name: &str) -> String {
    let names: Vec<_> = KEYS.iter().map(|key| key.name).collect();
    format!("there is no setting `{name}`; there are {}", names.join(", "))
}

/// A value as text; a list as its parts with commas between.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Array(parts) => parts.iter().map(plain).collect::<Option<Vec<_>>>().map(|all| all.join(",")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> String {
        File::parse(Path::new("leye.toml"), text).expect_err("a fault").to_string()
    }

    #[test]
    fn every_unknown_setting_is_named_with_its_line_and_without_its_value() {
        let told = fault("listen = \"127.0.0.1:1\"\ndatabse = \"postgres://u:secret@h/d\"\n\nport = 3\n");
        assert!(told.contains("leye.toml:2: there is no setting `databse`"), "{told}");
        assert!(told.contains("leye.toml:4: there is no setting `port`"), "{told}");
        assert!(told.contains("database") && !told.contains("secret"), "{told}");
    }

    #[test]
    fn a_line_that_is_no_toml_is_named_without_its_text() {
        let told = fault("listen = \"127.0.0.1:1\"\ndatabase = postgres://u:secret@h/d\n");
        assert!(told.starts_with("leye.toml:2: ") && !told.contains("secret"), "{told}");
    }

    #[test]
    fn a_table_is_no_setting() {
        assert!(fault("[tls]\ncert = \"a\"\n").contains("leye.toml:1: there is no setting `tls`"));
        assert!(fault("data = { a = 1 }\n").contains("leye.toml:1: `data` must be a text"));
    }
}
