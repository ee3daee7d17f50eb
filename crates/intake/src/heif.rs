//! Photos of Apple's telephones: made JPEGs by libheif's own program, where it is installed.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::{IntakeFault, Limits};

/// The programs that convert, the newer first.
const PROGRAMS: [&str; 2] = ["heif-dec", "heif-convert"];

/// How often the converter is looked after, and how many times: 20 seconds.
const LOOK: Duration = Duration::from_millis(20);
const LOOKS: u32 = 1000;

/// What the shell lets the converter use before it runs in its place: seconds of the processor,
/// memory and the size of a file, both in kibibytes or blocks of 512 bytes.
const BOUNDED: &str = "ulimit -t 20; ulimit -v 4194304; ulimit -f \"$1\"; shift; exec \"$@\"";

/// The photo as JPEG, turned upright by the converter.
///
/// # Errors
/// [`IntakeFault::HeicUnsupported`] without a converter, [`IntakeFault::TooManyPixels`] by what the
/// file says of itself, [`IntakeFault::Broken`] when the converter makes nothing of it.
pub(crate) fn to_jpeg(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, IntakeFault> {
    for (width, height) in sizes(bytes) {
        limits.bear(width, height)?;
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let program = PROGRAMS.iter().find_map(|name| found(name, &path)).ok_or(IntakeFault::HeicUnsupported)?;
    // A folder that nobody else may enter; it is gone when this ends.
    let folder =
        tempfile::Builder::new().prefix("leye-intake-").tempdir().map_err(|_| IntakeFault::Broken)?;
    let photo = folder.path().join("photo.heic");
    fs::write(&photo, bytes).map_err(|_| IntakeFault::Broken)?;
    let child = convert(&program, folder.path(), limits).map_err(|_| IntakeFault::Broken)?;
    if !in_time(child) {
        return Err(IntakeFault::Broken);
    }
    // Of several photos in one file the first is taken.
    let made = ["photo.jpg", "photo-1.jpg"].map(|name| folder.path().join(name));
    let made = made.iter().find(|path| path.exists()).ok_or(IntakeFault::Broken)?;
    let size = fs::metadata(made).map_err(|_| IntakeFault::Broken)?.len();
    if size > limits.bytes as u64 {
        return Err(IntakeFault::TooLarge { limit: crate::clean::mebibytes(limits.bytes as u64) });
    }
    fs::read(made).map_err(|_| IntakeFault::Broken)
}

fn found(name: &str, path: &OsStr) -> Option<PathBuf> {
    std::env::split_paths(path).map(|folder| folder.join(name)).find(|program| program.is_file())
}

fn convert(program: &Path, folder: &Path, limits: &Limits) -> std::io::Result<Child> {
    let blocks = (limits.bytes / 512 + 1).to_string();
    Command::new("/bin/sh")
        .args(["-c", BOUNDED, "sh", &blocks])
        .arg(program)
        .args(["-q", "92", "photo.heic", "photo.jpg"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
}

/// Whether the converter ended well and in time; otherwise it is ended.
fn in_time(mut child: Child) -> bool {
    for _ in 0..LOOKS {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => sleep(LOOK),
            Err(_) => break,
        }
    }
    // It may have ended by itself in between; either way nothing of it stays behind.
    let _ = child.kill();
    let _ = child.wait();
    false
}

/// What the file says of the sizes of its pictures (`ispe` within the box `meta`).
fn sizes(bytes: &[u8]) -> Vec<(u32, u32)> {
    let meta = meta(bytes).unwrap_or_default();
    let number = |at: usize| Some(u32::from_be_bytes(meta.get(at..at + 4)?.try_into().ok()?));
    let boxes = meta.windows(4).enumerate().filter(|(_, name)| *name == b"ispe");
    boxes.filter_map(|(at, _)| Some((number(at + 8)?, number(at + 12)?))).collect()
}

/// The first box `meta`, or what there is of it.
fn meta(bytes: &[u8]) -> Option<&[u8]> {
    let mut rest = bytes;
    loop {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let kind = rest.get(4..8)?;
        if kind == b"meta" {
            return Some(&rest[..length.clamp(8, rest.len())]);
        }
        rest = rest.get(length.max(8)..)?;
    }
}
