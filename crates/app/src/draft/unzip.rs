//! A pack as it comes in: a zip of its folder. Nothing in it is believed: not its sizes, not
//! its names, not that it is text.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use leye_pack::{Code, Diagnostic};
use zip::ZipArchive;

/// The most that a pack may weigh as it comes in.
pub const MOST_PACKED: usize = 8 << 20;
/// The most that one of its files may weigh unpacked.
const MOST_FILE: u64 = 4 << 20;
/// The most that all of them together may weigh unpacked.
const MOST_ALL: u64 = 24 << 20;
/// The most files, folders counted.
const MOST_FILES: usize = 2_000;

/// The names and texts of a pack.
type Files = BTreeMap<String, String>;

/// Reads the files of a pack. Every fault at once, as far as they can be told apart.
pub(super) fn unzip(bytes: &[u8]) -> Result<Files, Vec<Diagnostic>> {
    let whole = |message: String, remedy: &str| vec![fault("", 1, 1, message, remedy)];
    if bytes.len() > MOST_PACKED {
        let message = format!("the file has more than {} MiB", MOST_PACKED >> 20);
        return Err(whole(message, "leave out what is no part of a pack"));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
        whole(format!("this is no zip archive that can be read: {error}"), "zip the folder of the pack again")
    })?;
    if archive.len() > MOST_FILES {
        let message = format!("the archive has {} files; a pack has at most {MOST_FILES}", archive.len());
        return Err(whole(message, "leave out what is no part of a pack"));
    }
    let (mut files, mut faults, mut all) = (Files::new(), Vec::new(), 0);
    for at in 0..archive.len() {
        match read(&mut archive, at, &mut all) {
            Ok(Some((name, text))) => {
                if files.insert(name.clone(), text).is_some() {
                    faults.push(fault(&name, 1, 1, "the archive has it twice", "keep one of the two"));
                }
            }
            Ok(None) => {}
            Err(found) => faults.push(*found),
        }
        if all > MOST_ALL {
            let message = format!("unpacked, the archive has more than {} MiB", MOST_ALL >> 20);
            return Err(whole(message, "leave out what is no part of a pack"));
        }
    }
    if faults.is_empty() { Ok(inside(files)) } else { Err(faults) }
}

/// One file; none where it is no part of a pack.
fn read(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    at: usize,
    all: &mut u64,
) -> Result<Option<(String, String)>, Box<Diagnostic>> {
    let broken = |name: &str, error: &dyn std::fmt::Display| {
        let message = format!("it cannot be unpacked: {error}");
        Box::new(fault(name, 1, 1, message, "zip the folder of the pack again, without a password"))
    };
    let mut file = archive.by_index(at).map_err(|error| broken(&format!("#{}", at + 1), &error))?;
    let name = file.name().map(std::borrow::Cow::into_owned).unwrap_or_else(|_| format!("#{}", at + 1));
    let shown: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
    if file.is_dir() {
        return Ok(None);
    }
    // A name that leads out of the folder, or a link to somewhere else.
    let Some(path) = file.enclosed_name().filter(|_| !file.is_symlink()) else {
        let remedy = "zip the folder itself, without links and without `..`";
        return Err(Box::new(fault(&shown, 1, 1, "it leads out of the archive", remedy)));
    };
    let name = path.to_string_lossy().replace('\\', "/");
    let is_kept = name.ends_with(".toml") || name.ends_with(".csv");
    if !is_kept || name.starts_with("__MACOSX/") || name.split('/').any(|part| part.starts_with('.')) {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    // What the archive says of its sizes is not believed: only what comes out counts.
    let mut limited = (&mut file).take(MOST_FILE.min(MOST_ALL.saturating_sub(*all)) + 1);
    limited.read_to_end(&mut bytes).map_err(|error| broken(&name, &error))?;
    let size = bytes.len() as u64;
    *all += size;
    if size > MOST_FILE {
        let message = format!("unpacked, it has more than {} MiB", MOST_FILE >> 20);
        return Err(Box::new(fault(&name, 1, 1, message, "no file of a pack is that large")));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some((name, text))),
        Err(error) => Err(Box::new(not_text(&name, &error))),
    }
}

fn not_text(name: &str, error: &std::string::FromUtf8Error) -> Diagnostic {
    let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
    let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = good.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let column = String::from_utf8_lossy(&good[start..]).chars().count() + 1;
    fault(name, line, column, "here begins what is no text in UTF-8", "save the file as UTF-8")
}

/// The pack itself, where the archive holds the folder and not what is in it.
fn inside(files: Files) -> Files {
    if files.contains_key("pack.toml") {
        return files;
    }
    let top = files.keys().next().and_then(|name| Some(name.split_once('/')?.0.to_owned()));
    match top.map(|top| format!("{top}/")) {
        Some(start) if files.keys().all(|name| name.starts_with(&start)) => files
            .into_iter()
            .filter_map(|(name, text)| Some((name.strip_prefix(&start)?.to_owned(), text)))
            .collect(),
        _ => files,
    }
}

fn fault(file: &str, line: usize, column: usize, message: impl Into<String>, remedy: &str) -> Diagnostic {
    Diagnostic {
        file: file.to_owned(),
        line,
        column,
        code: Code::Syntax,
        message: message.into(),
        remedy: remedy.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).expect("a file begins");
            writer.write_all(bytes).expect("a file is written");
        }
        writer.finish().expect("the archive ends").into_inner()
    }

    fn told(bytes: &[u8]) -> String {
        unzip(bytes).expect_err("a fault").iter().map(|fault| format!("{fault}\n")).collect()
    }

    #[test]
    fn a_folder_and_what_is_in_it_are_the_same_pack() {
        let bare = unzip(&zip(&[("pack.toml", b"a = 1"), ("calendar/2026.toml", b"")])).expect("files");
        let within =
            unzip(&zip(&[("mine/pack.toml", b"a = 1"), ("mine/calendar/2026.toml", b"")])).expect("files");
        assert_eq!(bare, within);
        assert_eq!(bare.keys().collect::<Vec<_>>(), ["calendar/2026.toml", "pack.toml"]);
    }

    #[test]
    fn what_is_no_part_of_a_pack_is_left_out() {
        let files =
            [("pack.toml", &b""[..]), (".git/x.toml", b""), ("__MACOSX/pack.toml", b""), ("a.png", b"\xff")];
        assert_eq!(unzip(&zip(&files)).expect("files").len(), 1);
    }

    #[test]
    fn a_name_that_leads_out_is_refused() {
        for name in ["../pack.toml", "a/../../pack.toml", "/etc/pack.toml"] {
            let found = unzip(&zip(&[(name, b"")]));
            // A leading slash alone may be cut off; then nothing leads out any more.
            assert!(
                found.as_ref().map_or(true, |files| files.keys().all(|name| !name.contains(".."))),
                "{name}"
            );
        }
        assert!(told(&zip(&[("../pack.toml", b"")])).contains("leads out"));
    }

    #[test]
    fn what_is_not_utf_8_is_told_with_its_line() {
        let found = unzip(&zip(&[("pack.toml", b"a = 1\nb = \"\xb9\xfe\"\n")])).expect_err("a fault");
        assert_eq!((found[0].file.as_str(), found[0].line, found[0].column), ("pack.toml", 2, 6));
    }

    #[test]
    fn a_bomb_is_stopped_by_what_comes_out() {
        let zeros = vec![b' '; 5 << 20];
        assert!(told(&zip(&[("pack.toml", &zeros)])).contains("more than 4 MiB"));
        let many: Vec<(String, Vec<u8>)> =
            (0..7).map(|at| (format!("a{at}.toml"), vec![b' '; 4 << 20])).collect();
        let many: Vec<(&str, &[u8])> =
            many.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        assert!(told(&zip(&many)).contains("more than 24 MiB"));
    }

    #[test]
    fn too_many_files_and_no_archive_are_told() {
        let many: Vec<String> = (0..=MOST_FILES).map(|at| format!("a{at}.toml")).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
        assert!(told(&zip(&many)).contains("at most 2000"));
        assert!(told(b"PK nothing").contains("no zip archive"));
        let whole = zip(&[("pack.toml", b"a = 1")]);
        assert!(unzip(&whole[..whole.len() / 2]).is_err());
    }
}
