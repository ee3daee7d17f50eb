//! The way of a file: read, check every row, then write.

use std::collections::{BTreeMap, HashMap};

use leye_store::AuditEntry;
use sha2::{Digest, Sha256};

use super::agencies::Agencies;
use super::applications::Applications;
use super::employers::Employers;
use super::fault::Fault;
use super::lanes::in_order;
use super::people::People;
use super::register::{Desk, Register, Verdict, refused};
use super::table::{Column, Line, RowFaults, Table, judge};
use super::{Kind, Report, Request, sheet};
use crate::App;
use crate::error::AppError;

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
    let mut to_write =
        check(register, table, request.skip_bad, report, &|done| progress(done, steps)).await?;
    if request.skip_bad {
        leave_out(register, table, &mut to_write, report);
    }
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

/// The places of rows that are to be written, with what they mean for the storage.
type ToWrite = BTreeMap<usize, Verdict>;

/// Checks every row. Gives those to be written.
async fn check<R: Register>(
    register: &R,
    table: &Table,
    keep_bad: bool,
    report: &mut Report,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<ToWrite, AppError> {
    let judged = |at: usize| async move {
        let line = table.line(at);
        let mut faults = RowFaults::default();
        line.overhang().into_iter().for_each(|fault| faults.push(fault));
        let verdict = match register.read(&line, &mut faults) {
            Some(record) if faults.is_empty() => Some(register.judge(&line, &record).await),
            _ => None,
        };
        (line, register.key(&line), verdict, faults)
    };
    let places: Vec<usize> = (0..table.len()).collect();
    let (mut rows_by_key, mut to_write) = (HashMap::new(), ToWrite::new());
    in_order(&places, judged, |(line, key, verdict, mut faults)| {
        let first = key.map_or(line.row(), |key| *rows_by_key.entry(key).or_insert(line.row()));
        let verdict = verdict.transpose()?;
        if first != line.row() {
            faults.push(line.fault(R::KEY, "twice-in-file").with("first", first));
        } else if let Some(Err(fault)) = verdict {
            faults.push(fault);
        } else if let Some(Ok((verdict, remark))) = verdict {
            report.remarks.extend(remark);
            *tally(report, verdict) += 1;
            if verdict != Verdict::Unchanged {
                to_write.insert(line.at, verdict);
            }
        }
        if !faults.is_empty() {
            bad(report, &line, faults, keep_bad);
        }
        progress(line.at + 1);
        Ok(())
    })
    .await?;
    Ok(to_write)
}

fn tally(report: &mut Report, verdict: Verdict) -> &mut usize {
    match verdict {
        Verdict::New => &mut report.added,
        Verdict::Changed => &mut report.changed,
        Verdict::Unchanged => &mut report.unchanged,
    }
}

/// Takes out the good rows that build on bad ones, each with its own reason, in the order of
/// the file among the others.
fn leave_out<R: Register>(register: &R, table: &Table, to_write: &mut ToWrite, report: &mut Report) {
    let places: Vec<usize> = to_write.keys().copied().collect();
    for (at, fault) in register.stranded(table, &places) {
        let Some(verdict) = to_write.remove(&at) else { continue };
        *tally(report, verdict) -= 1;
        let mut faults = RowFaults::default();
        faults.push(fault);
        bad(report, &table.line(at), faults, true);
    }
    sort(report);
}

fn sort(report: &mut Report) {
    report.faults.sort_by_key(|fault| fault.row);
    report.bad_rows.sort_by_key(|(row, _)| *row);
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
    rows: ToWrite,
    report: &mut Report,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<(), AppError> {
    let write = |(at, verdict): (usize, Verdict)| async move {
        let line = table.line(at);
        let outcome = match register.read(&line, &mut RowFaults::default()) {
            Some(record) => register.write(&line, record).await,
            None => Ok(()),
        };
        (line, verdict, outcome)
    };
    let rows: Vec<(usize, Verdict)> = rows.into_iter().collect();
    let mut count = 0;
    in_order(&rows, write, |(line, verdict, outcome)| {
        if let Err(error) = outcome {
            let mut faults = RowFaults::default();
            faults.push(refused(&line, error)?);
            bad(report, &line, faults, true);
            *tally(report, verdict) -= 1;
        }
        count += 1;
        progress(count);
        Ok(())
    })
    .await?;
    sort(report);
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
