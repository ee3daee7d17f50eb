//! Inspections of offices and stations (B2c): recorded once, with the problems that were found.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use leye_domain::agency::AgencyCode;
use leye_domain::id::InspectionId;
use leye_domain::staff::Staff;
use leye_domain::supervision::{
    Inspection, NewInspection, NewPoint, PointResult, Problem, ProblemEvent, inspect,
};

use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;

/// A point as looked at.
#[derive(Clone, Debug)]
pub struct PointRequest {
    /// Its code.
    pub code: String,
    /// How it was found.
    pub result: PointResult,
    /// What was seen.
    pub note: String,
    /// What is to be done, where something is wanting.
    pub order: String,
}

/// An inspection to be recorded.
#[derive(Clone, Debug)]
pub struct InspectionRequest {
    /// What was inspected.
    pub agency: AgencyCode,
    /// The day.
    pub day: Date,
    /// Who was there.
    pub who: String,
    /// The points.
    pub points: Vec<PointRequest>,
    /// What else is to be said.
    pub note: String,
}

/// An inspection as opened.
#[derive(Clone, Debug)]
pub struct InspectionFile {
    /// It.
    pub inspection: Inspection,
    /// How the problems that were found stand, by point.
    pub problems: BTreeMap<String, Problem>,
}

impl App {
    /// Records an inspection; what is wanting becomes problems in the same commit.
    ///
    /// # Errors
    /// [`AppError::Supervision`] where the rules say no; access.
    pub async fn record_inspection(
        &self,
        staff: &Staff,
        request: InspectionRequest,
    ) -> Result<InspectionId, AppError> {
        let agency = request.agency.clone();
        let nobody = BTreeSet::new();
        let target = Target::Oversight { agency: &agency, finder: &staff.agency, household: &nobody };
        if !self.access.may(staff, Deed::KeepInspection, target) {
            return Err(AppError::Forbidden { act: None });
        }
        if self.tree().get(agency.as_str()).is_none() {
            return Err(AppError::NotFound);
        }
        let now = self.time.now();
        let known = self.supervision()?.points_at(agency.level()).map(|point| point.code.clone()).collect();
        let id = InspectionId::new(agency.county(), self.chance.below(10_000_000_000));
        let points = request.points.into_iter().map(|point| NewPoint {
            problem: self.new_problem_id(agency.county()),
            code: point.code,
            result: point.result,
            note: point.note,
            order: point.order,
        });
        let new = NewInspection {
            id: id.clone(),
            agency: agency.clone(),
            day: request.day,
            who: request.who,
            points: points.collect(),
            note: request.note,
        };
        let terms = self.problem_terms(&staff.agency, &agency, now)?;
        let (event, problems) = inspect(new, &known, staff, terms, self.today())?;
        let mut commits = vec![self.planned::<Inspection>(None, &event, None, (staff, now))?];
        let problem = |event: &ProblemEvent| self.planned::<Problem>(None, event, None, (staff, now));
        for event in &problems {
            commits.push(problem(event)?);
        }
        self.store.commit_all(commits).await?;
        Ok(id)
    }

    /// Opens an inspection.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller may not see it.
    pub async fn inspection_file(
        &self,
        staff: &Staff,
        id: &InspectionId,
    ) -> Result<InspectionFile, AppError> {
        let inspection: Inspection = self.matter(id.county(), id.as_str()).await?;
        let nobody = BTreeSet::new();
        let target = Target::Oversight {
            agency: &inspection.agency,
            finder: &inspection.inspector,
            household: &nobody,
        };
        if !self.access.may(staff, Deed::ReadInspection, target) {
            return Err(AppError::NotFound);
        }
        let mut problems = BTreeMap::new();
        for (code, point) in &inspection.points {
            if let Some(problem) = &point.problem {
                problems.insert(code.clone(), self.matter(problem.county(), problem.as_str()).await?);
            }
        }
        Ok(InspectionFile { inspection, problems })
    }
}
