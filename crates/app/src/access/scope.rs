//! One access decision for a whole list: it becomes the condition of the query. A test
//! proves that the rows equal those that row-by-row decisions allow.

use leye_domain::agency::Level;
use leye_domain::staff::{Role, Staff};
use leye_store::Scope;

/// The cases and people that a member of staff may see in lists.
pub fn scope_of(staff: &Staff) -> Scope {
    let code = Some(staff.agency.as_str().to_owned());
    match (staff.role, staff.level()) {
        (Role::Auditor, _) => Scope::everything(),
        (Role::Administrator, _) => Scope::default(),
        (_, Level::Station) => Scope { station: code, ..Scope::default() },
        (_, Level::Office) => Scope { office: code, ..Scope::default() },
        (_, Level::Bureau) => Scope { bureau: code, ..Scope::default() },
        // The tree of this storage is one city's.
        (_, Level::City) => Scope::everything(),
    }
}

/// The same for a list that an index leads to by the bureau, also where the scope is one office or
/// station. A scope of nothing stays one.
pub fn listed_scope_of(staff: &Staff) -> Scope {
    let mut scope = scope_of(staff);
    if scope.station.is_some() || scope.office.is_some() {
        scope.bureau = Some(staff.agency.at(Level::Bureau).as_str().to_owned());
    }
    scope
}

/// The counties whose employers a member of staff may see in lists: an employer is known
/// to every agency of its county, for people of any station may work there.
pub fn counties_of(staff: &Staff) -> Scope {
    match (staff.role, staff.level()) {
        (Role::Administrator, _) => Scope::default(),
        (Role::Auditor, _) | (_, Level::City) => Scope::everything(),
        _ => Scope { counties: Some(vec![staff.agency.county().to_owned()]), ..Scope::default() },
    }
}
