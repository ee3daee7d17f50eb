//! Complaints by how they stand, for those who deal with them.

use std::collections::BTreeMap;

use leye_domain::complaint::Complaint;
use leye_domain::id::ComplaintId;
use leye_domain::staff::Staff;
use leye_store::DossierQuery;

use super::ListedComplaint;
use crate::App;
use crate::access::listed_scope_of;
use crate::error::AppError;
use crate::matter::{ListedMatter, Matter, MatterPage};

/// A row.
pub type ComplaintRow = ListedMatter<ListedComplaint>;

/// How many of a flood are dealt with at once.
const MOST: i64 = 500;

/// A page of complaints.
#[derive(Clone, Debug)]
pub struct ComplaintPage {
    /// It.
    pub page: MatterPage<ListedComplaint>,
    /// How many more of the same place and day there are for a row, by its id; only where they are a
    /// flood.
    pub more: BTreeMap<String, usize>,
}

impl App {
    /// A page of complaints in a state.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn complaints(
        &self,
        staff: &Staff,
        state: &str,
        after: &Option<(i64, String)>,
    ) -> Result<ComplaintPage, AppError> {
        let page = self.matters::<Complaint>(staff, state, after).await?;
        let mut more = BTreeMap::new();
        if state == "filed" {
            let flood = usize::from(self.complaint_number("flood")?);
            for one in &page.items {
                let alike = page.items.iter().filter(|other| self.is_alike(&one.listed, &other.listed));
                let count = alike.count();
                if count >= flood {
                    more.insert(one.id.clone(), count - 1);
                }
            }
        }
        Ok(ComplaintPage { page, more })
    }

    fn is_alike(&self, one: &ListedComplaint, other: &ListedComplaint) -> bool {
        let day = |at| self.rules.zone().to_datetime(at).date();
        one.sender.is_some() && one.sender == other.sender && day(one.filed) == day(other.filed)
    }

    /// The complaints of the same place and day that nobody has taken yet, beside one.
    pub(super) async fn alike(
        &self,
        staff: &Staff,
        complaint: &Complaint,
    ) -> Result<Vec<ComplaintId>, AppError> {
        if complaint.sender.is_none() {
            return Ok(Vec::new());
        }
        let mut scope = listed_scope_of(staff);
        scope.states = Some(vec!["filed".to_owned()]);
        let kind = Complaint::KIND.to_owned();
        let query = DossierQuery { scope, kind, limit: MOST, ..DossierQuery::default() };
        let mine = complaint.listed();
        let mut all = Vec::new();
        for one in self.store.dossiers(&query).await? {
            let listed: ListedComplaint = crate::read_json(one.row.body)?;
            if one.row.id != complaint.id.as_str() && self.is_alike(&mine, &listed) {
                all.extend(ComplaintId::parse(&one.row.id));
            }
        }
        Ok(all)
    }
}
