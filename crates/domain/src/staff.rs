//! Who acts: staff with a role at an agency, the public, or the service itself.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::agency::{AgencyCode, Level};
use crate::id::UserName;

/// What a member of staff is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Receives, registers, posts, forwards; at a station also reviews.
    Clerk,
    /// Reviews at the level of the agency.
    Reviewer,
    /// Head of the agency: reviews, and alone may extend a time limit.
    Head,
    /// Inspects the agencies below; changes no case.
    Inspector,
    /// Reads everything, changes nothing.
    Auditor,
    /// Keeps people and agencies; sees no case.
    Administrator,
}

impl Role {
    /// Every role, in the order in which they are shown.
    pub const ALL: [Role; 6] =
        [Role::Clerk, Role::Reviewer, Role::Head, Role::Inspector, Role::Auditor, Role::Administrator];

    /// The word used in storage, policies and the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Clerk => "clerk",
            Role::Reviewer => "reviewer",
            Role::Head => "head",
            Role::Inspector => "inspector",
            Role::Auditor => "auditor",
            Role::Administrator => "administrator",
        }
    }
}

impl FromStr for Role {
    type Err = ();
    fn from_str(text: &str) -> Result<Role, ()> {
        Role::ALL.into_iter().find(|role| role.as_str() == text).ok_or(())
    }
}

/// A member of staff as the rules see one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// Sign-in name.
    pub user: UserName,
    /// Name as shown on papers and as the operator's seal.
    pub name: String,
    /// What they are there for.
    pub role: Role,
    /// Where they work.
    pub agency: AgencyCode,
    /// Keyed hash of their own identity number, where they linked it: with it the
    /// guard knows a relative.
    pub identity: Option<String>,
}

impl Staff {
    /// The level of their agency.
    pub fn level(&self) -> Level {
        self.agency.level()
    }
}

/// Who does an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A member of staff.
    Staff(Staff),
    /// Anyone, without sign-in (objections to a notice).
    Public,
    /// The service itself, when a period has run out.
    Service,
}

impl Actor {
    /// The word written into the event: the sign-in name, `public` or `service`. The
    /// two words cannot be sign-in names of staff.
    pub fn as_str(&self) -> &str {
        match self {
            Actor::Staff(staff) => staff.user.as_str(),
            Actor::Public => "public",
            Actor::Service => "service",
        }
    }

    /// The member of staff, if it is one.
    pub fn staff(&self) -> Option<&Staff> {
        match self {
            Actor::Staff(staff) => Some(staff),
            _ => None,
        }
    }
}
