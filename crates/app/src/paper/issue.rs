//! Issues a paper: fills the form, prints the code on it, seals and signs it, keeps it.

use leye_domain::case::Case;
use leye_domain::id::CaseId;
use leye_domain::lang::Lang;
use leye_domain::paper::{Issued, IssuedFacts, PaperAct, Papers, Signature, decide};
use leye_domain::staff::{Actor, Staff};
use leye_forms::{Extras, Form, Picture, Verification, form, render};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::code::{self, grouped};
use super::proof::{self, PaperProof};
use super::{SIGNATURE, TRIES, digest_of};
use crate::App;
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

/// A signature with its picture, for the paper that is to bear it.
#[derive(Clone, Debug)]
pub(super) struct Signed {
    pub facts: Signature,
    pub picture: Vec<u8>,
}

impl ToIssue {
    pub(super) fn data_digest(&self) -> String {
        digest_of(&Sha256::digest(self.data.to_string()))
    }

    /// The paper that was issued before with the same content, and is in force.
    fn same<'a>(&self, papers: &'a Papers, signed: Option<&Signed>) -> Option<(&'a String, &'a Issued)> {
        let digest = self.data_digest();
        papers.issued.iter().find(|(_, one)| {
            let facts = &one.facts;
            one.withdrawn.is_none()
                && facts.form == self.form
                && facts.lang == self.lang.as_str()
                && facts.data_digest == digest
                && facts.signature.as_ref() == signed.map(|signed| &signed.facts)
        })
    }
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
        let case = self.keeping(staff, id).await?;
        self.issue(staff, &case, paper, None).await
    }

    pub(super) async fn issue(
        &self,
        staff: &Staff,
        case: &Case,
        paper: &ToIssue,
        signed: Option<Signed>,
    ) -> Result<IssuedPaper, AppError> {
        if case.version != paper.seen {
            return Err(AppError::Stale { current: case.version, since: Vec::new() });
        }
        let form = form(&paper.form).ok_or(AppError::NotFound)?;
        let (county, person) = (case.person.county(), case.person.as_str());
        let mut tries = 0;
        loop {
            let papers = self.papers_of(&case.id).await?;
            if let Some((code, one)) = paper.same(&papers, signed.as_ref()) {
                let pdf = self.store.file(county, person, &one.facts.digest).await?;
                let pdf = pdf.ok_or(AppError::Erased)?;
                return Ok(IssuedPaper { code: code.clone(), pdf, missing_glyphs: Vec::new() });
            }
            let code = self.next_code(&papers)?;
            let now = self.time.now();
            let (pdf, missing_glyphs) = self.write_paper(form, paper, &code, signed.as_ref()).await?;
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
            let pdf = proof::seal(pdf, proof, |text| self.store.sign(text));
            let facts = IssuedFacts {
                form: paper.form.clone(),
                lang: paper.lang.as_str().to_owned(),
                agency: staff.agency.clone(),
                case_version: case.version,
                bytes: pdf.len() as u64,
                digest: self.store.keep_file(county, person, &pdf).await?,
                data_digest: paper.data_digest(),
                signature: signed.as_ref().map(|signed| signed.facts.clone()),
            };
            let act = PaperAct::Issue { code: code.clone(), facts };
            let event = decide(&papers, act, &staff.agency, &case.station)?;
            match self.commit_papers(papers, case, &event, &Actor::Staff(staff.clone()), now).await {
                Ok(()) => return Ok(IssuedPaper { code, pdf, missing_glyphs }),
                Err(AppError::Stale { .. }) if tries < TRIES => tries += 1,
                Err(error) => return Err(error),
            }
        }
    }

    fn next_code(&self, papers: &Papers) -> Result<String, AppError> {
        let number = u32::try_from(papers.issued.len()).unwrap_or(u32::MAX).saturating_add(1);
        let is_free = number <= code::MOST;
        let code = is_free.then(|| code::of(&self.store, code::PAPER, &papers.case, number)).flatten();
        code.ok_or_else(|| AppError::Rules(format!("the case has {} papers", code::MOST)))
    }

    /// The paper as PDF, with the characters that no font has.
    async fn write_paper(
        &self,
        form: &'static Form,
        paper: &ToIssue,
        code: &str,
        signed: Option<&Signed>,
    ) -> Result<(Vec<u8>, Vec<char>), AppError> {
        let url = format!("{}/papers/{code}", paper.home);
        let mut extras = Extras {
            verification: Some(Verification { code: grouped(code), url }),
            made: Some(self.rules.zone().to_datetime(self.time.now())),
            ..Extras::default()
        };
        let mut data = paper.data.clone();
        // A paper that names its own code has a field for it.
        if form.field("code").is_some() {
            data["code"] = grouped(code).into();
        }
        if let Some(signed) = signed {
            data[SIGNATURE] = SIGNATURE.into();
            extras.pictures.insert(SIGNATURE.to_owned(), Picture(signed.picture.clone()));
        }
        let lang = paper.lang;
        let rendered = tokio::task::spawn_blocking(move || render(form, lang, &data, &extras)).await;
        let rendered = rendered.map_err(|error| AppError::Rules(error.to_string()))??;
        Ok((rendered.pdf, rendered.missing_glyphs))
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
        let case = self.keeping(staff, id).await?;
        let act = PaperAct::Withdraw { code: code.to_owned(), reason: reason.to_owned() };
        self.change_papers(&Actor::Staff(staff.clone()), &staff.agency, &case, act).await?;
        Ok(())
    }
}
