//! Reading what was typed: URL-encoded forms with repeated names, of bounded size, in UTF-8.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;

/// The fields of a form, each with every value it was sent with.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed(BTreeMap<String, Vec<String>>);

impl Typed {
    /// The first value of a field, trimmed; empty when it was not sent.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(|values| values.first()).map_or("", |text| text.trim())
    }

    /// The first value of a field as typed, for passwords.
    pub(crate) fn raw(&self, name: &str) -> &str {
        self.0.get(name).and_then(|values| values.first()).map_or("", String::as_str)
    }

    /// Every value of a field that is not empty.
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        let values = self.0.get(name).into_iter().flatten();
        values.map(|v| v.trim().to_owned()).filter(|v| !v.is_empty()).collect()
    }

    /// The lines of a field, one entry a line.
    pub(crate) fn lines(&self, name: &str) -> Vec<String> {
        self.text(name).lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
    }

    /// Whether a box was ticked.
    pub(crate) fn ticked(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// A day typed as year, month and day. `Ok(None)` when all three are empty.
    pub(crate) fn day(&self, name: &str) -> Result<Option<jiff::civil::Date>, ()> {
        let part = |part: &str| self.text(&format!("{name}-{part}")).to_owned();
        let (year, month, day) = (part("year"), part("month"), part("day"));
        if year.is_empty() && month.is_empty() && day.is_empty() {
            return Ok(None);
        }
        let number = |text: &str| text.parse::<i16>().map_err(|_| ());
        let small = |text: &str| text.parse::<i8>().map_err(|_| ());
        jiff::civil::Date::new(number(&year)?, small(&month)?, small(&day)?).map(Some).map_err(|_| ())
    }

    /// Sets a field that was not typed, to begin a form with.
    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), vec![value.into()]);
    }

    /// Takes one more value of a field.
    pub(crate) fn add(&mut self, name: &str, value: impl Into<String>) {
        self.0.entry(name.to_owned()).or_default().push(value.into());
    }

    /// Reads an URL-encoded body.
    pub(crate) fn parse(body: &[u8]) -> Result<Typed, StatusCode> {
        let pairs: Vec<(String, String)> =
            serde_urlencoded::from_bytes(body).map_err(|_| StatusCode::BAD_REQUEST)?;
        let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in pairs {
            if name.contains('\u{fffd}') || value.contains('\u{fffd}') {
                return Err(StatusCode::BAD_REQUEST);
            }
            fields.entry(name).or_default().push(value);
        }
        Ok(Typed(fields))
    }
}

impl<S: Send + Sync> FromRequest<S> for Typed {
    type Rejection = StatusCode;

    async fn from_request(request: Request, state: &S) -> Result<Typed, StatusCode> {
        let body = Bytes::from_request(request, state).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
        Typed::parse(&body)
    }
}
