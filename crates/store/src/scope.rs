//! What an access decision allows to be listed.

/// The result of one access decision, which becomes the condition of a query: every part
/// that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Without this, a scope that names no place shows nothing.
    pub all: bool,
    /// Only these counties.
    pub counties: Option<Vec<String>>,
    /// Only below this bureau.
    pub bureau: Option<String>,
    /// Only below this office.
    pub office: Option<String>,
    /// Only of this station.
    pub station: Option<String>,
    /// Only in these states.
    pub states: Option<Vec<String>>,
}

impl Scope {
    /// Everything.
    pub fn everything() -> Scope {
        Scope { all: true, ..Scope::default() }
    }

    /// True if no row can be in it: neither `all` nor any place is given, or a list that
    /// must hold is empty. A forgotten field then hides rows; it never shows them.
    pub(crate) fn is_empty(&self) -> bool {
        let placeless = self.counties.is_none()
            && self.bureau.is_none()
            && self.office.is_none()
            && self.station.is_none();
        let nothing = |list: &Option<Vec<String>>| list.as_ref().is_some_and(Vec::is_empty);
        (placeless && !self.all) || nothing(&self.counties) || nothing(&self.states)
    }

    pub(crate) fn counties(&self) -> String {
        listed(self.counties.as_deref())
    }

    pub(crate) fn states(&self) -> String {
        listed(self.states.as_deref())
    }
}

/// A list as the statements take it: `,a,b,`; empty for "any".
fn listed(list: Option<&[String]>) -> String {
    list.map(|items| format!(",{},", items.join(","))).unwrap_or_default()
}

/// An optional condition as the statements take it: empty for "any".
pub(crate) fn any(value: Option<&str>) -> &str {
    value.unwrap_or_default()
}
