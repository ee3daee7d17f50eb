//! Who works where, and who applies.

use jiff::civil::date;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::applicant::{Details, Relative};
use leye_domain::id::UserName;
use leye_domain::person::{ResidentNumber, RetirementClass};
use leye_domain::staff::{Role, Staff};

pub const CITY: &str = "230100000000";
pub const BUREAU: &str = "230102000000";
pub const OFFICE: &str = "230102001000";
pub const STATION: &str = "230102001003";
/// A station of the same office.
pub const NEXT_STATION: &str = "230102001002";
/// Another office of the same bureau, and a station of it.
pub const OTHER_OFFICE: &str = "230102008000";
pub const OTHER_STATION: &str = "230102008002";
/// Another bureau of the same city, and a station of it.
pub const OTHER_BUREAU: &str = "230103000000";
pub const FAR_STATION: &str = "230103001001";
pub const OTHER_CITY: &str = "230200000000";

/// The counties of all these agencies.
pub const COUNTIES: [&str; 2] = ["230102", "230103"];

pub const LEVELS: [Level; 4] = [Level::Station, Level::Office, Level::Bureau, Level::City];

pub fn code(text: &str) -> AgencyCode {
    text.parse().expect("an agency code")
}

/// The agency of a level in the chain of [`STATION`].
pub fn own(level: Level) -> AgencyCode {
    code(STATION).at(level)
}

/// An agency of the same level that is not in the chain: as near as there is one.
pub fn other(level: Level) -> AgencyCode {
    code(match level {
        Level::Station => NEXT_STATION,
        Level::Office => OTHER_OFFICE,
        Level::Bureau => OTHER_BUREAU,
        Level::City => OTHER_CITY,
    })
}

pub fn staff(user: &str, role: Role, agency: &str) -> Staff {
    Staff {
        user: UserName::parse(user).expect("a sign-in name"),
        name: format!("{user} by name"),
        role,
        agency: code(agency),
        identity: None,
    }
}

pub fn clerk() -> Staff {
    staff("clerk", Role::Clerk, STATION)
}

pub fn office() -> Staff {
    staff("office", Role::Reviewer, OFFICE)
}

pub fn bureau() -> Staff {
    staff("bureau", Role::Reviewer, BUREAU)
}

pub fn bureau_head() -> Staff {
    staff("bureau-head", Role::Head, BUREAU)
}

pub fn auditor() -> Staff {
    staff("auditor", Role::Auditor, CITY)
}

pub fn inspector() -> Staff {
    staff("inspector", Role::Inspector, BUREAU)
}

pub fn administrator() -> Staff {
    staff("admin", Role::Administrator, CITY)
}

/// The head of the agency of a level in the chain of [`STATION`].
pub fn head(level: Level) -> Staff {
    staff(&format!("{}-head", level.as_str()), Role::Head, own(level).as_str())
}

/// The identity number of a man born on 2 March 1974; the same for the same `serial`, which
/// is below 500.
pub fn number(serial: u16) -> String {
    let old_form = format!("230102740302{:03}", serial * 2 + 1);
    let number = ResidentNumber::parse(&old_form, date(2026, 1, 1)).expect("a number");
    number.as_str().to_owned()
}

/// Somebody who applies: everybody has a number, a name, a telephone and an address of
/// their own.
pub fn resident(serial: u16) -> Details {
    const GIVEN: [char; 10] = ['春', '夏', '秋', '冬', '梅', '兰', '竹', '菊', '松', '柏'];
    let letter = |place: u16| GIVEN[usize::from(serial / place % 10)];
    Details {
        number: number(serial),
        name: ['祁', letter(10), letter(1)].iter().collect(),
        phone: format!("139{:08}", 45_100_000 + u32::from(serial)),
        address: format!("哈尔滨市道里区试验街{}号", 700 + serial),
        retirement_class: RetirementClass::Male,
        certificate: String::new(),
        household: Vec::new(),
    }
}

/// The same with a relative of that number.
pub fn with_relative(serial: u16, relative: u16) -> Details {
    let kin =
        Relative { name: resident(relative).name, relation: "兄弟".to_owned(), number: number(relative) };
    Details { household: vec![kin], ..resident(serial) }
}
