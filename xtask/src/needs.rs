//! What must be on the machine, and how it gets there.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::step::{answer, execute, fault};

/// Where Debian puts Chromium; the browser tests use no other.
pub const CHROMIUM: &str = "/usr/bin/chromium";

/// Speaks S3 in the tests of storage.
const MOTO: &str = "moto[server,s3]==5.2.5";

/// Something that a Debian package brings.
struct Need {
    package: &'static str,
    why: &'static str,
    present: fn() -> bool,
}

const TEST_NEEDS: [Need; 8] = [
    Need { package: "nodejs", why: "builds the ui and drives the browser tests", present: has_node },
    Need { package: "npm", why: "installs what the ui is made with", present: has_npm },
    Need { package: "chromium", why: "the browser of the browser tests", present: has_chromium },
    Need { package: "fonts-noto-cjk", why: "Chinese characters on the pages under test", present: has_font },
    Need { package: "python3-venv", why: "runs moto, the bucket of the tests", present: has_venv },
    Need { package: "postgresql", why: "the other database of the tests", present: has_postgresql },
    Need {
        package: "libheif-examples",
        why: "makes and opens the photos of Apple's telephones",
        present: has_heif,
    },
    Need { package: "clamav-daemon", why: "the virus scanner of the tests", present: has_clamd },
];

/// Checks that node and npm can be used, node as new as `ui/package.json` asks.
///
/// # Errors
/// Says which is missing or too old, and what to install.
pub fn node(ui: &Path) -> Result<()> {
    let oldest = oldest_node(ui)?;
    let remedy = format!(
        "install Node.js {oldest} or newer with npm, from nodejs.org or your system; \
         Debian 13 and later: sudo apt-get install nodejs npm"
    );
    let what = match answer("node", &["--version"]) {
        None => "node is missing: it builds the styles and scripts of the pages".to_owned(),
        Some(version) if major(&version) < Some(oldest) => {
            format!("node is {version}, and {oldest} or newer is needed")
        }
        Some(_) if has_npm() => return Ok(()),
        Some(_) => "npm is missing: it installs what the pages are made with".to_owned(),
    };
    Err(fault(&what, &remedy))
}

/// The major version after `>=` in `engines.node`.
fn oldest_node(ui: &Path) -> Result<u32> {
    let text = std::fs::read_to_string(ui.join("package.json"))
        .context("ui/package.json cannot be read: restore it with `git checkout ui`")?;
    let package: serde_json::Value = serde_json::from_str(&text).context("ui/package.json is no JSON")?;
    package["engines"]["node"]
        .as_str()
        .and_then(|wanted| major(wanted.trim_start_matches(['>', '=', ' '])))
        .context("ui/package.json names no node version: write \"engines\": {\"node\": \">=20\"}")
}

/// Brings what the tests need: installs it when run as root on a system with apt,
/// otherwise says exactly what is missing.
///
/// # Errors
/// When something is missing and was not installed.
pub fn for_tests(ui: &Path) -> Result<()> {
    let missing: Vec<&Need> = TEST_NEEDS.iter().filter(|need| !(need.present)()).collect();
    if missing.is_empty() {
        println!("   all there");
        moto()?;
        return node(ui);
    }
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    if !(is_root() && Path::new("/usr/bin/apt-get").exists()) {
        bail!("{}", absence(&missing, &packages));
    }
    apt_install(&packages)?;
    if let Some(need) = missing.iter().find(|need| !(need.present)()) {
        return Err(fault(
            &format!("{} was installed and still is not found", need.package),
            "on a system other than Debian, install it by hand and run the tests again",
        ));
    }
    moto()?;
    node(ui)
}

/// A server that speaks S3, which Debian does not bring. It comes from PyPI into a folder of its
/// own in the user's cache, once, where the tests find it.
fn moto() -> Result<()> {
    let home = std::env::var_os("HOME").context("HOME is not set: moto would have no place")?;
    let home = Path::new(&home).join(".cache/leye/moto");
    if home.join("bin/moto_server").exists() {
        return Ok(());
    }
    let remedy = "check the network, or install moto[server,s3] where moto_server is on the path";
    if answer("moto_server", &["--help"]).is_some() {
        return Ok(());
    }
    execute(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&home), remedy)?;
    let mut pip = Command::new(home.join("bin/pip"));
    execute(pip.args(["install", "--quiet", "--disable-pip-version-check", MOTO]), remedy)
}

fn absence(missing: &[&Need], packages: &[&str]) -> String {
    let mut text = String::from("the tests need what is not on this machine:\n");
    for need in missing {
        text.push_str(&format!("  {:<16} {}\n", need.package, need.why));
    }
    text.push_str("  what to do: sudo apt-get update && sudo apt-get install --yes ");
    text.push_str(&packages.join(" "));
    text
}

/// Asks for the package lists only when the packages cannot be had without.
fn apt_install(packages: &[&str]) -> Result<()> {
    let install = || {
        let mut command = apt();
        command.args(["install", "--yes", "--no-install-recommends"]);
        command.args(packages);
        execute(&mut command, "the package lists may be old")
    };
    if install().is_ok() {
        return Ok(());
    }
    let remedy = "check the network and the package sources of this machine";
    execute(apt().arg("update"), remedy)?;
    install()
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.arg("--quiet=2").env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_root() -> bool {
    answer("id", &["-u"]).as_deref() == Some("0")
}

fn has_node() -> bool {
    answer("node", &["--version"]).is_some()
}

fn has_npm() -> bool {
    answer("npm", &["--version"]).is_some()
}

/// Debian keeps the server apart by version, and away from the path.
fn has_postgresql() -> bool {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    versions.map(|version| version.path().join("bin/initdb")).any(|program| program.exists())
}

/// One program makes them; the other opens them, and has a new name since libheif 1.18.
fn has_heif() -> bool {
    on_path("heif-enc") && (on_path("heif-dec") || on_path("heif-convert"))
}

/// Where the tests of intake look for it as well: not on everybody's path.
fn has_clamd() -> bool {
    ["/usr/sbin/clamd", "/usr/bin/clamd", "/usr/local/sbin/clamd"]
        .iter()
        .any(|place| Path::new(place).exists())
}

fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// Debian keeps what makes a folder of Python apart from Python.
fn has_venv() -> bool {
    answer("python3", &["-c", "import ensurepip"]).is_some()
}

fn has_chromium() -> bool {
    Path::new(CHROMIUM).exists()
}

/// fontconfig comes with Chromium; without it the package's own file is looked for.
fn has_font() -> bool {
    match answer("fc-list", &[":lang=zh-tw", "family"]) {
        Some(families) => !families.is_empty(),
        None => Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").exists(),
    }
}

/// `v20.20.2` is 20.
fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("unknown"), None);
    }

    #[test]
    fn what_is_missing_is_named_with_its_reason_and_its_command() {
        let missing = [&TEST_NEEDS[2]];
        let text = absence(&missing, &["chromium"]);
        assert!(text.contains("the browser of the browser tests"), "{text}");
        assert!(text.ends_with("install --yes chromium"), "{text}");
    }
}
