//! Issues a paper: fills the form, prints the code on it, seals and signs it, keeps it.

use leye_domain::id::CaseId;
use leye_domain::lang::Lang;
use leye_domain::paper::{IssuedFacts, PaperAct, PaperEvent, decide};
use leye_domain::staff::Staff;
use leye_forms::{Extras, Verification, form, render};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::code::{self, grouped};
use super::proof::{self, PaperProof};
use super::{TRIES, digest_of};
use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;

/// What is to be issued.
#[derive(Clone, Debug)]
pub struct ToIssue {
    /// Code of the form.
    pub form: String,
    /// The language.
    pub lang: Lang,
    /// Version of the case that `data` shows.
    pub seen: i64,
    /// What it is filled with.
    pub data: Value,
    /// Address of the service as people outside reach it, without a path; it stands in the
    /// QR code.
    pub home: String,
}

/// A paper that was issued.
#[derive(Clone, Debug)]
pub struct IssuedPaper {
    /// The code printed on it.
    pub code: String,
    /// The file.
    pub pdf: Vec<u8>,
    /// Characters that no font has and that stand on it as code points.
    pub missing_glyphs: Vec<char>,
}

impl App {
    /// Issues a paper of a case. The same paper filled with the same is not issued twice: the
    /// first is given again.
    ///
    /// # Errors
    /// [`AppError::Stale`] where the case changed since it was seen, [`AppError::Form`] for data
    /// that do not fit the form, access.
    pub async fn issue_paper(
        &self,
        staff: &Staff,
        id: &CaseId,
        paper: &ToIssue,
    ) -> Result<IssuedPaper, AppError> {
        let (case, _) = self.settled(id).await?;
        self.may_read(staff, &case)?;
        if !self.access.may(staff, Deed::IssuePaper, Target::Case(&case)) {
            return Err(AppError::Forbidden { act: None });
        }
        if case.version != paper.seen {
            return Err(AppError::Stale { current: case.version, since: Vec::new() });
        }
        let form = form(&paper.form).ok_or(AppError::NotFound)?;
        let data_digest = digest_of(&Sha256::digest(paper.data.to_string()));
        let mut tries = 0;
        loop {
            let papers = self.papers_of(id).await?;
            let same = papers.issued.iter().find(|(_, one)| {
                let facts = &one.facts;
                one.withdrawn.is_none()
                    && (facts.form.as_str(), facts.lang.as_str())
                        == (paper.form.as_str(), paper.lang.as_str())
                    && facts.data_digest == data_digest
            });
            if let Some((code, one)) = same {
                let pdf =
                    self.store.file(case.person.county(), case.person.as_str(), &one.facts.digest).await?;
                let pdf = pdf.ok_or(AppError::Erased)?;
                return Ok(IssuedPaper { code: code.clone(), pdf, missing_glyphs: Vec::new() });
            }
            let number = u32::try_from(papers.issued.len()).unwrap_or(u32::MAX).saturating_add(1);
            let code = (number <= code::MOST).then(|| code::of(&self.store, id, number)).flatten();
            let code = code.ok_or_else(|| AppError::Rules(format!("the case has {} papers", code::MOST)))?;
            let now = self.time.now();
            let url = format!("{}/papers/{code}", paper.home);
            let extras = Extras {
                verification: Some(Verification { code: grouped(&code), url }),
                made: Some(self.rules.zone().to_datetime(now)),
                ..Extras::default()
            };
            let mut data = paper.data.clone();
            // A paper that names its own code has a field for it.
            if form.field("code").is_some() {
                data["code"] = grouped(&code).into();
            }
            let (lang, data_of) = (paper.lang, data);
            let rendered = tokio::task::spawn_blocking(move || render(form, lang, &data_of, &extras));
            let rendered = rendered.await.map_err(|error| AppError::Rules(error.to_string()))??;
            let proof = PaperProof {
                kind: String::new(),
                form: 0,
                code: code.clone(),
                paper: paper.form.clone(),
                lang: paper.lang.as_str().to_owned(),
                agency: staff.agency.as_str().to_owned(),
                at: now,
                sha256: String::new(),
            };
            let pdf = proof::seal(rendered.pdf, proof, |text| self.store.sign(text));
            let digest = self.store.keep_file(case.person.county(), case.person.as_str(), &pdf).await?;
            let facts = IssuedFacts {
                form: paper.form.clone(),
                lang: paper.lang.as_str().to_owned(),
                agency: staff.agency.clone(),
                case_version: case.version,
                bytes: pdf.len() as u64,
                digest,
                data_digest: data_digest.clone(),
            };
            let act = PaperAct::Issue { code: code.clone(), facts };
            let event: PaperEvent = decide(&papers, act, &staff.agency)?;
            match self.commit_papers(&papers, &case, &event, staff, now).await {
                Ok(()) => return Ok(IssuedPaper { code, pdf, missing_glyphs: rendered.missing_glyphs }),
                Err(AppError::Stale { .. }) if tries < TRIES => tries += 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// An issued paper of a case, for who may read the case. That it was opened is recorded.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is none, or the caller may not see it.
    pub async fn paper_file(&self, staff: &Staff, id: &CaseId, code: &str) -> Result<Vec<u8>, AppError> {
        let (case, _) = self.settled(id).await?;
        self.may_read(staff, &case)?;
        let papers = self.papers_of(id).await?;
        let issued = papers.issued.get(code).ok_or(AppError::NotFound)?;
        self.record(staff, "read_paper", id.as_str(), Some(&case.person), None).await?;
        let file = self.store.file(case.person.county(), case.person.as_str(), &issued.facts.digest).await?;
        file.ok_or(AppError::Erased)
    }

    /// Withdraws a paper: whoever checks it learns that it counts no more, and since when.
    ///
    /// # Errors
    /// A reason that is missing, a paper of another agency or one withdrawn before; access.
    pub async fn withdraw_paper(
        &self,
        staff: &Staff,
        id: &CaseId,
        code: &str,
        reason: &str,
    ) -> Result<(), AppError> {
        let (case, _) = self.settled(id).await?;
        self.may_read(staff, &case)?;
        if !self.access.may(staff, Deed::IssuePaper, Target::Case(&case)) {
            return Err(AppError::Forbidden { act: None });
        }
        let mut tries = 0;
        loop {
            let papers = self.papers_of(id).await?;
            let act = PaperAct::Withdraw { code: code.to_owned(), reason: reason.to_owned() };
            let event = decide(&papers, act, &staff.agency)?;
            match self.commit_papers(&papers, &case, &event, staff, self.time.now()).await {
                Err(AppError::Stale { .. }) if tries < TRIES => tries += 1,
                other => return other,
            }
        }
    }
}
