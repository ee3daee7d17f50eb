//! Find a person: by identity number, telephone or name, within what one may see.

use leye_domain::agency::AgencyCode;
use leye_domain::applicant::{Applicant, Details};
use leye_domain::id::PersonId;
use leye_domain::person::{Phone, ResidentNumber};
use leye_domain::staff::Staff;
use leye_store::PersonRow;

use crate::App;
use crate::access::{Deed, Target, scope_of};
use crate::error::AppError;

/// How many a search shows.
const MOST: i64 = 50;

/// Somebody whom a search found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The file.
    pub id: PersonId,
    /// The station that keeps it.
    pub station: AgencyCode,
    /// What it says; lists show it masked.
    pub details: Details,
}

impl App {
    /// Finds people by what was typed: a whole identity number, a whole telephone
    /// number, or a name or at least two characters of one.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn find_people(&self, staff: &Staff, text: &str) -> Result<Vec<Found>, AppError> {
        let text = text.trim();
        let scope = scope_of(staff);
        let now = self.time.now();
        let today = self.policy(now).zone.to_datetime(now).date();
        let rows = if let Ok(number) = ResidentNumber::parse(text, today) {
            self.store.people_by_identity(&self.identity_hash(number.as_str()), &scope, MOST).await?
        } else if let Ok(phone) = Phone::parse(text) {
            self.store.people_by_phone(&self.phone_hash(phone.as_str()), &scope, MOST).await?
        } else if text.chars().count() >= 2 {
            let whole: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            let tokens = if whole.chars().count() <= 2 {
                vec![self.store.keyed_hash("name", &whole.to_lowercase())]
            } else {
                self.pair_tokens(&whole)
            };
            self.store.search_people(&tokens, &scope, MOST).await?
        } else {
            Vec::new()
        };
        Ok(rows.into_iter().filter_map(|row| self.found(staff, row)).collect())
    }

    fn pair_tokens(&self, text: &str) -> Vec<String> {
        let letters: Vec<char> = text.chars().collect();
        let pair = |p: &[char]| self.store.keyed_hash("name", &p.iter().collect::<String>().to_lowercase());
        letters.windows(2).map(pair).collect()
    }

    fn found(&self, staff: &Staff, row: PersonRow) -> Option<Found> {
        let person: Applicant = crate::read_json(row.body).ok()?;
        let may = self.access.may(staff, Deed::ReadPerson, Target::Person(&person.station));
        let details = person.details.get().filter(|_| may)?.clone();
        Some(Found { id: person.id, station: person.station, details })
    }
}
