//! Who asks: the session from its cookie, the language, and the token that forms carry.

use axum::extract::{FromRequestParts, Path};
use axum::http::Uri;
use axum::http::header::{COOKIE, HeaderMap};
use axum::http::request::Parts;
use hmac::{Hmac, KeyInit, Mac};
use leye_app::session::Session;
use leye_domain::staff::Staff;
use serde::de::DeserializeOwned;
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::Web;
use crate::fault::Fault;
use crate::form::Typed;
use crate::ui::Ui;
use crate::words::{Lang, accepted};

/// Name of the cookie that holds the session's token.
pub(crate) const SESSION: &str = "leye_session";
/// Name of the cookie that holds the chosen language.
pub(crate) const LANGUAGE: &str = "leye_lang";
/// Name of the cookie that ties a public form to a browser.
pub(crate) const VISITOR: &str = "leye_visitor";

/// The value of a cookie.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|text| text.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// The language somebody chose, or whose browser asks for.
pub(crate) fn language(headers: &HeaderMap) -> Lang {
    let chosen = cookie(headers, LANGUAGE).and_then(Lang::parse);
    chosen.unwrap_or_else(|| {
        let header = headers.get("accept-language").and_then(|v| v.to_str().ok());
        accepted(header.unwrap_or_default())
    })
}

/// Anyone, signed in or not.
pub(crate) struct Visitor {
    pub web: Web,
    pub lang: Lang,
    pub path: String,
    /// Ties the form to the browser; set as a cookie by the answer.
    pub id: Option<String>,
}

impl Visitor {
    /// The surroundings of a public page, with the token of its forms.
    pub(crate) fn ui(&self) -> Ui {
        let csrf = self.id.as_deref().map(|id| token(&self.web.form_key, id)).unwrap_or_default();
        Ui::public(&self.web.app, self.lang, &self.path, csrf)
    }

    /// The surroundings of a page that staff and the public share: with the navigation
    /// for who is signed in.
    pub(crate) async fn staff_ui(&self, headers: &HeaderMap) -> Ui {
        let session = match cookie(headers, SESSION) {
            Some(token) => self.web.app.session(token).await.ok().flatten(),
            None => None,
        };
        match session {
            Some(session) => {
                Ui::staff(&self.web.app, self.lang, &self.path, &session.staff, session.csrf).await
            }
            None => self.ui(),
        }
    }

    /// Whether the form came from a page of ours in the same browser.
    pub(crate) fn check(&self, typed: &Typed) -> Result<(), Fault> {
        let right = self.id.as_deref().map(|id| token(&self.web.form_key, id)).unwrap_or_default();
        if !right.is_empty() && same(&right, typed.text("csrf")) {
            Ok(())
        } else {
            Err(self.fault(Problem::StaleForm))
        }
    }

    /// A fault to be shown to this visitor.
    pub(crate) fn fault(&self, problem: Problem) -> Fault {
        Fault::new(self.web.clone(), self.lang, &self.path, None, problem)
    }
}

pub(crate) use crate::fault::Problem;

fn token(key: &[u8; 32], id: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length of key is good");
    mac.update(id.as_bytes());
    data_encoding::BASE64URL_NOPAD.encode(&mac.finalize().into_bytes())
}

/// Compares without telling by time how far two texts agree.
pub(crate) fn same(a: &str, b: &str) -> bool {
    a.as_bytes().ct_eq(b.as_bytes()).into()
}

impl FromRequestParts<Web> for Visitor {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Visitor, Self::Rejection> {
        Ok(Visitor {
            web: web.clone(),
            lang: language(&parts.headers),
            path: address(&parts.uri),
            id: cookie(&parts.headers, VISITOR).map(str::to_owned),
        })
    }
}

fn address(uri: &Uri) -> String {
    uri.path_and_query().map_or("/", |p| p.as_str()).to_owned()
}

/// A member of staff who is signed in.
pub(crate) struct SignedIn {
    pub web: Web,
    pub lang: Lang,
    pub path: String,
    pub session: Session,
}

impl SignedIn {
    /// Who.
    pub(crate) fn staff(&self) -> &Staff {
        &self.session.staff
    }

    /// The surroundings of a page.
    pub(crate) async fn ui(&self) -> Ui {
        Ui::staff(&self.web.app, self.lang, &self.path, self.staff(), self.session.csrf.clone()).await
    }

    /// Whether the form came from a page of this sign-in.
    pub(crate) fn check(&self, typed: &Typed) -> Result<(), Fault> {
        let good = same(&self.session.csrf, typed.text("csrf"));
        if good { Ok(()) } else { Err(self.fault(Problem::StaleForm)) }
    }

    /// A fault to be shown to this member of staff.
    pub(crate) fn fault(&self, problem: impl Into<Problem>) -> Fault {
        Fault::new(self.web.clone(), self.lang, &self.path, Some(self.session.clone()), problem.into())
    }
}

impl FromRequestParts<Web> for SignedIn {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<SignedIn, Fault> {
        let (lang, path) = (language(&parts.headers), address(&parts.uri));
        let fault = |problem| Fault::new(web.clone(), lang, &path, None, problem);
        let Some(token) = cookie(&parts.headers, SESSION) else { return Err(fault(Problem::SignIn)) };
        let session = web.app.session(token).await.map_err(|e| fault(e.into()))?;
        let session = session.ok_or_else(|| fault(Problem::SignIn))?;
        // A first password opens nothing but the page that changes it.
        if session.must_change && !path.starts_with("/account") && path != "/sign-out" {
            return Err(fault(Problem::ChangePassword));
        }
        Ok(SignedIn { web: web.clone(), lang, path, session })
    }
}

/// A part of the address that must be an id; anything else is not found.
pub(crate) struct Id<T>(pub T);

impl<T> FromRequestParts<Web> for Id<T>
where
    T: FromId,
{
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Id<T>, Fault> {
        let id = part::<T::Parts>(parts, web).await.and_then(T::from_parts);
        let fault = || {
            Fault::new(web.clone(), language(&parts.headers), &address(&parts.uri), None, Problem::NotFound)
        };
        id.map(Id).ok_or_else(fault)
    }
}

async fn part<P: DeserializeOwned + Send>(parts: &mut Parts, web: &Web) -> Option<P> {
    Path::<P>::from_request_parts(parts, web).await.ok().map(|Path(p)| p)
}

/// An id, or an id with something after it, read from an address.
pub(crate) trait FromId: Sized + Send {
    /// The parts of the address.
    type Parts: DeserializeOwned + Send;
    /// Reads them.
    fn from_parts(parts: Self::Parts) -> Option<Self>;
}

impl FromId for leye_domain::id::CaseId {
    type Parts = String;
    fn from_parts(text: String) -> Option<Self> {
        leye_domain::id::CaseId::parse(&text).ok()
    }
}

impl FromId for leye_domain::id::PersonId {
    type Parts = String;
    fn from_parts(text: String) -> Option<Self> {
        leye_domain::id::PersonId::parse(&text).ok()
    }
}

impl FromId for leye_domain::id::HouseholdId {
    type Parts = String;
    fn from_parts(text: String) -> Option<Self> {
        leye_domain::id::HouseholdId::parse(&text).ok()
    }
}

impl FromId for (leye_domain::id::HouseholdId, String) {
    type Parts = (String, String);
    fn from_parts((id, rest): (String, String)) -> Option<Self> {
        Some((leye_domain::id::HouseholdId::parse(&id).ok()?, rest))
    }
}

impl FromId for leye_domain::id::EmployerId {
    type Parts = String;
    fn from_parts(text: String) -> Option<Self> {
        leye_domain::id::EmployerId::parse(&text).ok()
    }
}

impl FromId for (leye_domain::id::PersonId, String) {
    type Parts = (String, String);
    fn from_parts((id, rest): (String, String)) -> Option<Self> {
        Some((leye_domain::id::PersonId::parse(&id).ok()?, rest))
    }
}

impl FromId for (leye_domain::id::CaseId, String) {
    type Parts = (String, String);
    fn from_parts((id, rest): (String, String)) -> Option<Self> {
        Some((leye_domain::id::CaseId::parse(&id).ok()?, rest))
    }
}

impl FromId for (leye_domain::id::CaseId, u32) {
    type Parts = (String, String);
    fn from_parts((id, number): (String, String)) -> Option<Self> {
        Some((leye_domain::id::CaseId::parse(&id).ok()?, number.parse().ok()?))
    }
}

impl FromId for (leye_domain::id::PersonId, u32) {
    type Parts = (String, String);
    fn from_parts((id, number): (String, String)) -> Option<Self> {
        Some((leye_domain::id::PersonId::parse(&id).ok()?, number.parse().ok()?))
    }
}

impl FromId for (leye_domain::id::PersonId, u32, u32) {
    type Parts = (String, String, String);
    fn from_parts((id, job, number): (String, String, String)) -> Option<Self> {
        Some((leye_domain::id::PersonId::parse(&id).ok()?, job.parse().ok()?, number.parse().ok()?))
    }
}

impl FromId for (leye_domain::id::PersonId, u32, leye_domain::followup::Slot) {
    type Parts = (String, String, String, String);
    fn from_parts((id, job, month, target): (String, String, String, String)) -> Option<Self> {
        let slot = leye_domain::followup::Slot::parse(&format!("{month}-{target}"))?;
        Some((leye_domain::id::PersonId::parse(&id).ok()?, job.parse().ok()?, slot))
    }
}

impl FromId for leye_domain::id::RelocationId {
    type Parts = String;
    fn from_parts(text: String) -> Option<Self> {
        leye_domain::id::RelocationId::parse(&text).ok()
    }
}

impl FromId for leye_domain::id::ProblemId {
    type Parts = String;
    fn from_parts(text: String) -> Option<Self> {
        leye_domain::id::ProblemId::parse(&text).ok()
    }
}

impl FromId for leye_domain::id::DocketId {
    type Parts = String;
    fn from_parts(text: String) -> Option<Self> {
        leye_domain::id::DocketId::parse(&text).ok()
    }
}

impl FromId for leye_domain::id::ContactId {
    type Parts = String;
    fn from_parts(text: String) -> Option<Self> {
        leye_domain::id::ContactId::parse(&text).ok()
    }
}

impl FromId for leye_domain::id::ComplaintId {
    type Parts = String;
    fn from_parts(text: String) -> Option<Self> {
        leye_domain::id::ComplaintId::parse(&text).ok()
    }
}

impl FromId for leye_domain::id::RatingId {
    type Parts = String;
    fn from_parts(text: String) -> Option<Self> {
        leye_domain::id::RatingId::parse(&text).ok()
    }
}

impl FromId for leye_domain::id::GuidanceId {
    type Parts = String;
    fn from_parts(text: String) -> Option<Self> {
        leye_domain::id::GuidanceId::parse(&text).ok()
    }
}

impl FromId for leye_domain::id::InspectionId {
    type Parts = String;
    fn from_parts(text: String) -> Option<Self> {
        leye_domain::id::InspectionId::parse(&text).ok()
    }
}

impl FromId for leye_domain::id::SpotCheckId {
    type Parts = String;
    fn from_parts(text: String) -> Option<Self> {
        leye_domain::id::SpotCheckId::parse(&text).ok()
    }
}

impl FromId for (leye_domain::id::SpotCheckId, u32) {
    type Parts = (String, String);
    fn from_parts((id, number): (String, String)) -> Option<Self> {
        Some((leye_domain::id::SpotCheckId::parse(&id).ok()?, number.parse().ok()?))
    }
}

impl FromId for (leye_domain::agency::AgencyCode, u64) {
    type Parts = (String, String);

    fn from_parts((code, number): (String, String)) -> Option<Self> {
        Some((code.parse().ok()?, number.parse().ok()?))
    }
}

impl FromId for leye_domain::agency::AgencyCode {
    type Parts = String;
    fn from_parts(text: String) -> Option<Self> {
        text.parse().ok()
    }
}
