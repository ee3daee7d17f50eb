//! Every access decision: Cedar policies in files, validated against their schema.
//!
//! The files in `crates/app/policies/` say who may do what; this module only puts the
//! question. `tests/access` prints the whole matrix of role, act and state into a file
//! under version control.

mod deed;
mod entities;
mod scope;

use std::collections::HashMap;
use std::sync::LazyLock;

use cedar_policy::{
    ActionConstraint, Authorizer, Context, Decision, Entity, EntityId, EntityTypeName, EntityUid, PolicySet,
    Request, Schema, ValidationMode, Validator,
};
use leye_domain::agency::AgencyCode;
use leye_domain::case::{ActName, Case};
use leye_domain::id::UserName;
use leye_domain::staff::Staff;

pub use deed::Deed;
use entities::Gathered;
pub use scope::{counties_of, listed_scope_of, scope_of};

const SCHEMA: &str = include_str!("../../policies/leye.cedarschema");
const POLICIES: [(&str, &str); 15] = [
    ("cases.cedar", include_str!("../../policies/cases.cedar")),
    ("people.cedar", include_str!("../../policies/people.cedar")),
    ("employers.cedar", include_str!("../../policies/employers.cedar")),
    ("findings.cedar", include_str!("../../policies/findings.cedar")),
    ("registers.cedar", include_str!("../../policies/registers.cedar")),
    ("assistance.cedar", include_str!("../../policies/assistance.cedar")),
    ("work.cedar", include_str!("../../policies/work.cedar")),
    ("agencies.cedar", include_str!("../../policies/agencies.cedar")),
    ("rules.cedar", include_str!("../../policies/rules.cedar")),
    ("relocations.cedar", include_str!("../../policies/relocations.cedar")),
    ("supervision.cedar", include_str!("../../policies/supervision.cedar")),
    ("accountability.cedar", include_str!("../../policies/accountability.cedar")),
    ("complaint.cedar", include_str!("../../policies/complaint.cedar")),
    ("contact.cedar", include_str!("../../policies/contact.cedar")),
    ("rating.cedar", include_str!("../../policies/rating.cedar")),
];

/// What somebody wants to reach.
#[derive(Clone, Copy, Debug)]
pub enum Target<'a> {
    /// A case.
    Case(&'a Case),
    /// A case that is about to be opened at a station, with the household's hashes.
    NewCase(&'a AgencyCode, &'a std::collections::BTreeSet<String>),
    /// The file of a person kept by a station.
    Person(&'a AgencyCode),
    /// Staff and settings of an agency.
    Desk(&'a AgencyCode),
    /// The entry of an employer kept by an agency.
    Employer(&'a AgencyCode),
    /// What a station knows about somebody beside their file and cases: what a screening found,
    /// their jobs; with the household's hashes.
    Finding(&'a AgencyCode, &'a std::collections::BTreeSet<String>),
    /// Registration or household at a station, with the hashes of those it is about.
    Register(&'a AgencyCode, &'a std::collections::BTreeSet<String>),
    /// The assistance of somebody by a station, with the household's hashes.
    Assistance(&'a AgencyCode, &'a std::collections::BTreeSet<String>),
    /// A problem of the follow-up, a guidance note, an inspection, a rating.
    Oversight {
        /// Where it is to be put right; who is to answer; what was inspected.
        agency: &'a AgencyCode,
        /// Who found it, wrote it, inspected.
        finder: &'a AgencyCode,
        /// The hashes of the household that it is about.
        household: &'a std::collections::BTreeSet<String>,
    },
    /// A docket: the agency that missed a time limit, and who of it.
    Docket {
        /// The agency.
        agency: &'a AgencyCode,
        /// Who held it; none where nobody did by name.
        holder: Option<&'a UserName>,
    },
    /// A contact: the agencies that know it.
    Contact(&'a std::collections::BTreeSet<AgencyCode>),
    /// A complaint.
    Complaint {
        /// The agencies that deal with it or did, and all above them.
        known: &'a std::collections::BTreeSet<AgencyCode>,
        /// Who deals with it now.
        dealing: &'a AgencyCode,
        /// The agency that it is about.
        about: &'a AgencyCode,
        /// Whether that one was asked something, and has not answered.
        is_asked: bool,
    },
    /// A person who moves.
    Relocation {
        /// The station that is left.
        from: &'a AgencyCode,
        /// The station that they come to.
        to: &'a AgencyCode,
        /// The household's hashes.
        household: &'a std::collections::BTreeSet<String>,
    },
    /// A spot check of reported visits.
    SpotCheck {
        /// Who drew it.
        finder: &'a AgencyCode,
        /// The stations whose visits were drawn and their offices, once all were looked at; before
        /// that none.
        told: &'a std::collections::BTreeSet<AgencyCode>,
        /// The hashes of the household of the visit in question, if it is about one.
        household: &'a std::collections::BTreeSet<String>,
    },
}

/// Why the policies cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("access policies: {0}")]
pub struct PolicyFault(String);

/// The policies, ready to be asked.
pub struct Access {
    authorizer: Authorizer,
    actions: HashMap<String, Action>,
    schema: Schema,
}

/// An action with the policies that speak of it: no other policy can permit or forbid it, so
/// no other is asked.
struct Action {
    entity: Entity,
    policies: PolicySet,
}

impl Access {
    /// Reads and validates the compiled-in policies.
    ///
    /// # Errors
    /// [`PolicyFault`] with the file and what the engine says.
    pub fn load() -> Result<Access, PolicyFault> {
        let (schema, _) =
            Schema::from_cedarschema_str(SCHEMA).map_err(|e| PolicyFault(format!("schema: {e}")))?;
        let mut policies = PolicySet::new();
        for (file, text) in POLICIES {
            let set: PolicySet = text.parse().map_err(|e| PolicyFault(format!("{file}: {e}")))?;
            for policy in set.policies() {
                let name = policy.annotation("id").unwrap_or_default();
                let policy = policy.new_id(cedar_policy::PolicyId::new(format!("{file}: {name}")));
                policies.add(policy).map_err(|e| PolicyFault(format!("{file}: {e}")))?;
            }
        }
        let report = Validator::new(schema.clone()).validate(&policies, ValidationMode::Strict);
        if !report.validation_passed() {
            return Err(PolicyFault(report.to_string()));
        }
        let actions = actions(&schema, &policies)?;
        Ok(Access { authorizer: Authorizer::new(), actions, schema })
    }

    /// Whether the member of staff may do the act on the case.
    pub fn may_act(&self, staff: &Staff, act: ActName, target: Target<'_>) -> bool {
        self.about(staff, target).may_act(act)
    }

    /// Whether the member of staff may do the deed.
    pub fn may(&self, staff: &Staff, deed: Deed, target: Target<'_>) -> bool {
        self.about(staff, target).may(deed)
    }

    /// A member of staff and what they want to reach, for several questions.
    pub fn about(&self, staff: &Staff, target: Target<'_>) -> Question<'_> {
        Question { access: self, gathered: entities::gather(staff, target, self.checked()) }
    }

    /// What is asked is built by this room alone, so the engine compares it with the schema
    /// in tests and not for every question.
    fn checked(&self) -> Option<&Schema> {
        cfg!(debug_assertions).then_some(&self.schema)
    }

    /// Anything that goes wrong while asking is a no.
    fn ask(&self, gathered: &Gathered, action: &str) -> bool {
        let asked = || -> Option<Decision> {
            let Action { entity, policies } = self.actions.get(action)?;
            let (all, principal, resource) = gathered;
            let mut all = all.clone();
            if all.get(&entity.uid()).is_none() {
                all = all.add_entities([entity.clone()], None).ok()?;
            }
            let (action, context) = (entity.uid(), Context::empty());
            let request =
                Request::new(principal.clone(), action, resource.clone(), context, self.checked()).ok()?;
            Some(self.authorizer.is_authorized(&request, policies, &all).decision())
        };
        asked() == Some(Decision::Allow)
    }
}

/// Questions about one member of staff and one thing.
pub struct Question<'a> {
    access: &'a Access,
    gathered: Option<Gathered>,
}

impl Question<'_> {
    /// Whether the member of staff may do the act on the case.
    pub fn may_act(&self, act: ActName) -> bool {
        self.gathered.as_ref().is_some_and(|gathered| self.access.ask(gathered, act.as_str()))
    }

    /// Whether the member of staff may do the deed.
    pub fn may(&self, deed: Deed) -> bool {
        self.gathered.as_ref().is_some_and(|gathered| self.access.ask(gathered, deed.as_str()))
    }
}

/// Every action of the schema with the policies whose scope it can be in.
fn actions(schema: &Schema, policies: &PolicySet) -> Result<HashMap<String, Action>, PolicyFault> {
    let fault = |e: &dyn std::fmt::Display| PolicyFault(e.to_string());
    let all = schema.action_entities().map_err(|e| fault(&e))?;
    let mut actions = HashMap::new();
    for entity in all.iter() {
        let uid = entity.uid();
        let within = |group: &EntityUid| *group == uid || all.is_ancestor_of(group, &uid);
        let mut own = PolicySet::new();
        for policy in policies.policies() {
            let speaks = match policy.action_constraint() {
                ActionConstraint::Any => true,
                ActionConstraint::In(groups) => groups.iter().any(within),
                ActionConstraint::Eq(action) => within(&action),
            };
            if speaks {
                own.add(policy.clone()).map_err(|e| fault(&e))?;
            }
        }
        let name = uid.id().unescaped().to_owned();
        actions.insert(name, Action { entity: entity.clone(), policies: own });
    }
    Ok(actions)
}

impl std::fmt::Debug for Access {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Access(…)")
    }
}

/// The kinds of entities in the schema.
#[derive(Clone, Copy)]
enum Kind {
    Agency,
    Assistance,
    Case,
    Complaint,
    Contact,
    Desk,
    Docket,
    Employer,
    Finding,
    Oversight,
    Person,
    Register,
    Relocation,
    SpotCheck,
    User,
}

/// Read once: a question names some twenty entities, and to read a type's name is what
/// costs most of it.
static TYPES: LazyLock<[Option<EntityTypeName>; 15]> = LazyLock::new(|| {
    [
        "Agency",
        "Assistance",
        "Case",
        "Complaint",
        "Contact",
        "Desk",
        "Docket",
        "Employer",
        "Finding",
        "Oversight",
        "Person",
        "Register",
        "Relocation",
        "SpotCheck",
        "User",
    ]
    .map(|name| name.parse().ok())
});

fn uid(kind: Kind, id: &str) -> Option<EntityUid> {
    let name = TYPES.get(kind as usize)?.clone()?;
    Some(EntityUid::from_type_name_and_id(name, EntityId::new(id)))
}
