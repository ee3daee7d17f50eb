//! Where to go: the station that somebody chooses, one level of the tree at a time.

use leye_app::App;
use leye_app::agency::AgencyRow;
use leye_domain::agency::{AgencyCode, Level};

use super::state::State;
use crate::ui::{Ui, agency_name, agency_title};

/// A station, or the agencies to choose from on the way to it.
pub(super) struct Where {
    /// What has been chosen so far, in words.
    pub chosen: String,
    pub station: Option<Station>,
    /// What the choice is called: district, subdistrict, community.
    pub label: String,
    pub below: Vec<(String, String)>,
    /// Telephone of the district bureau.
    pub complaints: String,
}

/// Where to go.
pub(super) struct Station {
    pub name: String,
    pub address: String,
    pub phone: String,
    pub closes: String,
}

/// The code that forms carry.
pub(super) fn code(state: &State) -> String {
    state.at.as_ref().map(ToString::to_string).unwrap_or_default()
}

/// What is known of the way to the station.
pub(super) fn find(app: &App, ui: &Ui, state: &State) -> Where {
    let tree = app.tree();
    let open = |row: &&AgencyRow| row.active && !row.is_virtual;
    let at = state.at.as_ref().filter(|code| tree.get(code.as_str()).as_ref().is_some_and(open));
    let city = tree.all().find(|row| row.level == "city").and_then(|row| row.code.parse::<AgencyCode>().ok());
    let level = at.map_or(Level::City, AgencyCode::level);
    let parent = at.or(city.as_ref());
    let mut below: Vec<(String, String)> = match (level, parent) {
        (Level::Station, _) | (_, None) => Vec::new(),
        (_, Some(code)) => {
            let rows = tree.below(code.as_str()).filter(open);
            let codes = rows.filter_map(|row| row.code.parse::<AgencyCode>().ok());
            codes.map(|code| (code.to_string(), agency_name(app, ui.words, &code))).collect()
        }
    };
    below.sort();
    let bureau = at.filter(|code| code.level() < Level::City).map(|code| code.at(Level::Bureau));
    let bureau = bureau.and_then(|code| tree.get(code.as_str()).map(|row| row.phone.clone()));
    let row = at.filter(|_| level == Level::Station).and_then(|code| Some((code, tree.get(code.as_str())?)));
    Where {
        chosen: at
            .filter(|code| code.level() != Level::City)
            .map(|code| crate::ui::place(app, ui.words, code))
            .unwrap_or_default(),
        station: row.map(|(code, row)| Station {
            name: agency_title(app, ui.words, code),
            address: row.address.clone(),
            phone: row.phone.clone(),
            closes: row.close_of_business.clone(),
        }),
        label: ui.t(match level {
            Level::City => "check-where-district",
            Level::Bureau => "check-where-office",
            _ => "check-where-station",
        }),
        below,
        complaints: bureau.unwrap_or_default(),
    }
}
