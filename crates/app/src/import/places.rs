//! Which agency a cell means: by code or by name.

use std::collections::{BTreeMap, BTreeSet};

use leye_domain::agency::{AgencyCode, Level};

use super::fault::Fault;
use super::table::{Line, RowFaults};
use super::text::folded;
use crate::App;

/// The open agencies of one level or below one of them, by name.
pub(crate) struct Places {
    by_name: BTreeMap<String, Vec<AgencyCode>>,
    open: BTreeSet<AgencyCode>,
    /// The agency of rows that name none; of rows that name one, the one above it.
    given: Option<AgencyCode>,
    stations_only: bool,
}

impl Places {
    /// The agencies below `given`, or all.
    pub(crate) fn of(app: &App, given: Option<AgencyCode>, stations_only: bool) -> Places {
        let tree = app.tree();
        let mut places = Places { by_name: BTreeMap::new(), open: BTreeSet::new(), given, stations_only };
        for row in tree.all().filter(|row| row.active) {
            let Ok(code) = row.code.parse::<AgencyCode>() else { continue };
            let fits = !stations_only || code.level() == Level::Station;
            if !fits || !places.given.as_ref().is_none_or(|above| above.covers(&code)) {
                continue;
            }
            for name in BTreeSet::from([folded(&row.name_hans), folded(&row.name_hant)]) {
                places.by_name.entry(name).or_default().push(code.clone());
            }
            places.open.insert(code);
        }
        places
    }

    /// Whether rows need not name their agency.
    pub(crate) fn has_given(&self) -> bool {
        self.given.as_ref().is_some_and(|code| self.fits(code))
    }

    fn fits(&self, code: &AgencyCode) -> bool {
        if self.stations_only { code.level() == Level::Station } else { code.level() <= Level::Bureau }
    }

    /// The agency that a row names in `station`.
    pub(crate) fn read(&self, line: &Line<'_>, faults: &mut RowFaults) -> Option<AgencyCode> {
        let text = line.text("station");
        let found = if text.is_empty() {
            let given = self.given.clone().filter(|code| self.fits(code));
            given.ok_or_else(|| line.fault("station", "station-missing"))
        } else if let Ok(code) = folded(text).parse::<AgencyCode>() {
            self.by_code(line, code)
        } else {
            self.by_name(line, text)
        };
        found.map_err(|fault| faults.push(fault)).ok()
    }

    fn by_code(&self, line: &Line<'_>, code: AgencyCode) -> Result<AgencyCode, Fault> {
        if !self.fits(&code) {
            return Err(line.fault("station", "station-level"));
        }
        if self.open.contains(&code) { Ok(code) } else { Err(line.fault("station", "station-unknown")) }
    }

    /// The whole name, or the beginning of only one.
    fn by_name(&self, line: &Line<'_>, text: &str) -> Result<AgencyCode, Fault> {
        let text = folded(text);
        let whole = self.by_name.get(&text).cloned().unwrap_or_default();
        let found = if whole.is_empty() {
            let begun = self.by_name.range(text.clone()..).take_while(|(name, _)| name.starts_with(&text));
            begun.flat_map(|(_, codes)| codes.clone()).collect::<BTreeSet<_>>().into_iter().collect()
        } else {
            whole
        };
        match &found[..] {
            [one] if self.fits(one) => Ok(one.clone()),
            [] => Err(line.fault("station", "station-unknown")),
            [_] => Err(line.fault("station", "station-level")),
            several => {
                let codes: Vec<&str> = several.iter().take(5).map(AgencyCode::as_str).collect();
                Err(line.fault("station", "station-ambiguous").with("codes", codes.join(", ")))
            }
        }
    }
}
