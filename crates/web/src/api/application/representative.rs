//! Somebody who comes for the applicant, as bodies and answers name them.

use leye_app::application::Represented;
use leye_app::{App, FieldFault};
use leye_domain::case::{OnBehalf, Paper, Representative};
use leye_domain::person::mask;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Somebody who files, supplies, withdraws or fetches for the applicant, with the paper
/// that entitles them. Left out, the applicant came.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RepresentativeBody {
    /// Name as on the card.
    #[schema(max_length = 200)]
    name: String,
    /// Identity number, 18 characters; not the applicant's.
    #[schema(max_length = 40)]
    number: String,
    /// Telephone; may be left out.
    #[serde(default)]
    #[schema(max_length = 40)]
    phone: String,
    /// What they are to the applicant.
    #[schema(max_length = 400)]
    relation: String,
    /// What entitles them.
    paper: PaperBody,
}

/// The paper that entitles a representative.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaperBody {
    /// Its kind, as the pack lists them: `authorisation`, `guardianship`,
    /// `household_register`, `kinship_certificate`.
    #[schema(max_length = 40, example = "authorisation")]
    kind: String,
    /// Its number or its date.
    #[schema(max_length = 400)]
    reference: String,
}

impl From<RepresentativeBody> for Representative {
    fn from(body: RepresentativeBody) -> Representative {
        Representative {
            name: body.name,
            number: body.number,
            phone: body.phone,
            relation: body.relation,
            paper: Paper { kind: body.paper.kind, reference: body.paper.reference },
        }
    }
}

/// What a body says of who comes for the applicant, checked.
pub(super) fn on_behalf(
    app: &App,
    body: Option<RepresentativeBody>,
) -> Result<Option<OnBehalf>, Vec<FieldFault>> {
    body.map(|body| app.on_behalf(&Representative::from(body))).transpose()
}

/// Where a field of the use case stands in the body.
pub(super) fn place(field: &str) -> Option<String> {
    let part = field.strip_prefix("representative_")?;
    Some(match part {
        "paper" => "representative.paper.kind".to_owned(),
        "reference" => "representative.paper.reference".to_owned(),
        _ => format!("representative.{part}"),
    })
}

/// Somebody who acted for the applicant, masked.
#[derive(Serialize, ToSchema)]
pub(super) struct RepresentativeAnswer {
    /// What they did: `submit`, `supply_correction`, `withdraw` or `hand_back`.
    #[schema(example = "hand_back")]
    act: &'static str,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Surname and stars; null once erased.
    name: Option<String>,
    /// What they are to the applicant; null once erased.
    relation: Option<String>,
    /// Identity number, masked; null once erased.
    number: Option<String>,
    /// Telephone, masked; empty when none, null once erased.
    phone: Option<String>,
    /// Kind of the paper; null once erased.
    paper: Option<String>,
}

impl RepresentativeAnswer {
    pub(super) fn of(app: &App, one: &Represented) -> RepresentativeAnswer {
        let who = one.who.as_ref();
        RepresentativeAnswer {
            act: one.act.as_str(),
            at: app.local(one.at),
            name: who.map(|who| mask::name(&who.name)),
            relation: who.map(|who| who.relation.clone()),
            number: who.map(|who| mask::number(&who.number)),
            phone: who.map(|who| mask::phone(&who.phone)),
            paper: who.map(|who| who.paper.kind.clone()),
        }
    }
}
