//! `leye import`: what stations keep in their registers, from a workbook or CSV.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use leye_app::App;
use leye_app::import::{By, Fault, Kind, Reading, Report, Request};
use leye_domain::agency::AgencyCode;
use leye_web::words::{Lang, Words};
use serde_json::{Value, json};

use crate::answer::{Outcome, Printer, Usage, told};
use crate::rules::PackArgs;
use crate::storage::StorageArgs;

/// The largest file that is read, in bytes: far more than any register needs.
const LARGEST: u64 = 256 * 1024 * 1024;
/// Cells of so many digits would lose some in a workbook that takes them for a quantity.
const LONG: usize = 12;

/// What a file holds, as typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Register {
    Agencies,
    People,
    Employers,
    Applications,
}

/// What to import.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// What the file holds
    #[arg(value_name = "KIND")]
    kind: Register,
    /// Workbook (xlsx, xls, ods) or CSV, as the station keeps it
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Check everything and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Write the good rows and put the bad ones into FILE.bad.csv, with the reasons
    #[arg(long)]
    skip_bad: bool,
    /// The sheet of the workbook, by name or by number from 1
    #[arg(long, value_name = "SHEET")]
    sheet: Option<String>,
    /// Encoding of CSV, such as gb18030, big5 or utf-16le, where it is not told rightly
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// The agency of rows that name none; names in the file are looked for below it
    #[arg(long, value_name = "CODE")]
    agency: Option<AgencyCode>,
    /// Import as this member of staff, within what they may do; without it, as whoever runs
    /// the server
    #[arg(long = "as", value_name = "USER")]
    user: Option<String>,
    /// Language of the faults: en, zh-Hans or zh-Hant. FILE.bad.csv is in Simplified
    /// Chinese unless this is given
    #[arg(long, value_name = "LANG", value_parser = language)]
    lang: Option<Lang>,
    #[command(flatten)]
    storage: StorageArgs,
    #[command(flatten)]
    pack: PackArgs,
}

impl Import {
    /// Imports.
    ///
    /// # Errors
    /// A file or storage that cannot be read; an unknown user or agency.
    pub async fn run(self, printer: Printer) -> Result<Outcome> {
        let bytes = read(&self.file)?;
        let app = self.storage.open(self.pack.rules()?).await?;
        let request = self.request(&app, bytes).await?;
        let report = import_with_progress(&app, &request).await?;
        let bad_file = self.write_bad(&report)?;
        let words = Words::of(self.lang.unwrap_or(Lang::En));
        let text = || text(words, &report, self.dry_run, bad_file.as_deref());
        printer.print(&document(words, &report, self.dry_run, bad_file.as_deref()), text)?;
        Ok(if report.faults.is_empty() { Outcome::Yes } else { Outcome::No })
    }

    async fn request(&self, app: &App, bytes: Vec<u8>) -> Result<Request> {
        if let Some(code) = self.agency.as_ref().filter(|code| app.agency(code).is_none()) {
            bail!(Usage(format!("--agency: there is no open agency {code}; see `leye agency list`")));
        }
        let by = match &self.user {
            None => By::Console(console()),
            Some(name) => match app.staff(name).await? {
                Some(staff) => By::Staff(Box::new(staff)),
                None => bail!(Usage(format!("--as: nobody signs in as {name}; see `leye user list`"))),
            },
        };
        let kind = match self.kind {
            Register::Agencies => Kind::Agencies,
            Register::People => Kind::People,
            Register::Employers => Kind::Employers,
            Register::Applications => Kind::Applications,
        };
        Ok(Request {
            kind,
            name: self.file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            bytes,
            reading: Reading { sheet: self.sheet.clone(), encoding: self.encoding.clone() },
            agency: self.agency.clone(),
            by,
            dry_run: self.dry_run,
            skip_bad: self.skip_bad,
        })
    }

    /// Puts the bad rows beside the file, for whoever keeps the register to mend.
    fn write_bad(&self, report: &Report) -> Result<Option<PathBuf>> {
        let words = Words::of(self.lang.unwrap_or(Lang::ZhHans));
        if !self.skip_bad || self.dry_run || report.bad_rows.is_empty() {
            return Ok(None);
        }
        let mut name = self.file.clone().into_os_string();
        name.push(".bad.csv");
        let path = PathBuf::from(name);
        let text = bad_rows(words, report)?;
        write_private(&path, text.as_bytes()).with_context(|| format!("writing {}", path.display()))?;
        Ok(Some(path))
    }
}

fn language(tag: &str) -> Result<Lang, String> {
    Lang::parse(tag).ok_or_else(|| "write en, zh-Hans or zh-Hant".to_owned())
}

fn read(path: &Path) -> Result<Vec<u8>> {
    let about = || format!("reading {}", path.display());
    let length = fs::metadata(path).with_context(about)?.len();
    if length > LARGEST {
        bail!("{} is larger than {} MiB: split the register", path.display(), LARGEST / 1024 / 1024);
    }
    fs::read(path).with_context(about)
}

/// Who is at the server's console, as the record names them.
fn console() -> String {
    match std::env::var("USER") {
        Ok(name) if !name.is_empty() => format!("console:{name}"),
        _ => "console".to_owned(),
    }
}

/// The bar goes to standard error, and only where that is a terminal.
async fn import_with_progress(app: &App, request: &Request) -> Result<Report> {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("importing [{bar:40}] {pos} of {len} steps, {eta} left") {
        bar.set_style(style.progress_chars("=> "));
    }
    let moved = |done: usize, all: usize| {
        bar.set_length(u64::try_from(all).unwrap_or(u64::MAX));
        bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
    };
    let imported = app.import(request, &moved).await;
    bar.finish_and_clear();
    imported.map_err(told).context("the import stopped; what was written stays, repeat it to complete it")
}

/// Where a fault stands: `sheet "名冊", B12 (姓名)`.
fn place(words: Words, fault: &Fault) -> String {
    let sheet = Some(&fault.sheet).filter(|name| !name.is_empty());
    let sheet = sheet.map(|name| words.with("import-in-sheet", &[("sheet", name.clone())]));
    let row = fault.row.map(|row| match &fault.column {
        Some(column) => words.with("import-in-cell", &[("cell", format!("{column}{row}"))]),
        None => words.with("import-in-row", &[("row", row.to_string())]),
    });
    let heading = fault.heading.clone().or_else(|| {
        let key = format!("import-column-{}", fault.field.as_ref()?.replace('_', "-"));
        Some(words.t(&key))
    });
    let heading = heading.filter(|heading| !heading.is_empty());
    let parts: Vec<String> = [sheet, row, heading].into_iter().flatten().collect();
    parts.join(" · ")
}

/// What is wrong and what to do, in words.
fn said(words: Words, fault: &Fault) -> String {
    let values: Vec<(&str, String)> =
        fault.values.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    let keys = ["import", "reason", "fault"].map(|family| format!("{family}-{}", fault.code));
    let key = keys.iter().find(|key| words.has(key)).unwrap_or(&keys[0]);
    words.with(key, &values)
}

fn line(words: Words, fault: &Fault) -> String {
    let found = fault.found.as_ref().map(|found| format!(" [{found}]")).unwrap_or_default();
    let (place, said) = (place(words, fault), said(words, fault));
    if place.is_empty() { format!("{said}\n") } else { format!("{place}{found}: {said}\n") }
}

fn text(words: Words, report: &Report, dry_run: bool, bad_file: Option<&Path>) -> String {
    let mut text: String = report.faults.iter().map(|fault| line(words, fault)).collect();
    text.extend(report.remarks.iter().map(|remark| line(words, remark)));
    if !report.ignored.is_empty() {
        text += &words.with("import-ignored", &[("columns", report.ignored.join(", "))]);
        text.push('\n');
    }
    let count = |n: usize| n.to_string();
    let key = match (report.faults.is_empty() || report.written, dry_run) {
        (_, true) => "import-tried",
        (true, false) => "import-done",
        (false, false) => "import-refused",
    };
    text += &words.with(
        key,
        &[
            ("rows", count(report.rows)),
            ("added", count(report.added)),
            ("changed", count(report.changed)),
            ("unchanged", count(report.unchanged)),
            ("bad", count(report.bad)),
            ("faults", count(report.faults.len())),
        ],
    );
    if let Some(path) = bad_file {
        text.push('\n');
        text += &words.with("import-bad-file", &[("file", path.display().to_string())]);
    }
    text
}

fn document(words: Words, report: &Report, dry_run: bool, bad_file: Option<&Path>) -> Value {
    let told = |faults: &[Fault]| -> Vec<Value> {
        let one = |fault: &Fault| {
            let mut value = serde_json::to_value(fault).unwrap_or_default();
            if let Some(fields) = value.as_object_mut() {
                fields.insert("message".to_owned(), json!(said(words, fault)));
            }
            value
        };
        faults.iter().map(one).collect()
    };
    let mut document = serde_json::to_value(report).unwrap_or_default();
    if let Some(fields) = document.as_object_mut() {
        fields.insert("faults".to_owned(), json!(told(&report.faults)));
        fields.insert("remarks".to_owned(), json!(told(&report.remarks)));
        fields.insert("dry_run".to_owned(), json!(dry_run));
        fields.insert("bad_file".to_owned(), json!(bad_file.map(|path| path.display().to_string())));
    }
    document
}

/// The bad rows as CSV: the columns of the file, and one of reasons.
fn bad_rows(words: Words, report: &Report) -> Result<String> {
    let mut reasons: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for fault in &report.faults {
        let about = fault.heading.as_ref().map(|heading| format!("{heading}: ")).unwrap_or_default();
        reasons.entry(fault.row.unwrap_or_default()).or_default().push(about + &said(words, fault));
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    let reasons_heading = words.t("import-reasons");
    writer.write_record(report.headings.iter().chain([&reasons_heading]))?;
    for (row, cells) in &report.bad_rows {
        let why = reasons.get(row).map(|why| why.join(" ")).unwrap_or_default();
        writer.write_record(cells.iter().map(|cell| kept_as_text(cell)).chain([why]))?;
    }
    // The mark by which programs that make sheets know UTF-8.
    Ok(format!("\u{FEFF}{}", String::from_utf8(writer.into_inner()?)?))
}

/// A long number with a tab before it: a program that makes sheets keeps it as text then,
/// and the next import drops the tab.
fn kept_as_text(cell: &str) -> String {
    let is_long = cell.len() >= LONG && cell.bytes().all(|b| b.is_ascii_digit());
    if is_long { format!("\t{cell}") } else { cell.to_owned() }
}

/// The rows are personal: only whoever imports may read them.
fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(bytes)
}
