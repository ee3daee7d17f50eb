//! How content people are, by agency, and the ratings that something follows from.

use leye_domain::agency::{AgencyCode, Level};
use leye_domain::rating::{Rating, Tally};
use leye_domain::staff::{Role, Staff};
use leye_store::{DossierQuery, Scope};

use super::matter::{ListedRating, grades_of};
use crate::App;
use crate::access::listed_scope_of;
use crate::error::AppError;
use crate::matter::{Matter, MatterPage};

/// The ratings of an agency and those below it.
#[derive(Clone, Debug)]
pub struct RatingRow {
    /// Which.
    pub agency: AgencyCode,
    /// How many think how.
    pub tally: Tally,
    /// Whether there are enough to say anything.
    pub enough: bool,
}

/// The figures of an agency and of those next below.
#[derive(Clone, Debug)]
pub struct RatingFigures {
    /// The agency itself first.
    pub rows: Vec<RatingRow>,
    /// With fewer than these nothing is said.
    pub fewest: u16,
    /// The grade from which a rating is bad.
    pub bad_from: u16,
}

impl App {
    /// The figures that a member of staff may see.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an administrator, who sees none.
    pub async fn rating_figures(&self, staff: &Staff) -> Result<RatingFigures, AppError> {
        if staff.role == Role::Administrator {
            return Err(AppError::NotFound);
        }
        let mut rows = vec![self.rating_row(&staff.agency, listed_scope_of(staff)).await?];
        for (agency, scope) in self.next_below(&staff.agency) {
            rows.push(self.rating_row(&agency, scope).await?);
        }
        let fewest = self.rating_number("fewest")?;
        Ok(RatingFigures { rows, fewest, bad_from: self.rating_number("bad_from")? })
    }

    /// A page of ratings in a state. At the rated agency none before there are enough of them.
    ///
    /// # Errors
    /// Storage.
    pub async fn ratings(
        &self,
        staff: &Staff,
        state: &str,
        after: &Option<(i64, String)>,
    ) -> Result<MatterPage<ListedRating>, AppError> {
        let mut page = self.matters::<Rating>(staff, state, after).await?;
        if staff.level() == Level::Station && !self.shows_ratings(staff).await? {
            page = MatterPage { items: Vec::new(), counts: Default::default(), next: None };
        }
        // Lists never say who rated.
        page.items.iter_mut().for_each(|one| one.name = String::new());
        Ok(page)
    }

    /// Whether there are so many ratings of somebody's agency that none of them tells who gave it.
    pub(super) async fn shows_ratings(&self, staff: &Staff) -> Result<bool, AppError> {
        Ok(self.rating_row(&staff.agency, listed_scope_of(staff)).await?.enough)
    }

    async fn rating_row(&self, agency: &AgencyCode, scope: Scope) -> Result<RatingRow, AppError> {
        let query = DossierQuery { scope, kind: Rating::KIND.to_owned(), ..DossierQuery::default() };
        let mut tally = Tally::default();
        for count in self.store.dossier_counts(&query).await? {
            if let Some(grades) = grades_of(&count.class).filter(|_| Rating::counts(&count.state)) {
                tally.add(grades, u64::try_from(count.count).unwrap_or_default());
            }
        }
        let enough = tally.all() >= u64::from(self.rating_number("fewest")?);
        Ok(RatingRow { agency: agency.clone(), tally, enough })
    }

    /// The agencies next below one, each with what its rows are found by.
    fn next_below(&self, agency: &AgencyCode) -> Vec<(AgencyCode, Scope)> {
        let level = match agency.level() {
            Level::Station => return Vec::new(),
            Level::Office => Level::Station,
            Level::Bureau => Level::Office,
            Level::City => Level::Bureau,
        };
        let tree = self.tree();
        let codes = tree.all().filter_map(|row| row.code.parse::<AgencyCode>().ok());
        let below = codes.filter(|code| code.level() == level && agency.covers(code));
        let place =
            |code: &AgencyCode, at: Level| (code.level() <= at).then(|| code.at(at).as_str().to_owned());
        let scope = |code: AgencyCode| {
            let scope = Scope {
                station: place(&code, Level::Station),
                office: place(&code, Level::Office),
                bureau: place(&code, Level::Bureau),
                ..Scope::default()
            };
            (code, scope)
        };
        below.map(scope).collect()
    }
}
