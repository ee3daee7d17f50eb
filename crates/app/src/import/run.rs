//! The way of a file: read, check every row, then write.

use std::collections::HashMap;

use futures_util::StreamExt;
use futures_util::stream;
use leye_store::AuditEntry;
use sha2::{Digest, Sha256};

use super::agencies::Agencies;
use super::applications::Applications;
use super::employers::Employers;
use super::fault::Fault;
use super::people::People;
use super::register::{Desk, Register, Verdict, refused};
use super::table::{Column, Line, RowFaults, Table, judge};
use super::{Kind, Report, Request, sheet};
use crate::App;
use crate::error::AppError;

/// Rows that are asked about or written at once: they share a transaction on disk.
const AT_ONCE: usize = 48;

/// Told how many steps are done, of how many.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

impl App {
    /// Imports a file. What is wrong with it is in the report.
    ///
    /// # Errors
    /// Storage failures. What was written before stays; the same file again completes it.
    pub async fn import(&self, request: &Request, progress: Progress<'_>) -> Result<Report, AppError> {
        let digest = |bytes: &[u8]| data_encoding::HEXLOWER.encode(&Sha256::digest(bytes));
        let (file, name) = (digest(&request.bytes), digest(request.name.as_bytes()));
        let source = format!("file {} named {}", &file[..16], &name[..8]);
        let mut report = begun(request.kind, &file[..16]);
        let desk = Desk::new(self, request.kind, &request.by, source);
        match request.kind {
            Kind::Agencies => {
                let Some(table) = opened::<Agencies>(request, &mut report, false) else { return Ok(report) };
                let register = Agencies::new(&desk, &table);
                all(&register, &desk, &table, request, &mut report, progress).await?;
            }
            Kind::People => {
                let register = People::new(&desk, request);
                let Some(table) = opened::<People>(request, &mut report, register.has_station()) else {
                    return Ok(report);
                };
                all(&register, &desk, &table, request, &mut report, progress).await?;
            }
            Kind::Employers => {
                let register = Employers::new(&desk, request);
                let Some(table) = opened::<Employers>(request, &mut report, register.has_agency()) else {
                    return Ok(report);
                };
                all(&register, &desk, &table, request, &mut report, progress).await?;
            }
            Kind::Applications => {
                let register = Applications::new(&desk, request).await?;
                let Some(table) = opened::<Applications>(request, &mut report, register.has_station()) else {
                    return Ok(report);
                };
                all(&register, &desk, &table, request, &mut report, progress).await?;
            }
        }
        Ok(report)
    }
}

fn begun(kind: Kind, file: &str) -> Report {
    Report {
        kind,
        sheet: String::new(),
        file: file.to_owned(),
        rows: 0,
        added: 0,
        changed: 0,
        unchanged: 0,
        bad: 0,
        written: false,
        ignored: Vec::new(),
        faults: Vec::new(),
        remarks: Vec::new(),
        headings: Vec::new(),
        bad_rows: Vec::new(),
    }
}

/// The table of the file; none when the file as a whole is at fault.
fn opened<R: Register>(request: &Request, report: &mut Report, has_agency: bool) -> Option<Table> {
    let columns: &[Column] = R::COLUMNS;
    let given: &[&str] = if has_agency { &["station"] } else { &[] };
    let found = sheet::read(&request.bytes, &request.reading, &|rows| judge(columns, rows));
    let table = found.map_err(|fault| vec![fault]).and_then(|sheet| {
        report.sheet.clone_from(&sheet.name);
        Table::of(sheet, columns, given)
    });
    match table {
        Ok(table) if table.len() == 0 => report.faults.push(Fault::of_file("no-rows")),
        Ok(table) => {
            report.rows = table.len();
            report.ignored.clone_from(&table.ignored);
            report.headings.clone_from(&table.headings);
            return Some(table);
        }
        Err(faults) => report.faults = faults,
    }
    None
}

async fn all<R: Register>(
    register: &R,
    desk: &Desk<'_>,
    table: &Table,
    request: &Request,
    report: &mut Report,
    progress: Progress<'_>,
) -> Result<(), AppError> {
    let steps = table.len() * if request.dry_run { 1 } else { 2 };
    let to_write = check(register, table, request.skip_bad, report, &|done| progress(done, steps)).await?;
    let is_well = report.faults.is_empty() || request.skip_bad;
    if request.dry_run || !is_well || to_write.is_empty() {
        return Ok(());
    }
    let before = report.faults.len();
    let done = table.len();
    write(register, table, to_write, report, &|more| progress(done + more, steps)).await?;
    register.finish().await?;
    report.written = report.added + report.changed > 0 || report.faults.len() == before;
    record(desk, report).await
}

/// Checks every row. Gives the places of those to be written.
async fn check<R: Register>(
    register: &R,
    table: &Table,
    keep_bad: bool,
    report: &mut Report,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Vec<usize>, AppError> {
    let mut rows_by_key: HashMap<String, u32> = HashMap::new();
    let read = table.lines().map(|line| {
        let mut faults = RowFaults::default();
        line.overhang().into_iter().for_each(|fault| faults.push(fault));
        let record = register.read(&line, &mut faults);
        if let Some(key) = register.key(&line) {
            let first = *rows_by_key.entry(key).or_insert(line.row());
            if first != line.row() {
                faults.push(line.fault(R::KEY, "twice-in-file").with("first", first));
            }
        }
        (line, record, faults)
    });
    let judged = stream::iter(read).map(|(line, record, faults)| async move {
        match record {
            Some(record) if faults.is_empty() => (line, Some(register.judge(&line, &record).await), faults),
            _ => (line, None, faults),
        }
    });
    let mut judged = std::pin::pin!(judged.buffered(AT_ONCE));
    let mut to_write = Vec::new();
    while let Some((line, verdict, mut faults)) = judged.next().await {
        match verdict.transpose()? {
            Some(Ok((verdict, remark))) => {
                report.remarks.extend(remark);
                count(report, verdict);
                if verdict != Verdict::Unchanged {
                    to_write.push(line.at);
                }
            }
            Some(Err(fault)) => faults.push(fault),
            None => {}
        }
        if !faults.is_empty() {
            bad(report, &line, faults, keep_bad);
        }
        progress(line.at + 1);
    }
    Ok(to_write)
}

fn count(report: &mut Report, verdict: Verdict) {
    match verdict {
        Verdict::New => report.added += 1,
        Verdict::Changed => report.changed += 1,
        Verdict::Unchanged => report.unchanged += 1,
    }
}

fn bad(report: &mut Report, line: &Line<'_>, faults: RowFaults, keep: bool) {
    report.bad += 1;
    if keep {
        report.bad_rows.push((line.row(), line.cells()));
    }
    report.faults.extend(faults.into_vec());
}

/// Writes rows. What came between since they were checked is a fault of the row.
async fn write<R: Register>(
    register: &R,
    table: &Table,
    rows: Vec<usize>,
    report: &mut Report,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<(), AppError> {
    let done = stream::iter(rows).map(|at| async move {
        let line = table.line(at);
        let record = register.read(&line, &mut RowFaults::default());
        let Some(record) = record else { return (line, Ok(())) };
        (line, register.write(&line, record).await)
    });
    let mut done = std::pin::pin!(done.buffer_unordered(AT_ONCE));
    let mut count = 0;
    while let Some((line, outcome)) = done.next().await {
        if let Err(error) = outcome {
            let mut faults = RowFaults::default();
            faults.push(refused(&line, error)?);
            bad(report, &line, faults, true);
            report.added = report.added.saturating_sub(1);
        }
        count += 1;
        progress(count);
    }
    Ok(())
}

/// One entry for the file beside those of its rows.
async fn record(desk: &Desk<'_>, report: &Report) -> Result<(), AppError> {
    let staff = desk.actor.staff();
    let entry = AuditEntry {
        at: desk.now,
        actor: desk.by.as_str().to_owned(),
        agency: staff.map(|staff| staff.agency.as_str().to_owned()),
        action: format!("import_{}", report.kind.as_str()),
        subject: report.file.clone(),
        person: None,
        reason: Some(format!(
            "{}: {} rows, {} added, {} changed, {} unchanged, {} left out",
            desk.source, report.rows, report.added, report.changed, report.unchanged, report.bad
        )),
    };
    let city = desk.app.tree().all().next().map(|row| row.code.clone()).unwrap_or_default();
    let county = staff.map_or_else(|| city.chars().take(6).collect(), |s| s.agency.county().to_owned());
    Ok(desk.app.store.audit(&county, entry).await?)
}
