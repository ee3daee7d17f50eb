//! Find employers, and open one.

use leye_domain::employer::Employer;
use leye_domain::id::EmployerId;
use leye_domain::person::CreditCode;
use leye_domain::staff::Staff;
use leye_store::EmployerRow;

use crate::App;
use crate::access::{Deed, Target, counties_of};
use crate::error::AppError;

/// How many a page shows.
const PAGE: i64 = 50;

/// Where the page before ended: the last name, and the id of its employer.
#[derive(Clone, Debug)]
pub struct EmployerAfter {
    /// Name.
    pub name: String,
    /// Id.
    pub id: EmployerId,
}

/// Which employers are asked for.
#[derive(Clone, Debug, Default)]
pub struct EmployerQuery {
    /// A credit code or a part of a name; empty for all.
    pub text: String,
    /// Where the page before ended.
    pub after: Option<EmployerAfter>,
}

impl App {
    /// A page of the employers that the member of staff may see, by name, and whether there
    /// are more.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn employers(
        &self,
        staff: &Staff,
        query: &EmployerQuery,
    ) -> Result<(Vec<Employer>, bool), AppError> {
        let text = query.text.trim();
        let code = CreditCode::parse(text).map(|code| code.as_str().to_owned());
        let text = code.as_deref().unwrap_or(text);
        let after = query.after.as_ref().map(|at| (at.name.as_str(), at.id.county(), at.id.as_str()));
        let mut rows = self.store.employers(text, after, &counties_of(staff), PAGE + 1).await?;
        let page = usize::try_from(PAGE).unwrap_or_default();
        let more = rows.len() > page;
        rows.truncate(page);
        Ok((rows.into_iter().filter_map(|row| self.employer_seen(staff, row)).collect(), more))
    }

    /// One employer.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller may not see it.
    pub async fn employer(&self, staff: &Staff, id: &EmployerId) -> Result<Employer, AppError> {
        let row = self.store.employer(id.county(), id.as_str()).await?;
        row.and_then(|row| self.employer_seen(staff, row)).ok_or(AppError::NotFound)
    }

    fn employer_seen(&self, staff: &Staff, row: EmployerRow) -> Option<Employer> {
        let employer: Employer = crate::read_json(row.body).ok()?;
        let may = self.access.may(staff, Deed::ReadEmployer, Target::Employer(&employer.agency));
        may.then_some(employer)
    }
}
