//! The tree of agencies: additions and renames; nothing is removed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use leye_domain::agency::{AgencyCode, Level};

use super::fault::Fault;
use super::register::{Desk, Judged, Register, Verdict};
use super::sheet::Mark;
use super::table::{Column, Line, RowFaults, Table};
use super::text::{folded, half_width};
use super::vocabulary::WORDS;
use crate::access::Deed;
use crate::agency::AgencyRow;
use crate::error::AppError;

/// The register of agencies.
pub(crate) struct Agencies<'a> {
    desk: &'a Desk<'a>,
    /// The codes of the file, so that a row may name a parent that comes with it.
    codes: BTreeSet<String>,
    /// Simplified characters with the one Traditional form that the pack's names give them.
    traditional: BTreeMap<char, char>,
    packed: BTreeMap<String, leye_pack::AgencyRow>,
    rows: Mutex<Vec<AgencyRow>>,
}

/// A row that was read.
pub(crate) struct Record {
    code: AgencyCode,
    name_hans: String,
    name_hant: String,
    is_virtual: Option<bool>,
    phone: String,
    address: String,
    /// A province: above every agency, and none itself.
    above: bool,
}

impl<'a> Agencies<'a> {
    pub(crate) fn new(desk: &'a Desk<'a>, table: &Table) -> Agencies<'a> {
        let codes = table.lines().map(|line| folded(line.text("code"))).collect();
        let pack = desk.app.rules.pack();
        let packed = pack.agencies.iter().map(|row| (row.code.clone(), row.clone())).collect();
        Agencies { desk, codes, traditional: traditional(desk), packed, rows: Mutex::default() }
    }

    fn code(&self, line: &Line<'_>, faults: &mut RowFaults) -> Option<AgencyCode> {
        let code = if line.mark("code") == Some(Mark::Merged) {
            Err("merged-identity")
        } else {
            folded(line.text("code")).parse::<AgencyCode>().map_err(|_| "code-form")
        };
        code.map_err(|code| faults.push(line.fault("code", code))).ok()
    }

    /// The level that is written must be that of the code.
    fn level(&self, line: &Line<'_>, code: &AgencyCode, faults: &mut RowFaults) {
        let text = line.text("level");
        if text.is_empty() {
            return;
        }
        let written = WORDS.level(text);
        let is = if is_province(code) { "province" } else { code.level().as_str() };
        if written != Some(is) {
            faults.push(line.fault("level", if written.is_none() { "level-unknown" } else { "level-wrong" }));
        }
    }

    fn parent(&self, line: &Line<'_>, code: &AgencyCode, faults: &mut RowFaults) {
        let text = folded(line.text("parent"));
        let Some(above) = above(code) else { return };
        if !text.is_empty() && text != above.as_str() {
            faults.push(line.fault("parent", "parent-wrong").with("parent", &above));
        } else if !self.codes.contains(above.as_str()) && self.desk.app.tree().get(above.as_str()).is_none() {
            faults.push(line.fault("code", "parent-unknown").with("parent", &above));
        }
    }

    fn names(&self, line: &Line<'_>, code: &AgencyCode, faults: &mut RowFaults) -> Option<(String, String)> {
        let hans = half_width(line.text("name")).trim().to_owned();
        if hans.is_empty() {
            faults.push(line.fault("name", "name-empty"));
            return None;
        }
        let given = half_width(line.text("name_hant")).trim().to_owned();
        if !given.is_empty() {
            return Some((hans, given));
        }
        let packed = self.packed.get(code.as_str()).filter(|a| a.name_hans == hans);
        let stored = self.desk.app.tree().get(code.as_str()).filter(|a| a.name_hans == hans).cloned();
        let known = stored.map(|a| a.name_hant).or_else(|| packed.map(|a| a.name_hant.clone()));
        let letters =
            || hans.chars().map(|c| if c.is_ascii() { Some(c) } else { self.traditional.get(&c).copied() });
        let name = known.or_else(|| letters().collect::<Option<String>>());
        if name.is_none() {
            faults.push(line.fault("name", "traditional-needed"));
        }
        Some((hans, name?))
    }

    fn row(&self, record: &Record) -> AgencyRow {
        let app = self.desk.app;
        let at = |level| (record.code.level() <= level).then(|| record.code.at(level).as_str().to_owned());
        let packed = self.packed.get(record.code.as_str());
        let stored = app.tree().get(record.code.as_str()).cloned();
        let mut row = stored.unwrap_or_else(|| AgencyRow {
            code: record.code.as_str().to_owned(),
            level: record.code.level().as_str().to_owned(),
            name_hans: String::new(),
            name_hant: String::new(),
            parent: above(&record.code).map(|code| code.as_str().to_owned()),
            bureau: at(Level::Bureau),
            office: at(Level::Office),
            is_virtual: packed.is_some_and(|a| a.is_virtual),
            close_of_business: app.rules.pack().close_of_business.strftime("%H:%M").to_string(),
            phone: String::new(),
            address: String::new(),
            active: true,
        });
        row.name_hans.clone_from(&record.name_hans);
        row.name_hant.clone_from(&record.name_hant);
        row.is_virtual = record.is_virtual.unwrap_or(row.is_virtual);
        for (kept, given) in [(&mut row.phone, &record.phone), (&mut row.address, &record.address)] {
            if !given.is_empty() {
                kept.clone_from(given);
            }
        }
        row
    }
}

impl Register for Agencies<'_> {
    type Record = Record;
    const KEY: &'static str = "code";
    const COLUMNS: &'static [Column] = &[
        Column { field: "code", words: &["code"], required: true },
        Column { field: "level", words: &["level"], required: false },
        Column { field: "name_hant", words: &["name_hant"], required: false },
        Column { field: "name", words: &["agency_name", "employer_name", "name"], required: true },
        Column { field: "parent", words: &["parent"], required: false },
        Column { field: "virtual", words: &["virtual"], required: false },
        Column { field: "phone", words: &["phone"], required: false },
        Column { field: "address", words: &["address"], required: false },
    ];

    fn read(&self, line: &Line<'_>, faults: &mut RowFaults) -> Option<Record> {
        let code = self.code(line, faults)?;
        self.level(line, &code, faults);
        let above = is_province(&code);
        if above {
            let (name_hans, name_hant) = (line.text("name").to_owned(), String::new());
            let (phone, address) = (String::new(), String::new());
            return Some(Record { code, name_hans, name_hant, is_virtual: None, phone, address, above });
        }
        self.parent(line, &code, faults);
        let is_virtual = match line.text("virtual") {
            "" => None,
            text => WORDS.truth(text).or_else(|| {
                faults.push(line.fault("virtual", "not-yes-or-no"));
                None
            }),
        };
        let (name_hans, name_hant) = self.names(line, &code, faults)?;
        let (phone, address) = (line.text("phone").to_owned(), line.text("address").to_owned());
        Some(Record { code, name_hans, name_hant, is_virtual, phone, address, above })
    }

    fn key(&self, line: &Line<'_>) -> Option<String> {
        Some(folded(line.text("code"))).filter(|code| !code.is_empty())
    }

    async fn judge(&self, line: &Line<'_>, record: &Record) -> Result<Judged, AppError> {
        if record.above {
            return Ok(Ok((Verdict::Unchanged, Some(line.fault("code", "province-left-out")))));
        }
        if !self.desk.may(Deed::ManageAgency, &record.code) {
            return Ok(Err(line.fault("code", "not-permitted")));
        }
        let verdict = match self.desk.app.tree().get(record.code.as_str()) {
            None => Verdict::New,
            Some(stored) if *stored == self.row(record) => Verdict::Unchanged,
            Some(_) => Verdict::Changed,
        };
        Ok(Ok((verdict, None::<Fault>)))
    }

    async fn write(&self, _: &Line<'_>, record: Record) -> Result<(), AppError> {
        let row = self.row(&record);
        self.rows.lock().unwrap_or_else(PoisonError::into_inner).push(row);
        Ok(())
    }

    /// Rows below a new row that is bad, and those below them.
    fn stranded(&self, table: &Table, to_write: &[usize]) -> Vec<(usize, Fault)> {
        let code_at = |at: &usize| folded(table.line(*at).text("code")).parse::<AgencyCode>().ok();
        let mut rows: Vec<(usize, AgencyCode)> =
            to_write.iter().filter_map(|at| Some((*at, code_at(at)?))).collect();
        rows.sort_by_key(|(_, code)| std::cmp::Reverse(code.level()));
        let (mut coming, mut stranded) = (BTreeSet::new(), Vec::new());
        for (at, code) in rows {
            match above(&code) {
                Some(above)
                    if self.desk.app.tree().get(above.as_str()).is_none() && !coming.contains(&above) =>
                {
                    let fault = table.line(at).fault("code", "parent-left-out").with("parent", &above);
                    stranded.push((at, fault));
                }
                _ => {
                    coming.insert(code);
                }
            }
        }
        stranded
    }

    /// The tree is written as a whole: no row of it stands without those above.
    async fn finish(&self) -> Result<(), AppError> {
        let rows = std::mem::take(&mut *self.rows.lock().unwrap_or_else(PoisonError::into_inner));
        self.desk.app.store.put_agencies(&rows).await?;
        self.desk.app.refresh_agencies().await
    }
}

/// The code of the agency that one stands below; none for a city.
fn above(code: &AgencyCode) -> Option<AgencyCode> {
    let level = [Level::Office, Level::Bureau, Level::City].into_iter().find(|level| *level > code.level());
    level.map(|level| code.at(level))
}

/// 230000000000 stands for a province, of which no code of an agency has a level.
fn is_province(code: &AgencyCode) -> bool {
    code.as_str()[2..].bytes().all(|digit| digit == b'0')
}

/// What the reviewed names of the pack say about single characters; those with two forms
/// say nothing.
fn traditional(desk: &Desk<'_>) -> BTreeMap<char, char> {
    let mut forms: BTreeMap<char, BTreeSet<char>> = BTreeMap::new();
    for agency in &desk.app.rules.pack().agencies {
        if agency.name_hans.chars().count() == agency.name_hant.chars().count() {
            for (hans, hant) in agency.name_hans.chars().zip(agency.name_hant.chars()) {
                forms.entry(hans).or_default().insert(hant);
            }
        }
    }
    let single = forms.into_iter().filter(|(_, forms)| forms.len() == 1);
    single.filter_map(|(hans, forms)| Some((hans, forms.into_iter().next()?))).collect()
}
